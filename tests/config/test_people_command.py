"""``linli import residents``: one JSON value for machines, one sentence and exit code 2 for bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders.rosters import HEADINGS, roster, row_of

from linli.config.commands.people import importing
from linli.contexts.registry.models import ImportRun, Person

pytestmark = pytest.mark.django_db
NEW = ["赵小满", "女", "1990-02-03", "", "13800001111", "学府路88号梧桐苑2号楼1单元301室", "户主"]
LOST = ["钱多多", "男", "1980-02-03", 339901198002030000, "", "学府路88号梧桐苑2号楼1单元301室", ""]


@pytest.fixture
def file(world: Any, tmp_path: Path) -> Path:
    """A roster about one resident, somebody new, and a number that a spreadsheet has spoilt."""
    world.home(world.building2, 1, "301")
    path = tmp_path / "居民花名册.xlsx"
    path.write_bytes(roster(HEADINGS, [row_of(world.person("王建国")), NEW, LOST]))
    return path


def run(*words: str) -> Any:
    return CliRunner().invoke(importing, ["residents", *words])


def test_a_dry_run_says_what_would_become_of_every_row_and_writes_nothing(file: Path) -> None:
    done = run(str(file), "--dry-run", "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert list(said) == [
        "file", "sheet", "rows", "new", "change", "same", "ask", "refused", "columns", "refusals", "remarks",
        "unread",
    ]  # fmt: skip
    assert (said["rows"], said["new"], said["change"], said["same"], said["refused"]) == (3, 1, 0, 1, 1)
    assert said["columns"]["D2"] == "公民身份号码"
    reason = "身份证被表格当成数字，丢了后几位，请把这一列设为文本后重填"
    assert said["refusals"] == [{"row": 5, "reasons": [reason]}]
    assert not ImportRun.objects.exists()


def test_without_dry_run_the_rows_go_in(file: Path) -> None:
    said = json.loads(run(str(file), "--json").stdout)
    assert said["applied"] == 2
    assert Person.objects.filter(name="赵小满").exists()
    again = json.loads(run(str(file), "--json").stdout)
    assert (again["new"], again["same"]) == (0, 2)


def test_for_people_it_speaks_in_sentences(file: Path) -> None:
    done = run(str(file), "--dry-run")
    assert "共 3 行：新增 1、更新 0、无变化 1、待确认 0、退回 1（试读，没有改动登记）。" in done.stdout
    assert "第 5 行：身份证被表格当成数字" in done.stdout


def test_text_in_the_writing_of_old_machines(world: Any, tmp_path: Path) -> None:
    world.home(world.building2, 1, "301")
    path = tmp_path / "名册.csv"
    lines = [",".join(HEADINGS), ",".join(map(str, NEW))]
    path.write_bytes("\n".join(lines).encode("gb18030"))
    assert json.loads(run(str(path), "--dry-run", "--json").stdout)["new"] == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--community", "999"], "没有这个社区：999"),
        (["--sheet", "别的"], "没有这张工作表，或者里面没有名册：别的"),
        (["--on", "2026-02-30"], "没有这一天：2026-02-30（请写成 2026-03-31）。"),
        (["--on", "2027-01-01"], "名册说的日期不能在今天之后。"),
    ],
)
def test_bad_wishes_get_one_sentence(file: Path, words: list[str], sentence: str) -> None:
    done = run(str(file), "--json", *words)
    assert (done.exit_code, done.stdout, done.stderr.strip()) == (2, "", sentence)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("没有.xlsx", None),
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04 broken"),
        ("照片.jpg", b"\xff\xd8\xff\xe0 picture"),
        ("通知.txt", "关于做好防汛工作的通知".encode()),
        ("没有人.xlsx", roster(["项目", "金额"], [["电费", 3]], title="支出")),
    ],
)
def test_files_that_are_no_roster_get_one_sentence(
    world: Any, tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    for how in (["--dry-run"], []):
        done = run(str(path), "--json", *how)
        assert (done.exit_code, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 1
    assert not Person.objects.exists()


def test_what_a_person_should_know_of_rows_that_go_in_is_told(world: Any, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    rows = [
        ["周月半", "女", "1940.5", "", "13800002222", NEW[5], ""],
        ["无址人", "", "1950-01-01", "", "", "", ""],
    ]
    world.home(world.building2, 1, "301")
    file.write_bytes(roster(HEADINGS, rows))
    told = json.loads(run(str(file), "--dry-run", "--json").stdout)["remarks"]
    assert told[0] == {"row": 3, "reasons": ["出生日期：没有写到日，照原样记在备注里，请补全"]}
    assert told[1] == {"row": 4, "reasons": ["没有地址，暂不知道住哪一户"]}
    spoken = run(str(file)).stdout
    assert "提示：出生日期：没有写到日，照原样记在备注里，请补全（第 3 行）" in spoken
    assert Person.objects.get(name="周月半").details["remarks"] == "出生日期：1940-05（日期不全）"


def test_a_second_list_under_the_roster_is_told(world: Any, tmp_path: Path) -> None:
    world.home(world.building2, 1, "301")
    path = tmp_path / "两张表.xlsx"
    path.write_bytes(
        roster(HEADINGS, [NEW, [], ["迁出名单"], ["序号", "姓名", "原住址"], [1, "王建国", "2-1-301"]])
    )
    said = json.loads(run(str(path), "--dry-run", "--json").stdout)
    assert (said["rows"], said["unread"]) == (1, [{"row": 5, "title": "迁出名单"}])
    assert "第 5 行起是另一张表《迁出名单》，没有读" in run(str(path), "--dry-run").output
