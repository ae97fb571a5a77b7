"""Lists taken along: tickets, the roster, past alarms; on record, within one's area, without names."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.contexts.guard.test_rounds import NOW, lived

from linli.contexts.guard import tasks
from linli.contexts.guard.commands import alarms, roster
from linli.contexts.guard.models import Alarm
from linli.kernel.actor import linli
from linli.kernel.audit.models import AuditEntry


def lines(answer) -> list[tuple]:
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    return list(load_workbook(BytesIO(answer.content)).active.values)


def rung(world) -> None:
    from datetime import timedelta

    lived(world, "WM-1", stops=NOW - timedelta(hours=22))
    assert tasks.hear_homes() == 1
    alarms.close(linli("test"), Alarm.objects.get(), cause=Alarm.Cause.WELL, words="在家")


def test_past_alarms_leave_with_a_reason_and_without_names(world) -> None:
    rung(world)
    client = world.client("grid_worker", world.grid1)
    page = client.get(reverse("guard:alarms_book"))
    assert "没有姓名、电话和读数" in page.content.decode()
    refused = client.post(reverse("guard:alarms_book"), {"weeks": "4", "reason": ""})
    assert refused.status_code == 422
    told = lines(client.post(reverse("guard:alarms_book"), {"weeks": "4", "reason": "月底例会"}))
    assert len([line for line in told if line and line[2] == "很久没有用水"]) == 1
    assert not any("李奶奶" in str(cell) for line in told for cell in line)
    entry = AuditEntry.objects.get(action="guard.alarms_exported")
    assert (entry.detail["rows"], entry.reason) == (1, "月底例会")


def test_another_grid_finds_nothing_in_its_list(world) -> None:
    rung(world)
    client = world.client("grid_worker", world.grid2)
    told = lines(client.post(reverse("guard:alarms_book"), {"weeks": "4", "reason": "看一看"}))
    assert not any(line and line[2] == "很久没有用水" for line in told)


def test_the_roster_leaves_as_it_is_shown(world) -> None:
    worker = world.actor("grid_worker", world.grid1)
    manager = world.actor("community_manager")
    roster.give(manager, world.community, account_id=worker.account_id, days=[NOW.date()])
    client = world.client("community_manager")
    told = lines(client.get(reverse("guard:roster_book") + f"?from={NOW.date().isoformat()}"))
    assert sum(bool(line and line[1] and str(line[1]).startswith("周")) for line in told) == 14
    assert client.get(reverse("guard:roster_book") + "?place=999999999999").status_code == 404


def test_tickets_leave_as_narrowed(world) -> None:
    from datetime import timedelta

    lived(world, "WM-1", until=NOW - timedelta(hours=30))
    tasks.look_at_devices()
    client = world.client("community_manager")
    assert "导出" in client.get(reverse("guard:tickets")).content.decode()
    assert any("WM-1" in line for line in lines(client.get(reverse("guard:tickets_book"))))
    assert not any("WM-1" in line for line in lines(client.get(reverse("guard:tickets_book") + "?why=low")))


@pytest.mark.parametrize("name", ["tickets_book", "alarms_book", "roster_book"])
def test_whoever_only_looks_takes_nothing_along(world, name) -> None:
    assert world.client("counter_clerk").get(reverse(f"guard:{name}")).status_code in (403, 404)
