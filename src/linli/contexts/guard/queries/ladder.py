"""The ladder of one alarm: whom to call on which rung, what comes next, how far it has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from linli.contexts.guard.models import Alarm, Call
from linli.contexts.guard.queries.people import desk, nearest
from linli.contexts.guard.queries.rules import rules
from linli.contexts.guard.queries.words import RUNG_WORDS
from linli.contexts.guard.states import ALARM, REACHES, RESPOND, TAKES
from linli.contexts.registry import api as registry
from linli.engines.identity import mask_phone
from linli.kernel.accounts.models import Account
from linli.kernel.actor import linli
from linli.kernel.privacy.sealed import Sealed
from linli.kernel.workflow import Step

READER = linli("guard")
"""Whoever may answer an alarm may reach the home's contacts, also outside the own grid at night."""
RUNG_OF = {
    "guardian": "contacts", "family": "contacts", "neighbour": "contacts", "other": "contacts",
    "volunteer": "volunteer", "worker": "worker", "doctor": "doctor",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody to call about an alarm."""

    key: UUID
    person: UUID
    """Of the register: about whom."""
    rung: str
    name: str
    relation: str
    phone: Sealed
    holds_key: bool = False
    hours: str = ""
    distance: str = ""
    calls: tuple[Call, ...] = ()

    @property
    def covered(self) -> str:
        """The number as a page shows it before the call."""
        return mask_phone(self.phone.reveal()) if self.phone else ""

    @property
    def was_silent(self) -> bool:
        """True when the last call was not answered."""
        return bool(self.calls) and self.calls[-1].result in (Call.Result.NONE, Call.Result.FAILED)


def lines(row: Alarm) -> list[Line]:
    """Everybody to call, first to last; the same number stands once."""
    door = registry.door(READER, row.dwelling_id)
    made: dict[UUID, list[Call]] = {}
    for call in row.calls.order_by("at", "pk") if row.pk else ():
        made.setdefault(call.whom, []).append(call)
    found, seen = [], set()
    for line in _everybody(door):
        number = line.phone.reveal() if line.phone else line.name
        if number not in seen:
            seen.add(number)
            found.append(_with_calls(line, made.get(line.key, ())))
    return found


def _everybody(door: registry.Door) -> list[Line]:
    people = [
        Line(one.key, one.key, "raised", one.name, "", one.boxed_phone) for one in door.residents
    ]  # fmt: skip
    held = registry.contacts(READER, [one.key for one in door.residents])
    cards = sorted((c for cs in held.values() for c in cs), key=lambda card: card.rank)
    return people + [
        Line(
            c.key, c.person, RUNG_OF[c.kind], c.name, c.relation or c.kind_name, c.phone, c.holds_key,
            c.hours, c.distance_name,
        )
        for c in cards
    ]  # fmt: skip


def _with_calls(line: Line, calls: Sequence[Call]) -> Line:
    return Line(
        line.key, line.person, line.rung, line.name, line.relation, line.phone, line.holds_key, line.hours,
        line.distance, tuple(calls),
    )  # fmt: skip


def order_of(kind: str) -> list[str]:
    """The rungs of a kind of alarm, first to last."""
    return list(rules()["order"][kind])


def next_rung(row: Alarm, people: Iterable[Line]) -> str:
    """The rung after this one; a rung with nobody on it is passed over.  Empty when somebody is going."""
    order, there = order_of(row.kind), {line.rung for line in people}
    if row.state not in order:
        return ""
    after = order[order.index(row.state) + 1 :]
    return next((rung for rung in after if rung not in ("contacts", "volunteer") or rung in there), "")


def steps(row: Alarm, people: Iterable[Line]) -> list[Step]:
    """What may be done now, the usual next step first."""
    usual = REACHES.get(next_rung(row, people), "")
    offered = [step for step in ALARM.open_from(row.state) if step.verb not in TAKES]
    return sorted(offered, key=lambda step: (step.verb != usual, step.verb != "go"))


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung as the page draws it."""

    key: str
    words: str
    people: tuple[Line, ...]
    is_now: bool
    staff: tuple[str, ...] = ()
    """Names of colleagues who stand there."""


def rungs(row: Alarm, people: Sequence[Line]) -> list[Rung]:
    """The whole ladder of this alarm with whoever stands on each rung."""
    shown = [*order_of(row.kind), "doctor"]
    staff = _staff(row)
    found = [
        Rung(
            key, str(RUNG_WORDS[key]), tuple(p for p in people if p.rung == key), row.state == key,
            staff.get(key, ()),
        )
        for key in shown
    ]  # fmt: skip
    return [rung for rung in found if rung.people or rung.key in ("worker", "desk", "rescue")]


def _staff(row: Alarm) -> dict[str, tuple[str, ...]]:
    """Who would go, and who is on duty or leads the community, by name."""
    keys = {"worker": nearest(RESPOND, row.area.code), "desk": desk(row)}
    known = Account.objects.in_bulk({key for held in keys.values() for key in held})
    return {rung: tuple(known[key].name for key in held) for rung, held in keys.items()}
