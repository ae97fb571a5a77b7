"""What authors are to be told: on their own page, or in a list for whoever goes to their doors."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from linli.contexts.budgeting.models import Proposal, Round, Word
from linli.contexts.registry import api as registry
from linli.contexts.residents import api as residents
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Untold:
    """An author without a phone, and what is to be said at the door."""

    proposal: Proposal
    words: tuple[Word, ...]
    door: str
    """Empty where the door lies outside one's area, or is gone."""
    name: str
    order: str


def unheard(rows: Iterable[Proposal]) -> dict[UUID, list[Word]]:
    """What was not heard yet, by proposal, oldest first; one query."""
    found: dict[UUID, list[Word]] = {}
    for word in Word.objects.filter(proposal__in=list(rows), heard_at=None).order_by("at", "pk"):
        found.setdefault(word.proposal_id, []).append(word)
    return found


def untold(actor: Actor, one: Round) -> list[Untold]:
    """Authors of papers who have something to hear, by their doors."""
    rows = list(one.proposals.filter(visitor=None).exclude(behalf=None).order_by("number"))
    words = unheard(rows)
    rows = [row for row in rows if row.pk in words]
    acts = residents.behalf_cards([row.behalf for row in rows if row.behalf])
    doors = registry.places_of(actor, {card.dwelling for card in acts.values()})
    people = registry.members([card.person for card in acts.values() if card.person])
    lines = []
    for row in rows:
        card = acts.get(row.behalf) if row.behalf else None
        place, order = doors.get(card.dwelling, ("", "")) if card else ("", "")
        person = people.get(card.person) if place and card and card.person else None
        lines.append(Untold(row, tuple(words[row.pk]), place, person.name if person else "", order))
    return sorted(lines, key=lambda line: (not line.door, line.order, line.proposal.number))
