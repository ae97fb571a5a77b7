"""``linli import places``: one JSON value for machines, a reason for every row, exit code 2 for bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linli.config.commands import places as _places
from linli.config.commands.people import importing
from linli.config.commands.starting import begin
from linli.contexts.registry.models import Dwelling, Person

assert _places
pytestmark = pytest.mark.django_db
LINES = ["小区,地址,楼栋,单元,层数,每层户数", "梧桐苑,学府路88号,2,1-2,6,2", "梧桐苑,学府路88号,没有号,1,6,2"]


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "楼栋.csv"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return str(path)


def run(*words: str) -> Any:
    return CliRunner().invoke(importing, words)


def test_an_installation_from_nothing_to_its_first_roster(sheet: str, tmp_path: Path) -> None:
    begin(code="330106003001", name="梧桐苑社区")
    tried = json.loads(run("places", sheet, "--dry-run", "--json").stdout)
    assert (tried["buildings"], tried["doors"], tried["there"]) == (1, 24, 0)
    assert [row["row"] for row in tried["refused"]] == [3]
    assert not Dwelling.objects.exists()
    assert "已登记 1 栋楼、24 户" in run("places", sheet).stdout
    assert json.loads(run("places", sheet, "--json").stdout)["there"] == 24
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,性别,出生日期,现住地址\n赵小满,女,1990-02-03,2号楼1单元301室\n", encoding="utf-8")
    assert json.loads(run("residents", str(roster), "--json").stdout)["applied"] == 1
    assert Person.objects.get().home.number == "301"


def test_without_a_community_one_sentence_says_what_comes_first(sheet: str) -> None:
    done = run("places", sheet)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "linli start" in done.stderr


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", "姓名,性别\n张三,男".encode()])
def test_a_file_that_is_none_is_one_sentence(world: Any, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "楼栋.csv"
    path.write_bytes(data)
    done = run("places", str(path), "--json")
    assert (done.exit_code, done.stdout, len(done.stderr.strip().splitlines())) == (2, "", 1)
