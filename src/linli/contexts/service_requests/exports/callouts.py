"""Call-outs as a workbook: one line for each unit that was called."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from linli.contexts.service_requests.models import CallOut, Turn
from linli.contexts.service_requests.queries import call_words
from linli.contexts.service_requests.queries.words import Named
from linli.engines.workbooks import NewSheet, build

MOST = 2000
HEADINGS = (
    "编号", "类型", "进展", "地点", "什么事", "吹哨单位", "吹哨时间", "承办单位", "牵头", "单位进展",
    "签收时限", "签收", "联系时限", "联系", "到场", "反馈时限", "反馈", "结果", "对单位的评价",
    "对吹哨方的评价",
)  # fmt: skip
WIDTHS = (16, 14, 16, 24, 40, 22, 16, 22, 6, 14, 16, 16, 16, 16, 16, 16, 16, 40, 16, 16)


def workbook(rows: Iterable[CallOut]) -> bytes:
    """As .xlsx; people in offices read Chinese."""
    lines = [_line(row, turn) for row in rows for turn in row.turns.all()]
    return build([NewSheet(name="吹哨报到", header=[HEADINGS], rows=lines, title="吹哨报到", widths=WIDTHS)])


def _line(row: CallOut, turn: Turn) -> list[str]:
    place = f"{row.area.name} {row.place}".strip()
    return [
        row.number, _name(call_words.kinds(), row.kind), str(row.get_state_display()), place, row.words,
        row.caller.name if row.caller else "", _at(row.blown_at), turn.unit.name,
        "是" if turn.is_lead else "", str(turn.get_state_display()), _at(turn.sign_by), _at(turn.signed_at),
        _at(turn.contact_by), _at(turn.contacted_at), _at(turn.arrived_at), _at(turn.due_at),
        _at(turn.reported_at), turn.result, _name(call_words.marks(), turn.mark_of_unit),
        _name(call_words.marks(), turn.mark_of_caller),
    ]  # fmt: skip


def _name(known: Mapping[str, Named], key: str) -> str:
    return known[key].name if key in known else key


def _at(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
