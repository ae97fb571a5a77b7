"""``linli forms read``: one JSON value for machines; one sentence and exit code 2 for what is no form."""

import json
import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from tests.builders.forms import blank, stacked

from linli.config.commands.forms import forms


def run(*words: str) -> Any:
    return CliRunner().invoke(forms, words)


def letter() -> bytes:
    """A workbook with words and no table."""
    book, into = Workbook(), BytesIO()
    book.active["A1"] = "通知：请各社区于周五前完成。"
    book.save(into)
    return into.getvalue()


def test_a_form_is_told_as_one_json_value(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(blank("独居老人台账", ["序号", "姓名", "联系电话"]))
    outcome = run("read", str(file), "--json")
    told = json.loads(outcome.stdout)
    assert outcome.exit_code == 0
    assert [column["field"] for column in told["sheets"][0]["columns"].values()] == [None, "姓名", "联系电话"]
    assert "独居老人" in run("read", str(file)).stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("没有.xlsx", None, "没有找到文件"),
        ("空.xlsx", b"", "文件是空的"),
        ("乱.xlsx", b"no workbook", "不能当表格打开"),
        ("通知.xlsx", letter(), "没有找到要填的表"),
        ("大.xlsx", b"PK\x03\x04" + bytes(51 << 20), "文件超过 50 MB"),
    ],
)
def test_what_is_no_form_gets_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    outcome = run("read", str(file))
    assert outcome.exit_code == 2
    assert words in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1
    assert outcome.stdout == ""


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    outcome = run("read", str(tmp_path))
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "文件夹" in outcome.stderr


def test_a_machine_hears_of_a_file_without_a_table_that_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "通知.xlsx"
    file.write_bytes(letter())
    outcome = run("read", str(file), "--json")
    assert (outcome.exit_code, json.loads(outcome.stdout)["sheets"]) == (2, [])


TWO = [("独居老人台账", ["姓名", "联系电话"]), ("优秀志愿者", ["姓名", "性别", "联系电话"])]


def test_two_lists_on_a_sheet_are_two_entries_with_people_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "两份.xlsx"
    file.write_bytes(stacked(*TWO))
    told = json.loads(run("read", str(file), "--json").stdout)
    assert [(s["sheet"], s["population"], s["header_rows"]) for s in told["sheets"]] == [
        ("Sheet", "独居老人", [2, 2]),
        ("Sheet", "志愿者", [8, 8]),
    ]
    assert {tuple(sheet) for sheet in told["sheets"]} == {
        ("sheet", "header_rows", "first_data_row", "columns", "population")
    }
    assert "这一页有 2 份表，这是第 2 份" in run("read", str(file)).stdout


def filled(tmp_path: Path, content: bytes, *more: str) -> Any:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(content)
    return run("fill", str(file), "-o", str(tmp_path / "填好.xlsx"), *more)


def test_filling_says_of_every_list_what_became_of_it(world, tmp_path: Path) -> None:
    world.person("张国英", date(1940, 3, 20), home=world.home(world.building3, 2, "501"))
    lists = [TWO[0], ("家庭成员情况", ["姓名", "身份证号", "联系电话"])]
    outcome = filled(tmp_path, stacked(*lists))
    assert outcome.exit_code == 0
    assert "独居老人：1 行" in outcome.stdout
    assert "家庭成员情况】没有写明填哪些人" in outcome.stdout
    told = json.loads(filled(tmp_path, stacked(*lists), "--json").stdout)
    assert [sheet["population"] for sheet in told["sheets"]] == ["独居老人"]
    assert len(told["left"]) == 1


def test_a_form_for_nobody_says_whom_it_looked_for(world, tmp_path: Path) -> None:
    outcome = filled(tmp_path, blank("百岁老人台账", ["姓名", "联系电话"]))
    assert outcome.exit_code == 0
    assert "100周岁以上老年人：没有符合的人，一行也没有填" in outcome.stdout
    outcome = filled(tmp_path, blank("某某台账", ["姓名", "联系电话"]), "--population", "90周岁以上老人")
    assert "90周岁以上老人：没有符合的人" in outcome.stdout


def test_people_nobody_keeps_are_refused_in_words(world, tmp_path: Path) -> None:
    outcome = filled(tmp_path, blank("台账", ["姓名", "联系电话"]), "--population", "火星人")
    assert (outcome.exit_code, outcome.stderr.strip()) == (2, "登记里没有“火星人”这个人群。")


def test_reading_needs_no_installation_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file, data = tmp_path / "台账.xlsx", tmp_path / "none"
    file.write_bytes(blank("独居老人台账", ["姓名", "联系电话"]))
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("LINLI_", "DJANGO_", "DATABASE_"))}
    environment = {**bare, "LINLI_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "linli.config.cli",
        "forms",
        "read",
        str(file),
        "--json",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["sheets"][0]["population"] == "独居老人"
    assert not data.exists()
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "linli.engines.formfill.recognise" in loaded
    assert not loaded & {"numpy", "pypinyin", "openpyxl", "ninja", "rich", "linli.contexts.registry.models"}
