"""What was said under one reference (a visit), what stood before, and what stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from linli.contexts.registry.models import Person, Statement
from linli.contexts.registry.queries.people import visible
from linli.contexts.registry.queries.shown import worded
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf

FOLLOWING = ("born_on", "sex")
"""What an identity number says besides itself."""
WITHOUT_WORDS = frozenset({"name", "registered_address", "moved_in_on"})
"""May have been filled when the books were opened, without anybody's word: what stood before is not known."""


def stands(person: Person, said: Statement, key: str) -> bool:
    """True when the present value is the one of this statement."""
    return bool(person.sources.get(key) == [said.source, said.valid_on.isoformat(), said.account_id])


@dataclass(frozen=True, slots=True)
class Spoken:
    """One value that was said, in words that may be shown."""

    person: UUID
    name: str
    field: str
    said: str
    before: str
    """What would stand if it had not been said; empty for nothing."""
    may_go_back: bool
    """True when it is what stands now, and what stood before is known."""


def said_under(actor: Actor, reference: str) -> list[Spoken]:
    """Everything said under a reference about people in one's area; three queries."""
    rows = list(Statement.objects.filter(reference=reference, withdrawn_at=None).order_by("recorded_at"))
    people = {p.pk: p for p in visible(actor).filter(pk__in={row.person_id for row in rows})}
    earlier = _others(people, reference)
    found: list[Spoken] = []
    for row in rows:
        if row.person_id in people:
            found += _spoken(people[row.person_id], row, earlier.get(row.person_id, []))
    return found


def _others(people: Iterable[UUID], reference: str) -> dict[UUID, list[Statement]]:
    found: dict[UUID, list[Statement]] = {}
    rows = Statement.objects.filter(person__in=list(people), withdrawn_at=None).exclude(reference=reference)
    for row in rows.order_by("valid_on", "recorded_at"):
        found.setdefault(row.person_id, []).append(row)
    return found


def _spoken(person: Person, row: Statement, others: list[Statement]) -> Iterable[Spoken]:
    told = {**row.values, **row.boxes}
    for key in sorted(told):
        if key in FOLLOWING and "id_number" in told:
            continue
        before = [{**other.values, **other.boxes}[key] for other in others if _says(other, key)]
        is_known = bool(before) or key not in WITHOUT_WORDS
        field = shelf.field(key)
        was = worded(field, before[-1]) if before else ""
        may_go_back = is_known and stands(person, row, key)
        yield Spoken(person.pk, person.name, key, worded(field, told[key]), was, may_go_back)


def _says(statement: Statement, key: str) -> bool:
    return key in statement.values or key in statement.boxes
