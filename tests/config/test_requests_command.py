"""A clerk teaches Linli from a table of filed requests; new ones get a suggestion, common matters a name."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from openpyxl import Workbook

from linli.config.commands.requests import MODEL, requests

LEAK, NOISE = "水管漏水，{}", "夜里施工噪音，{}"
WHERE = ["三号楼", "五单元", "厨房", "楼道", "地下室", "门口"]
FILED = [("内容", "类别")]
FILED += [(LEAK.format(place), "水电") for place in WHERE]
FILED += [(NOISE.format(place), "噪音") for place in WHERE]


def run(*words: object) -> Any:
    return CliRunner().invoke(requests, [str(word) for word in words])


def told(*words: object) -> Any:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def as_csv(rows: list[tuple[str, ...]], encoding: str = "utf-8") -> bytes:
    return "\n".join(",".join(row) for row in rows).encode(encoding)


def as_workbook(rows: list[tuple[str, ...]]) -> bytes:
    book, into = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(into)
    return into.getvalue()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    return tmp_path


def filed(folder: Path, rows: list[tuple[str, ...]] = FILED) -> Path:
    file = folder / "历史.xlsx"
    file.write_bytes(as_workbook(rows))
    return file


def asked(folder: Path) -> Path:
    file = folder / "新.csv"
    file.write_bytes(
        as_csv([("主题", "内容"), ("漏水", "天花板水管漏水"), ("", ""), ("", "施工太吵")], "gbk")
    )
    return file


def test_learned_once_and_used_again(folder: Path, settings: LazySettings) -> None:
    learned = told("train", filed(folder))
    assert learned["model"] == str(settings.DATA / MODEL)
    assert (learned["examples"], learned["left_out"]) == (12, 0)
    assert learned["categories"] == {"水电": 6, "噪音": 6}
    answers = told("suggest", asked(folder))
    assert [(answer["row"], answer["category"]) for answer in answers] == [(2, "水电"), (4, "噪音")]
    assert all(list(answer) == ["row", "category", "confidence"] for answer in answers)
    assert all(0 <= answer["confidence"] <= 1 for answer in answers)
    assert [file.name for file in settings.DATA.iterdir()] == [MODEL]


def test_a_model_may_lie_anywhere(folder: Path, settings: LazySettings) -> None:
    told("train", filed(folder), "--model", folder / "mine.npz")
    assert told("suggest", asked(folder), "--model", folder / "mine.npz")[0]["category"] == "水电"
    assert list(settings.DATA.iterdir()) == []


def test_learned_for_this_once_keeps_nothing(folder: Path, settings: LazySettings) -> None:
    answers = told("suggest", asked(folder), "--train", filed(folder))
    assert [answer["row"] for answer in answers] == [2, 4]
    assert list(settings.DATA.iterdir()) == []


def test_people_are_told_in_sentences(folder: Path) -> None:
    rows = [*FILED, ("", "水电"), ("楼道太暗", ""), ("井盖不见了", "市政")]
    said = run("train", filed(folder, rows)).stdout
    assert "学了 13 条、3 个类别" in said
    assert "有 2 行缺文字或类别" in said
    assert "建议会不准：市政" in said
    said = run("suggest", asked(folder)).stdout
    assert "第 2 行：" in said
    assert "水电" in said


def test_matters_and_letters_sent_twice(folder: Path) -> None:
    letter = "我家住在青石路十二号院，门前的路灯已经坏了三个月，晚上老人出门看不见路，请尽快派人来修"
    rows: list[tuple[str, ...]] = [("主题", "时间", "详情", "点赞数")]
    rows += [
        (f"梧桐里搅拌站噪音{place}", f"2020/1/{day} 8:00", "", "2") for day, place in enumerate("甲乙丙", 1)
    ]
    rows += [("路灯", "2020/1/5", letter, ""), ("求助", "没有", letter, "x"), ("图书馆几点开门", "", "", "")]
    file = folder / "留言.csv"
    file.write_bytes(as_csv(rows))
    works = next(one for one in told("topics", file, "--least", 3) if 2 in one["rows"])
    assert works["rows"] == [2, 3, 4]
    assert (works["since"], works["until"], works["likes"]) == ("2020-01-01", "2020-01-03", 6)
    assert "搅拌站" in works["name"]
    assert told("duplicates", file) == [{"rows": [5, 6], "reason": "文字完全相同"}]
    assert "3 条，2020-01-01 至 2020-01-03（第 2、3、4 行）" in run("topics", file).stdout
    assert "第 5、6 行是同一件" in run("duplicates", file).stdout


def test_a_letter_whose_title_names_another_thing_is_told_apart_as_related(folder: Path) -> None:
    rows = [
        ("主题", "详情"),
        *((f"梧桐里小区搅拌站噪音{word}", "") for word in ("扰民", "太大", "很吵", "不停")),
    ]
    rows += [("请关心老人", "梧桐里小区搅拌站噪音扰民"), ("图书馆几点开门", ""), ("井盖缺失", "")]
    file = folder / "留言.csv"
    file.write_bytes(as_csv(rows))
    (works,) = told("topics", file, "--least", 3)
    assert (works["rows"], works["related"], works["count"]) == ([2, 3, 4, 5], [6], 4)
    assert "4 条（第 2、3、4、5 行）；可能相关 1 条（第 6 行）" in run("topics", file).stdout


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("编号", "数量"), ("1", "2")], "看不出哪一列是诉求文字"),
        ([("内容",), ("路灯坏了",)], "看不出哪一列是类别"),
        ([("内容", "类别")], "表头下面没有内容"),
        ([("内容", "类别"), ("路灯坏了", "照明")], "至少要有两个类别"),
        ([("内容", "类别"), ("", "照明"), ("", "环卫")], "至少要有两个类别"),
    ],
)
def test_a_table_that_cannot_teach_is_one_sentence(
    folder: Path, rows: list[tuple[str, ...]], words: str
) -> None:
    done = run("train", filed(folder, rows), "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("verb", ["train", "suggest", "topics", "duplicates"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "没有找到文件"),
        (b"", "文件是空的"),
        (b"\x89PNG\r\n", "不能当表格打开"),
        (b"\n \n", "文件是空的"),
    ],
)
def test_a_file_that_is_no_table_is_one_sentence(
    folder: Path, verb: str, content: bytes | None, words: str
) -> None:
    file = folder / "坏.xlsx"
    if content is not None:
        file.write_bytes(content)
    done = run(verb, file, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_model_that_is_missing_or_none_is_one_sentence(folder: Path, settings: LazySettings) -> None:
    done = run("suggest", asked(folder), "--json")
    assert (done.exit_code, "还没有学过" in done.stderr) == (2, True)
    (settings.DATA / MODEL).write_bytes(b"no model")
    done = run("suggest", asked(folder), "--json")
    assert (done.exit_code, "不是邻里保存的分类模型" in done.stderr) == (2, True)
    done = run("train", filed(folder), "--model", folder / "no" / "where")
    assert (done.exit_code, "没有这个文件夹" in done.stderr) == (2, True)
