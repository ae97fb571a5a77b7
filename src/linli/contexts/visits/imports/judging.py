"""Whose visit is each row, and if nobody's, why not?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import OLDEST, SLACK, Visited, record
from linli.contexts.visits.imports.sheets import Row
from linli.contexts.visits.models import SPOKEN, Visit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row."""

    row: Row
    door: UUID | None = None
    person: UUID | None = None
    reason: str = ""
    """A code of ``said``; empty when the row will be taken."""

    @property
    def said(self) -> str:
        """The reason in words."""
        return words_of(self.reason)


def words_of(reason: str) -> str:
    """Why a row is not taken, in words."""
    return {
        "": "",
        "nobody": _("查无此人"),
        "several": _("重名，请写上地址"),
        "address": _("地址不匹配"),
        "elsewhere": _("这个人不住在这个地址"),
        "date": _("走访时间看不懂"),
        "future": _("走访时间在将来"),
        "old": _("走访时间太早"),
        "channel": _("走访方式看不懂"),
        "outcome": _("走访结果看不懂"),
        "again": _("已经登记过"),
        "empty": _("没有写走访对象和地址"),
    }.get(reason, reason)


def judge(actor: Actor, community: Area, rows: Sequence[Row]) -> list[Verdict]:
    """A verdict for every row; people are looked up in one query."""
    held = registry.people_named(actor, community, {row.person for row in rows if row.person})
    known = _known(actor, rows)
    doors: dict[str, UUID | None] = {}
    verdicts: list[Verdict] = []
    taken: set[tuple[UUID, datetime]] = set(known)
    for row in rows:
        if row.address and row.address not in doors:
            doors[row.address] = registry.door_meant(actor, community, row.address)
        verdict = _verdict(row, held, doors, taken)
        if not verdict.reason and verdict.door is not None and row.at is not None:
            taken.add((verdict.door, row.at))
        verdicts.append(verdict)
    return verdicts


def _known(actor: Actor, rows: Sequence[Row]) -> set[tuple[UUID, datetime]]:
    days = [row.at for row in rows if row.at]
    if not days:
        return set()
    found = Visit.objects.filter(withdrawn_at=None, at__gte=min(days), at__lte=max(days))
    return set(found.values_list("dwelling_id", "at"))


def _verdict(
    row: Row,
    held: dict[str, list[registry.Namesake]],
    doors: dict[str, UUID | None],
    taken: set[tuple[UUID, datetime]],
) -> Verdict:
    reason = row.fault or _impossible(row)
    if reason:
        return Verdict(row, reason=reason)
    door, person, reason = _whose(row, held, doors)
    if not reason and door is not None and row.at is not None and (door, row.at) in taken:
        reason = "again"
    return Verdict(row, door, person, reason)


def _impossible(row: Row) -> str:
    now = clock.now()
    if not row.person and not row.address:
        return "empty"
    if row.at is None:
        return "date"
    return "future" if row.at > now + SLACK else "old" if row.at < now - OLDEST else ""


def _whose(
    row: Row, held: dict[str, list[registry.Namesake]], doors: dict[str, UUID | None]
) -> tuple[UUID | None, UUID | None, str]:
    named = held.get(row.person, [])
    door = doors.get(row.address)
    if row.address and door is None:
        return None, None, "address"
    if not row.person:
        return door, None, ""
    if not named:
        return None, None, "nobody"
    if door is not None:
        here = [one for one in named if one.home == door]
        return (door, here[0].key, "") if len(here) == 1 else (None, None, "several" if here else "elsewhere")
    at_home = [one for one in named if one.home is not None]
    if len(at_home) != 1:
        return None, None, "several" if at_home else "nobody"
    return at_home[0].home, at_home[0].key, ""


def take(actor: Actor, verdicts: Sequence[Verdict]) -> Counter[str]:
    """Write down every row that was judged good; how many, and how many not, by reason."""
    done: Counter[str] = Counter()
    for verdict in verdicts:
        if verdict.reason or verdict.door is None:
            done[verdict.reason] += 1
            continue
        try:
            _take(actor, verdict, verdict.door)
            done[""] += 1
        except Refusal as refusal:
            done[str(refusal)] += 1
    return done


def _take(actor: Actor, verdict: Verdict, key: UUID) -> None:
    row, door = verdict.row, registry.door(actor, key)
    people = {verdict.person: Told("seen")} if verdict.person and row.outcome in SPOKEN else {}
    told = Visited(
        row.channel, row.outcome, row.at or clock.now(), people=people, words=row.words,
        companions=row.companions, came_by="sheet",
    )  # fmt: skip
    record(actor, door.area, door=door, told=told)
