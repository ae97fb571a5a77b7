"""Work orders of the 12345 hotline become requests, each once; a stricter deadline of theirs is kept."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.service_requests.commands import reporting
from linli.contexts.service_requests.commands.reporting import Told, Who
from linli.contexts.service_requests.models import Channel, Request
from linli.contexts.service_requests.queries import suggesting, whereabouts, words
from linli.engines.workbooks import Sheet, WorkbookRefused, read
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import BadInput, Refusal
from linli.kernel.ports.hotline import NAMES, Order, Unreadable, order_from
from linli.kernel.sheets.refusals import FileRefused

HOTLINE = linli("hotline")
ORIGIN = "hotline:"
MOST = 5000
SUBDISTRICT = 9
"""Digits of a subdistrict's code."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one order."""

    number: str
    request: str = ""
    """The request's number; empty when it was refused."""
    is_new: bool = False
    reason: str = ""


def take(community: Area, orders: Iterable[Order | Unreadable]) -> list[Verdict]:
    """A request for every order that is not one yet; a reason for each that cannot become one."""
    return [_take(community, order) for order in orders]


def _take(community: Area, order: Order | Unreadable) -> Verdict:
    if isinstance(order, Unreadable):
        return Verdict(order.name or "?", reason=_("工单缺编号或内容，或时间有误。"))
    known = Request.objects.filter(origin=origin_of(order.number)).first()
    if known is not None:
        return Verdict(order.number, known.number)
    try:
        area, told = _told(_home_of(order, community), order)
        row = reporting.report(HOTLINE, area, told=told)
    except Refusal as refusal:
        return Verdict(order.number, reason=str(refusal))
    return Verdict(order.number, row.number, is_new=True)


def _home_of(order: Order, community: Area) -> Area:
    """The community that the order names, of those in the same subdistrict; else the one it came to."""
    named = Area.objects.filter(kind=Kind.COMMUNITY, code__startswith=community.code[:SUBDISTRICT])
    return next((one for one in named if one.name.removesuffix("社区") in order.place), community)


def origin_of(number: str) -> str:
    """How a request remembers its order."""
    return f"{ORIGIN}{number}"[:80]


def _told(community: Area, order: Order) -> tuple[Area, Told]:
    place = whereabouts.understood(HOTLINE, community, order.place)
    named = {one.name: key for key, one in words.categories().items()}
    guess = suggesting.guess(community.code, order.words)
    guessed = guess.category if guess and guess.is_sure else "other"
    category = order.category if order.category in words.categories() else named.get(order.category, guessed)
    return place.area, Told(
        order.words[: reporting.LONGEST], Channel.HOTLINE, category=category,
        who=Who(order.name, order.phone), place=order.place[:100], dwelling=place.dwelling,
        at=_aware(order.at), suggested=guess.data if guess else {}, origin=origin_of(order.number),
        due_at=_aware(order.due_at),
    )  # fmt: skip


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment is not None and moment.tzinfo is None else moment


def orders_of(data: bytes, name: str) -> list[Order]:
    """The orders of a file: JSON, or a workbook with headings; BadInput says which row is at fault."""
    rows = _from_json(data) if name.lower().endswith(".json") else _from_workbook(data, name)
    if len(rows) > MOST:
        raise BadInput(_("一次最多导入 %(most)s 张工单。"), most=MOST)
    found: list[Order] = []
    for at, row in enumerate(rows, start=1):
        try:
            found.append(order_from(row))
        except (ValueError, AttributeError) as trouble:
            raise BadInput(_("第 %(row)s 张工单缺编号或内容，或时间有误。"), row=at) from trouble
    return found


def _from_json(data: bytes) -> list[dict[str, object]]:
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except ValueError as trouble:
        raise BadInput(_("这不是 JSON 文件，或已损坏。")) from trouble
    return said if isinstance(said, list) else [said]


def _from_workbook(data: bytes, name: str) -> list[dict[str, object]]:
    try:
        workbook = read(data, name)
    except WorkbookRefused as refused:
        raise FileRefused.because(refused.code, refused.detail) from refused
    for sheet in workbook.sheets:
        if rows := _rows(sheet):
            return rows
    raise BadInput(_("没有找到“工单编号”“诉求内容”这样的列，请检查表头。"))


def _rows(sheet: Sheet) -> list[dict[str, object]]:
    for top in range(1, min(sheet.last_row, 20) + 1):
        heads = _line(sheet, top)
        if {*heads} & {*NAMES["number"]} and {*heads} & {*NAMES["words"]}:
            lines = (_line(sheet, at) for at in range(top + 1, sheet.last_row + 1))
            return [dict(zip(heads, line, strict=True)) for line in lines if any(line)]
    return []


def _line(sheet: Sheet, row: int) -> Sequence[str]:
    cells = (sheet.cells.get((row, column)) for column in range(1, sheet.last_column + 1))
    return [str(cell.text).strip() if cell is not None else "" for cell in cells]
