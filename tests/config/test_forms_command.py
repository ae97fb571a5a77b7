"""``linli forms read``: one JSON value for machines; one sentence and exit code 2 for what is no form."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from tests.builders.forms import blank

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
