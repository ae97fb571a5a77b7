"""The list of requests as a workbook, and a request as a work order; nobody's number is in them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.queries.listing import place_of, reporters_of
from linli.contexts.service_requests.queries.timing import clock_of
from linli.contexts.service_requests.queries.trace import Trace
from linli.engines.workbooks import NewSheet, build
from linli.kernel.clock import now

MOST = 5000
HEADINGS = (
    "编号", "报事时间", "来源", "类型", "类别", "紧急程度", "地点", "内容", "诉求人数", "状态", "承办单位",
    "派单时间", "应办结时间", "首次联系", "办结时间", "结果",
)  # fmt: skip
"""As offices here head such a list; people who read the workbook read Chinese."""
WIDTHS = (15.0, 16.0, 10.0, 8.0, 18.0, 12.0, 18.0, 50.0, 9.0, 14.0, 18.0, 16.0, 16.0, 16.0, 16.0, 40.0)


def workbook(rows: Sequence[Request]) -> bytes:
    """The rows as .xlsx; one query for the people behind them."""
    people = reporters_of(list(rows))
    lines = [_line(row, people.get(row.pk, 0)) for row in rows]
    return build([NewSheet(name="诉求", header=[HEADINGS], rows=lines, title="诉求清单", widths=WIDTHS)])


def _line(row: Request, people: int) -> list[str | int]:
    return [
        row.number, stamp(row.at), str(row.get_channel_display()), str(row.get_kind_display()),
        words.category_label(row.category), words.urgency_label(row.urgency), place_of(row), row.words,
        people, str(row.get_state_display()), row.unit.name if row.unit else "", stamp(row.dispatched_at),
        stamp(row.due_at), stamp(row.contacted_at), stamp(row.closed_at), row.answer,
    ]  # fmt: skip


def stamp(moment: datetime | None) -> str:
    """A moment on the community's wall clock."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def work_order(row: Request, history: Sequence[Trace]) -> dict[str, object]:
    """What the work order prints: the matter, the time limit (条例 art. 13), who has it, what was done."""
    clock = clock_of(row)
    return {
        "number": row.number, "printed": stamp(now()), "at": stamp(row.at),
        "kind": str(row.get_kind_display()), "category": words.category_label(row.category),
        "urgency": words.urgency_label(row.urgency), "channel": str(row.get_channel_display()),
        "place": place_of(row), "words": row.words, "people": row.reporters.count(),
        "unit": row.unit.name if row.unit else "", "state": str(row.get_state_display()),
        "given": stamp(row.dispatched_at), "allowed": clock.allowed if clock else "",
        "due": stamp(row.due_at), "sign_by": stamp(row.sign_by), "contact_by": stamp(row.contact_by),
        "history": [_hop(one) for one in history],
    }  # fmt: skip


def _hop(one: Trace) -> list[str]:
    to_unit = one.hop.to_unit.name if one.hop.to_unit else ""
    return [stamp(one.hop.at), one.did, one.who, to_unit, one.hop.words]
