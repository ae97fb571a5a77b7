"""A register as a workbook: masked unless allowed otherwise, and marked with who took it, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.registry.models import ExportRequest
from linli.contexts.registry.queries import exports
from linli.contexts.registry.queries.registers import View, selection
from linli.contexts.registry.queries.select import select
from linli.contexts.registry.queries.shown import plain, worded
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue.fields import Field, Kind

CHUNK = 2000
WIDTHS = {Kind.ADDRESS: 34.0, Kind.ID_NUMBER: 21.0, Kind.ACCOUNT: 22.0, Kind.PHONE: 14.0, Kind.NAME: 11.0}
NARROW = {Kind.FLAG: 9.0, Kind.NUMBER: 9.0, Kind.MONEY: 11.0, Kind.DATE: 12.0, Kind.MONTH: 10.0}
USUAL = 15.0


@dataclass(frozen=True, slots=True)
class Book:
    """A file ready to be handed out."""

    name: str
    content: bytes
    rows: int


def book_of(actor: Actor, request: ExportRequest) -> Book:
    """The workbook of an export, with the rows of today that its asker may export."""
    view = exports.view_of(request)
    written = _Written(actor, request, view)
    sheet = NewSheet(
        name=request.title,
        header=[[_("序号"), *(field.label for field in view.fields)]],
        rows=written.rows(),
        title=request.title,
        widths=[6.0, *(_width(field) for field in view.fields)],
        page_header=written.mark,
        page_footer=written.mark,
        landscape=len(view.columns) > 5,  # noqa: PLR2004 - so many columns fit an upright sheet
    )
    content = build([sheet])
    return Book(f"{request.title}_{clock.today():%Y%m%d}.xlsx", content, written.count)


class _Written:
    """Rows on their way into the sheet, counted, with the mark as the last one."""

    def __init__(self, actor: Actor, request: ExportRequest, view: View) -> None:
        self._actor = exports.exporter(actor, masked=request.is_masked)
        self._masked = request.is_masked
        self._view = view
        self.count = 0
        self.mark = _mark(actor, request)

    def rows(self) -> Iterator[list[Value]]:
        """Every row of the list, then the mark."""
        fields = self._view.fields
        for row in select(self._actor, selection(self._view)).iterator(chunk_size=CHUNK):
            self.count += 1
            yield [self.count, *(_value(f, row.get(f"f_{f.key}"), masked=self._masked) for f in fields)]
        yield [None, _("%(mark)s · 共 %(rows)s 行") % {"mark": self.mark, "rows": self.count}]


def _mark(actor: Actor, request: ExportRequest) -> str:
    moment = timezone.localtime(clock.now())
    cover = _("敏感信息已遮住") if request.is_masked else _("含完整敏感信息，请妥善保管、用后销毁")
    return _("%(who)s 于 %(at)s 导出 · 用途：%(why)s · %(cover)s · 编号 %(number)s") % {
        "who": actor.name,
        "at": f"{moment:%Y-%m-%d %H:%M}",
        "why": request.reason,
        "cover": cover,
        "number": number_of(request),
    }


def number_of(request: ExportRequest) -> str:
    """The short number under which an export is found again."""
    return request.pk.hex[-8:].upper()


def _value(field: Field, raw: Any, *, masked: bool) -> Value:
    if field.kind in NARROW and not field.codes and field.kind not in (Kind.FLAG, Kind.MONTH):
        value = plain(field, raw)
        return float(value) if isinstance(value, Decimal) else value
    return worded(field, raw, masked=masked)


def _width(field: Field) -> float:
    return WIDTHS.get(field.kind, NARROW.get(field.kind, USUAL))
