"""What leaves the house is on record: who took how many rows of what."""

import io

import pytest
from openpyxl import load_workbook
from tests.contexts.duties.desk import Desk

from linli.contexts.duties.commands import demands
from linli.contexts.duties.commands.lists import take_example
from linli.kernel.audit.models import AuditEntry


@pytest.fixture
def desk(world):
    desk = Desk(world)
    take_example(desk.street, world.subdistrict)
    return desk


@pytest.mark.parametrize(
    ("address", "rows", "first"),
    [
        ("/duties/export/?kind=excluded", 7, "不承担1"),
        ("/duties/export/?q=加装电梯", 1, "协助39"),
        ("/duties/admissions/export/", 1, "准入-2026-001"),
        ("/duties/demands/export/", 1, "梧桐苑社区"),
    ],
)
def test_a_workbook_with_every_row_and_a_line_in_the_trail(desk, address, rows, first) -> None:
    desk.submitted()
    row = demands.record(desk.manager, desk.world.community, asked=demands.Asked("某局", "火星旅行动员"))
    demands.mark_off_list(desk.manager, row)
    number = demands.refuse(desk.manager, row).number
    answer = desk.world.client("community_manager").get(address)
    assert answer.status_code == 200
    lines = [
        r for r in load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True) if any(r)
    ]
    assert len(lines) == rows + 2
    assert lines[2][0] == first
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.detail["rows"]) == ("duties.exported", rows)
    assert "demands" not in address or number in lines[2]


def test_whoever_sees_no_list_takes_none_along(desk) -> None:
    assert desk.world.client("auditor").get("/duties/export/").status_code == 403
    assert (
        desk.world.client("grid_worker", desk.world.grid1).get("/duties/demands/export/").status_code == 403
    )
