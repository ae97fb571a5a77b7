"""12345 orders come in once, keep their stricter deadline, and hear what became of them."""

import io
import json
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook
from tests.builders.desk import REPORTER, STEPS, WORKING

from linli.contexts.service_requests.commands import finishing, sorting
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.imports import hotline
from linli.contexts.service_requests.models import Channel, Request, State
from linli.kernel import clock as house_clock
from linli.kernel import ports
from linli.kernel.errors import Refusal
from linli.kernel.outbox import delivery
from linli.kernel.ports.hotline import Hotline, Order

ORDER = Order(
    "HJ20260311001", "1号楼1单元楼道灯坏了三天", "1号楼1单元", "路灯、楼道灯", "赵女士", "19900077777",
    datetime(2026, 3, 11, 9, 0), datetime(2026, 3, 13, 18, 0),
)  # fmt: skip


def workbook(*rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_an_order_becomes_a_request_once(desk, world) -> None:
    first = hotline.take(world.community, [ORDER])
    again = hotline.take(world.community, [ORDER])
    assert (first[0].is_new, again[0].is_new) == (True, False)
    assert first[0].request == again[0].request
    row = Request.objects.get()
    assert (row.channel, row.category, row.origin) == (Channel.HOTLINE, "lighting", "hotline:HJ20260311001")
    assert row.area.code.startswith(world.building1.code)
    assert row.at.isoformat() == "2026-03-11T01:00:00+00:00"
    assert desk.reporter(row).is_told


def test_the_stricter_deadline_holds(desk, world) -> None:
    for number, due_at, expected in (
        ("1", datetime(2026, 3, 13, 18, 0), "2026-03-13T18:00"),
        ("2", datetime(2026, 9, 1, 18, 0), "2026-03-20"),
    ):
        hotline.take(world.community, [Order(number, "楼道灯坏了三天", "1号楼", due_at=due_at)])
        row = Request.objects.get(origin=f"hotline:{number}")
        for verb in ("classify", "dispatch"):
            STEPS[verb](desk, row)
        local = desk.fresh(row).due_at + timedelta(hours=8)
        assert local.isoformat().startswith(expected)


def test_what_became_of_it_goes_back_also_when_it_was_merged(desk, world) -> None:
    hotline.take(world.community, [ORDER, Order("HJ2", "楼道灯坏了，一片黑", "1号楼")])
    row, other = (Request.objects.get(origin=f"hotline:{n}") for n in (ORDER.number, "HJ2"))
    sorting.merge(desk.clerk, other, row)
    for verb in (*WORKING, "report", "accept"):
        STEPS[verb](desk, row)
    for one in row.reporters.all():
        finishing.judge(REPORTER, one, judged=Judged("yes", "fairly"))
    assert desk.fresh(row).state == State.CLOSED
    delivery.drain()
    sent = ports.ask(Hotline).outcomes
    assert sent[ORDER.number].result == sent["HJ2"].result == "已换新灯，试亮正常。"
    assert (sent["HJ2"].solved, sent["HJ2"].satisfied) == ("yes", "fairly")
    assert sent["HJ2"].closed_at == house_clock.now()


def test_orders_are_read_from_json_and_from_a_workbook(world) -> None:
    row = {
        "工单编号": "A1",
        "诉求内容": "楼道灯坏了",
        "办理时限": "2026-03-15 18:00",
        "来电号码": "19900077777",
    }
    from_json = hotline.orders_of(json.dumps([row]).encode(), "a.json")
    from_sheet = hotline.orders_of(workbook(["12345 工单"], list(row), list(row.values())), "a.xlsx")
    assert from_json == from_sheet
    assert from_json[0].due_at == datetime(2026, 3, 15, 18, 0)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.json"), (b"{", "a.json"), (b"[1]", "a.json"), (b'[{"number": "1"}]', "a.json"),
        (b'[{"number": "1", "words": "x", "due_at": "2026-02-30"}]', "a.json"), (b"nothing", "a.xlsx"),
        (workbook(["姓名"], ["王"]), "a.xlsx"),
    ],
)  # fmt: skip
def test_what_holds_no_orders_is_refused_in_words(world, data: bytes, name: str) -> None:
    with pytest.raises(Refusal):
        hotline.orders_of(data, name)


def test_an_order_that_cannot_be_is_told_and_holds_up_nobody(world) -> None:
    odd = Order("X", "楼道灯坏了", phone="1")
    verdicts = hotline.take(world.community, [odd, ORDER])
    assert verdicts[0].reason
    assert verdicts[1].is_new
