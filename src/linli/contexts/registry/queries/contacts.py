"""Whom to call about people, in the order in which one calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from linli.contexts.registry.models import Contact, Person
from linli.contexts.registry.models.contacts import Distance, Kind, Slot
from linli.contexts.registry.models.people import Source
from linli.contexts.registry.queries.people import visible
from linli.engines.identity import mask_phone
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea
from linli.kernel.privacy.sealed import Sealed

FIELDS: dict[str, tuple[str, str, str]] = {
    Slot.GUARDIAN: ("guardian_name", "guardian_relation", "guardian_phone"),
    Slot.EMERGENCY: ("emergency_name", "emergency_relation", "emergency_phone"),
    Slot.VOLUNTEER: ("volunteer_name", "", "volunteer_phone"),
    Slot.DOCTOR: ("family_doctor", "", ""),
}
"""Where the register keeps name, relation and phone of a slot; empty where it has no field."""
SLOT_OF: dict[str, str] = {
    Kind.GUARDIAN: Slot.GUARDIAN, Kind.FAMILY: Slot.EMERGENCY, Kind.NEIGHBOUR: Slot.EMERGENCY,
    Kind.OTHER: Slot.EMERGENCY, Kind.VOLUNTEER: Slot.VOLUNTEER, Kind.WORKER: "", Kind.DOCTOR: Slot.DOCTOR,
}  # fmt: skip
RANKS: dict[str, int] = {
    Kind.GUARDIAN: 0, Kind.FAMILY: 1, Kind.NEIGHBOUR: 1, Kind.OTHER: 1, Kind.VOLUNTEER: 2, Kind.WORKER: 3,
    Kind.DOCTOR: 4,
}  # fmt: skip
"""Who is called before whom; within one rank, the one in the slot, then by position."""
USUAL = {Slot.GUARDIAN: Kind.GUARDIAN, Slot.VOLUNTEER: Kind.VOLUNTEER, Slot.DOCTOR: Kind.DOCTOR}


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody to call about a person."""

    key: UUID
    person: UUID
    kind: str
    name: str
    relation: str
    phone: Sealed
    """For whoever may call; covered when printed."""
    holds_key: bool
    distance: str
    hours: str
    source: str
    on: date | None
    slot: str
    is_first: bool = False
    """Nobody of the same rank comes before."""

    @property
    def rank(self) -> int:
        """Smaller is called first."""
        return RANKS[self.kind]

    @property
    def kind_name(self) -> str:
        """What they are to the person, in words."""
        return str(Kind(self.kind).label)

    @property
    def distance_name(self) -> str:
        """How far away, in words; empty when nobody said."""
        return str(Distance(self.distance).label) if self.distance else ""

    @property
    def source_name(self) -> str:
        """Where it comes from, in words."""
        return str(Source(self.source).label) if self.source else ""

    @property
    def covered(self) -> str:
        """The phone as a page may show it."""
        return mask_phone(self.phone.reveal()) if self.phone else ""

    @property
    def mark(self) -> str:
        """Where a page shows the number."""
        return self.key.hex[-12:]

    @property
    def field(self) -> str:
        """The field of the register that names this one; empty when the row does."""
        return FIELDS[self.slot][0] if self.slot else ""


def slot_key(person_id: UUID, slot: str) -> UUID:
    """The key of whoever stands in a slot: always the same for a person."""
    return uuid5(person_id, slot)


def contacts(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[ContactCard]]:
    """Whom to call about several people of one's area, two queries; nobody is left out."""
    wanted = list(ids)
    people = list(visible(actor).filter(pk__in=wanted)) if wanted else []
    return {key: [] for key in wanted} | of_people(people)


def of_people(people: Iterable[Person]) -> dict[UUID, list[ContactCard]]:
    """The same of people at hand; one query."""
    held = {person.pk: person for person in people}
    rows: dict[UUID, list[Contact]] = {key: [] for key in held}
    for row in Contact.objects.filter(person__in=list(held), ended_at=None).order_by("position", "pk"):
        rows[row.person_id].append(row)
    return {key: _cards(person, rows[key]) for key, person in held.items()}


def of_person(person: Person) -> list[ContactCard]:
    """Whom to call about one person."""
    return of_people([person])[person.pk]


def contact(person: Person, key: UUID) -> ContactCard:
    """One of them."""
    found = next((card for card in of_person(person) if card.key == key), None)
    if found is None:
        raise OutsideYourArea
    return found


def extras(person: Person, slot: str, rows: Iterable[Contact] | None = None) -> Contact | None:
    """The row that goes with a slot, as long as the register names the same somebody."""
    name = person.details.get(FIELDS[slot][0], "")
    if rows is None:
        rows = Contact.objects.filter(person=person, slot=slot, ended_at=None)
    fitting = [row for row in rows if row.slot == slot and row.name == name]
    return max(fitting, key=lambda row: row.recorded_at, default=None)


def _cards(person: Person, rows: list[Contact]) -> list[ContactCard]:
    found = [card for slot in Slot if (card := _of_slot(person, slot, rows)) is not None]
    found += [_of_row(row) for row in rows if not row.slot]
    found.sort(key=lambda card: (card.rank, not card.slot))
    firsts: Mapping[int, UUID] = {card.rank: card.key for card in reversed(found)}
    return [_marked(card, is_first=firsts[card.rank] == card.key) for card in found]


def _marked(card: ContactCard, *, is_first: bool) -> ContactCard:
    values = {name: getattr(card, name) for name in card.__slots__}
    return ContactCard(**{**values, "is_first": is_first})


def _of_slot(person: Person, slot: str, rows: list[Contact]) -> ContactCard | None:
    name_field, relation_field, phone_field = FIELDS[slot]
    name, box = person.details.get(name_field, ""), person.boxes.get(phone_field, "")
    if not (name or box):
        return None
    row = extras(person, slot, rows)
    relation = person.details.get(relation_field, "")
    phone = Sealed(box) if phone_field else row.phone if row else Sealed("")
    mark = max((m for f in FIELDS[slot] if (m := person.sources.get(f))), key=lambda m: m[1], default=None)
    return ContactCard(
        slot_key(person.pk, slot), person.pk, row.kind if row else _kind(slot, relation), name, relation,
        phone, row.holds_key if row else False, row.distance if row else "", row.hours if row else "",
        mark[0] if mark else "", date.fromisoformat(mark[1]) if mark else None, slot,
    )  # fmt: skip


def _kind(slot: str, relation: str) -> str:
    """What somebody of whom the register only has name and relation is to the person."""
    return USUAL.get(Slot(slot), Kind.NEIGHBOUR if "邻" in relation else Kind.FAMILY)


def _of_row(row: Contact) -> ContactCard:
    return ContactCard(
        row.pk, row.person_id, row.kind, row.name, row.relation, row.phone, row.holds_key, row.distance,
        row.hours, row.source, row.told_on, "",
    )  # fmt: skip
