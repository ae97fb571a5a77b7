"""The emergency card as it is read: what stands on it, what is missing, and when it was last right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.care.models import CareRecord, EmergencyCard
from linli.contexts.care.queries.words import days, label, rules
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import ContactCard
from linli.engines.identity import age_on
from linli.kernel import clock
from linli.kernel.actor import Actor

HEALTH = ("allergies", "chronic")
"""Fields of the register that a card shows."""
MOST_CONTACTS = 5


def card_of(record: CareRecord) -> EmergencyCard | None:
    """The card, when there is one."""
    return EmergencyCard.objects.filter(record=record, closed_on=None).first()


def fresh_until(record: CareRecord, card: EmergencyCard) -> date:
    """The day from which on it should be confirmed again."""
    return card.confirmed_on + timedelta(days=days(record.tier, "card_fresh"))


def due_on(record: CareRecord, card: EmergencyCard | None) -> date | None:
    """When the card wants writing or confirming; None when nobody needs one."""
    if card is not None:
        return card.doubted_on or fresh_until(record, card)
    pack = rules()["card"]
    return record.since_on + timedelta(days=pack["first_days"]) if record.tier in pack["tiers"] else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A card uncovered."""

    record: CareRecord
    card: EmergencyCard | None
    contacts: Sequence[ContactCard]
    held: dict[str, str]
    """What the register holds: allergies, chronic illnesses."""
    floor: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Everything below the contacts: what it is, what it says."""
        card = self.card
        return [
            (_("钥匙在哪里"), card.key_place.reveal() if card else ""),
            (_("行动"), label("mobility", card.mobility) if card and card.mobility else ""),
            (_("长期病"), self.held.get("chronic", "")),
            (_("常用药"), card.medicines.reveal() if card else ""),
            (_("过敏"), self.held.get("allergies", "")),
            (_("血型"), label("blood", card.blood) if card and card.blood else ""),
            (_("要留意的"), card.remarks.reveal() if card else ""),
        ]

    def paper(self) -> dict[str, Any]:
        """As the printed card wants it."""
        person = self.record.person
        age = age_on(person.born_on, clock.today()) if person.born_on else None
        return {
            "name": person.name,
            "about": _("%(n)s 岁") % {"n": age} if age is not None else "",
            "address": person.home.address if person.home else "",
            "floor": self.floor,
            "community": self.record.community.name,
            "contacts": [
                [
                    one.relation or one.kind_name,
                    one.name,
                    one.phone.reveal() if one.phone else "",
                    one.holds_key,
                ]
                for one in self.contacts[:MOST_CONTACTS]
            ],
            "lines": self.lines,
            "confirmed": self.card.confirmed_on.isoformat() if self.card else "",
        }


def shown(actor: Actor, records: Sequence[CareRecord]) -> list[Shown]:
    """Cards of some people, uncovered; for commands that put the reason on record."""
    people = [record.person_id for record in records]
    cards = {
        card.record_id: card for card in EmergencyCard.objects.filter(record__in=records, closed_on=None)
    }
    contacts = registry.contacts(actor, people)
    held = registry.values_of_many(actor, people, HEALTH)
    floors = floors_of(records)
    return [
        Shown(
            record, cards.get(record.pk), contacts[record.person_id], held.get(record.person_id, {}),
            floors.get(record.person_id, ""),
        )
        for record in records
    ]  # fmt: skip


def floors_of(records: Iterable[CareRecord]) -> dict[UUID, str]:
    """On which floor somebody lives and whether there is a lift, in words; one query."""
    homes = {record.person_id: str(record.person.home_id) for record in records if record.person.home_id}
    steps = registry.steps_of(homes.values())
    return {person: _floor(steps[home]) for person, home in homes.items() if home in steps}


def _floor(step: registry.Step) -> str:
    if step.has_lift:
        return _("%(n)s 楼，有电梯") % {"n": step.floor}
    return _("%(n)s 楼，没有电梯") % {"n": step.floor}
