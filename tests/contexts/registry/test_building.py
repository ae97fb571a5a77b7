"""Buildings come in from a sheet: entrance by entrance or door by door, with a reason for what cannot."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from linli.contexts.registry.commands.building import House, build
from linli.contexts.registry.imports.houses import judging, sheets
from linli.contexts.registry.models import Dwelling
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, Refusal

HEADINGS = ["小区", "地址", "楼栋", "单元", "层数", "每层户数", "室号", "网格"]


def book(*rows: list[Any]) -> bytes:
    made = Workbook()
    page = made.active
    page.append(["楼栋情况表"])
    for row in rows:
        page.append(row)
    box = io.BytesIO()
    made.save(box)
    return box.getvalue()


def judged(world: Any, *rows: list[Any]) -> list[judging.Verdict]:
    return judging.judge(world.other_community, sheets.rows_of(book(HEADINGS, *rows), "楼栋.xlsx"))


def taken(world: Any, *rows: list[Any]) -> Any:
    return judging.take(linli("test"), world.other_community, judged(world, *rows))


def test_a_building_of_two_entrances_and_six_storeys(world) -> None:
    told = taken(world, ["柳岸新村", "江边路5号", "三号楼", "1-2", 6, 2, "", ""])
    assert told == {"buildings": 1, "doors": 24}
    home = Dwelling.objects.get(community=world.other_community, number="502", entrance_number="2")
    assert home.address == "江边路5号柳岸新村3号楼2单元502室"
    assert (home.short_address, home.key, home.floor) == ("3号楼2单元502室", "3-2-502", 5)
    building = Area.objects.get(kind=Kind.BUILDING, parent__parent=world.other_community)
    assert (building.storeys, building.parent.name, building.compound.name) == (6, "第一网格", "柳岸新村")


def test_doors_one_by_one_and_several_in_a_cell(world) -> None:
    taken(
        world,
        ["柳岸新村", "", "A座", "", "", "", "1201、1202室", "2"],
        ["柳岸新村", "", "A", "", "", "", "801", ""],
    )
    found = Dwelling.objects.filter(community=world.other_community).order_by("order")
    assert [one.short_address for one in found] == ["A座801室", "A座1201室", "A座1202室"]
    assert {one.area.parent.parent.name for one in found} == {"第二网格"}


def test_what_stands_already_stays_and_only_what_is_missing_is_added(world) -> None:
    taken(world, ["柳岸新村", "", "3", "1", 6, 2, "", ""])
    told = taken(world, ["柳岸新村", "", "3幢", "1-2", 6, 2, "", ""])
    assert told == {"buildings": 0, "doors": 12}
    assert taken(world, ["柳岸新村", "", "3", "1-2", 6, 2, "", ""]) == {"buildings": 0, "doors": 0}


def test_buildings_of_a_world_get_the_next_number_in_their_grid(world) -> None:
    rows = sheets.rows_of(book(HEADINGS, ["梧桐苑", "", "9", "1", 2, 1, "", "第二网格"]), "a.xlsx")
    judging.take(linli("test"), world.community, judging.judge(world.community, rows))
    assert Area.objects.get(code=f"{world.grid2.code}B004").compound == world.compound


def test_a_range_that_a_spreadsheet_took_for_a_day(world) -> None:
    assert taken(world, ["", "", "3", "1月2日", "2月3日", 1, "", ""]) == {"buildings": 1, "doors": 4}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "", "", "1", 6, 2, "", ""], "没有写楼栋"),
        (["", "", "那一栋楼？", "1", 6, 2, "", ""], "看不懂"),
        (["", "", "3", "东边", 6, 2, "", ""], "单元写得看不懂"),
        (["", "", "3", "3-1", 6, 2, "", ""], "单元写得看不懂"),
        (["", "", "3", "1", 0, 2, "", ""], "层数写得不对"),
        (["", "", "3", "1", 800, 2, "", ""], "层数写得不对"),
        (["", "", "3", "1", 6, "很多", "", ""], "每层户数写得不对"),
        (["", "", "3", "1", "", "", "一楼左边那家", ""], "室号写得看不懂"),
        (["", "", "3", "1-2", "", "", "101", ""], "一行一个单元"),
        (["", "", "3", "1-40", 100, 50, "", ""], "房屋太多"),
        (["很" * 41, "", "3", "1", 6, 2, "", ""], "名称太长"),
    ],
)
def test_a_row_that_cannot_be_says_why(world, row: list[Any], reason: str) -> None:
    (verdict,) = judged(world, row)
    assert reason in verdict.reason
    assert not verdict.fresh


def test_the_same_twice_points_at_the_first_row(world) -> None:
    row = ["柳岸新村", "", "3", "1", 6, 2, "", ""]
    assert [one.reason for one in judged(world, row, row)] == ["", "这些房屋在第 3 行已经写过"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xff\xd8\xff photo", book(["姓名"], ["张三"])])
def test_a_file_that_is_no_sheet_of_buildings_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        sheets.rows_of(data, "楼栋.xlsx")


def test_text_in_the_writing_of_old_machines(world) -> None:
    data = "小区,楼栋,单元,层数,每层户数\n柳岸新村,3,1,6,2\n".encode("gb18030")
    assert [row["building"] for row in sheets.rows_of(data, "楼栋.csv")] == ["3"]


def test_looking_asks_the_database_as_often_for_one_row_as_for_many(world) -> None:
    rows = [["", "", str(n), "1-3", 6, 2, "", ""] for n in range(1, 40)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        judged(world, rows[0])
    with CaptureQueriesContext(connection) as many:
        judged(world, *rows)
    assert len(one) == len(many) == 1


DOORS = {House("梧桐苑", "9", "9号楼"): [("1", "101", 1)]}


@pytest.mark.parametrize("role", ["counter_clerk", "grid_worker", "subdistrict_officer", "administrator"])
def test_others_build_nothing(world, role: str) -> None:
    with pytest.raises(NotAllowed):
        build(world.actor(role), world.community, doors=DOORS)


def test_the_manager_builds_in_the_own_community(world) -> None:
    build(world.actor("community_manager"), world.community, doors=DOORS)
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.detail) == ("registry.buildings_added", {"buildings": 1, "doors": 1})
    with pytest.raises(NotAllowed):
        build(world.actor("community_manager"), world.other_community, doors=DOORS)


def test_codes_run_out_in_one_sentence(world) -> None:
    doors = {House(f"小区{n}", "1", "1号楼"): [("", "101", 1)] for n in range(100)}
    with pytest.raises(BadInput, match="最多 99 个小区"):
        build(linli("test"), world.community, doors=doors)
