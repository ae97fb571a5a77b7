"""The visit register for other systems: a workbook in their layout, or lines to paste."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone

from linli.contexts.registry import api as registry
from linli.contexts.visits.models import CODES, DoorPlan, Visit
from linli.contexts.visits.queries.completeness import Left
from linli.contexts.visits.queries.handing import Section
from linli.contexts.visits.queries.visits import names_of
from linli.engines.workbooks import NewSheet, build
from linli.kernel.actor import Actor

HEADINGS = ("走访对象", "居住地址", "走访方式", "方式代码", "走访时间", "走访结果", "参与人员", "走访详情")
"""As the city platform's sheet for visits calls them (DOMAIN §1.3); people there read Chinese."""
WIDTHS = (14.0, 34.0, 9.0, 9.0, 17.0, 14.0, 16.0, 60.0)
MOST = 5000


def lines(actor: Actor, visits: Sequence[Visit]) -> Iterator[list[str]]:
    """One line for each visit; four queries, however many."""
    seen = registry.held(actor, {s.person_id for v in visits for s in v.seen.all()})
    names = names_of(visits)
    for visit in visits:
        people = [seen[s.person_id].name for s in visit.seen.all() if s.person_id in seen]
        with_whom = [names.get(visit.account_id or 0, ""), visit.companions]
        yield [
            "、".join(people), visit.dwelling.address, str(visit.get_channel_display()),
            CODES[visit.channel], f"{timezone.localtime(visit.at):%Y-%m-%d %H:%M}",
            str(visit.get_outcome_display()), "、".join(filter(None, with_whom)), visit.words.reveal(),
        ]  # fmt: skip


def workbook(actor: Actor, visits: Sequence[Visit]) -> bytes:
    """The lines as .xlsx."""
    sheet = NewSheet(
        name="走访记录", header=[HEADINGS], rows=list(lines(actor, visits)), title="走访记录", widths=WIDTHS
    )
    return build([sheet])


def left_book(rows: Sequence[Left], doors: Sequence[DoorPlan]) -> bytes:
    """How much is left to do, and the doors that still wait, as .xlsx."""
    plans = NewSheet(
        name="还剩多少", title="还剩多少", widths=(36, 10, 12, 10, 12, 14, 12),
        header=[("走访计划", "涉及", "按时看过", "还剩", "过了日子", "还没去过", "本月见过")],
        rows=[(r.name, r.concerned, r.in_time, r.left, r.overdue, r.never, r.this_month) for r in rows],
    )  # fmt: skip
    waiting = NewSheet(
        name="还要去的户", title="还要去的户", widths=(40, 14, 14),
        header=[("地址", "最早的日子", "上次见到")],
        rows=[(d.dwelling.address, _iso(d.first_on), _iso(d.last_met_at)) for d in doors],
    )  # fmt: skip
    return build([plans, waiting] if doors else [plans])


def _iso(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return moment.isoformat() if moment else ""


def pack_book(name: str, sections: Sequence[Section]) -> bytes:
    """The hand-over pack of a grid as .xlsx, a sheet for each list."""
    return build([
        NewSheet(name=s.name, header=[s.headings], rows=s.rows, title=f"{name}：{s.name}", widths=s.widths)
        for s in sections
    ])  # fmt: skip


def pasteable(rows: Iterable[Sequence[str]]) -> str:
    """Lines with tabs between cells, as spreadsheets take them from the clipboard.

    A cell that begins like a formula gets an apostrophe: what people said must never be computed.
    """
    return "\n".join("\t".join(_cell(cell) for cell in row) for row in rows)


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat
