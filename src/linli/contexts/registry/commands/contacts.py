"""Saying whom to call about a person; the first of them stays in the register's own fields."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.people import place_code
from linli.contexts.registry.commands.values import Said, state
from linli.contexts.registry.models import Contact, Person
from linli.contexts.registry.models.contacts import Distance, Kind
from linli.contexts.registry.queries.contacts import (
    FIELDS,
    SLOT_OF,
    ContactCard,
    contact,
    extras,
    of_person,
    slot_key,
)
from linli.engines.identity import phones
from linli.facts.registry import PersonAmended
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

MOST = 12
"""Contacts of one person: whoever looks for a number at night must not read a telephone book."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about somebody to call."""

    kind: str
    name: str
    relation: str = ""
    phone: str | None = None
    """None leaves the number as it is."""
    holds_key: bool = False
    distance: str = ""
    hours: str = ""
    source: str = "visit"
    on: date | None = None


@command("registry.contact_added", policies.may_edit)
def add(actor: Actor, person: Person, /, *, told: Told) -> UUID:
    """Somebody more to call; the first of a kind goes where the register has a field for it."""
    row = db.lock_row(Person, pk=person.pk)
    _judge(told)
    held = of_person(row)
    if len(held) >= MOST:
        raise BadInput(_("联系人最多 12 位，请先去掉不用的。"))
    if any(card.name == told.name.strip() and card.kind == told.kind for card in held):
        raise BadInput(_("这位联系人已经登记过。"), field="name")
    key = _put(actor, row, told, {card.slot for card in held})
    note(target=row, area=place_code(row), kind=told.kind)
    return key


@command("registry.contact_changed", policies.may_edit)
def change(actor: Actor, person: Person, /, *, key: UUID, told: Told) -> UUID:
    """Correct what is held about somebody to call; return the key, which is another in another place."""
    row = db.lock_row(Person, pk=person.pk)
    _judge(told)
    card = contact(row, key)
    if told.phone is None:
        told = replace(told, phone=card.phone.reveal())
    if SLOT_OF[told.kind] == SLOT_OF[card.kind]:
        if card.slot:
            _fill(actor, row, card.slot, told)
        else:
            _write(actor, Contact.objects.get(pk=key), told)
    else:
        _take_out(actor, row, card, "")
        key = _put(actor, row, told, {one.slot for one in of_person(row)})
    note(target=row, area=place_code(row), kind=told.kind)
    return key


@command("registry.contact_ended", policies.may_edit)
def end(actor: Actor, person: Person, /, *, key: UUID, reason: str) -> Person:
    """Somebody is not to be called any more; whoever came next takes the first place."""
    if not reason.strip():
        raise ReasonNeeded
    row = db.lock_row(Person, pk=person.pk)
    card = contact(row, key)
    _take_out(actor, row, card, reason.strip())
    if card.slot:
        left = [one for one in of_person(row) if not one.slot and SLOT_OF[one.kind] == card.slot]
        if left:
            _raise_up(actor, row, left[0], card.slot)
    note(target=row, area=place_code(row), kind=card.kind, reason=reason.strip())
    return row


@command("registry.contact_moved", policies.may_edit)
def put_first(actor: Actor, person: Person, /, *, key: UUID) -> UUID:
    """Call this one before the others of the same rank."""
    row = db.lock_row(Person, pk=person.pk)
    card = contact(row, key)
    if card.is_first:
        raise NotAllowedNow
    slot = SLOT_OF[card.kind]
    first = next((one for one in of_person(row) if slot and one.slot == slot), None)
    if first is not None:
        _take_out(actor, row, first, "")
        _row_of(actor, row, _as_told(first), position=0)
    key = _raise_up(actor, row, card, slot) if slot else _to_front(card)
    note(target=row, area=place_code(row), kind=card.kind)
    return key


@command("registry.contact_revealed", policies.may_reveal)
def reveal(actor: Actor, person: Person, /, *, key: UUID, reason: str) -> str:
    """Show the number of somebody to call, for a reason that stays on record."""
    if len(reason.strip()) < 2:  # noqa: PLR2004 - a word
        raise ReasonNeeded
    card = contact(person, key)
    note(target=person, area=place_code(person), reason=reason.strip(), kind=card.kind)
    return card.phone.reveal()


def _judge(told: Told) -> None:
    name = told.name.strip()
    if not name or len(name) > 40:  # noqa: PLR2004 - the column
        raise BadInput(_("请填联系人的姓名。"), field="name")
    if told.kind not in Kind.values or told.distance not in Distance.values:
        raise BadInput(field="kind")
    if told.phone and not any(one.is_valid for one in phones(told.phone)):
        raise BadInput(_("电话号码看不懂，请检查。"), field="phone")
    if told.on is not None and told.on > clock.today():
        raise BadInput(_("日期不能在今天之后。"), field="on")


def _put(actor: Actor, row: Person, told: Told, taken: set[str]) -> UUID:
    slot = SLOT_OF[told.kind]
    if slot and slot not in taken:
        return _fill(actor, row, slot, told)
    last = Contact.objects.filter(person=row, ended_at=None).aggregate(last=Max("position"))["last"] or 0
    return _row_of(actor, row, told, position=last + 1)


def _fill(actor: Actor, row: Person, slot: str, told: Told) -> UUID:
    """Say name, relation and phone in the register's own fields; the rest goes into the row beside them."""
    _say(actor, row, slot, told)
    held = extras(row, slot) or Contact(person=row, slot=slot)
    _write(actor, held, replace(told, phone="" if FIELDS[slot][2] else told.phone))
    return slot_key(row.pk, slot)


def _say(actor: Actor, row: Person, slot: str, told: Told) -> None:
    name, relation, phone = FIELDS[slot]
    values: dict[str, Any] = {name: told.name.strip()}
    values |= {relation: told.relation.strip()} if relation else {}
    values |= {phone: told.phone} if phone and told.phone is not None else {}
    on = told.on or clock.today()
    marks = [row.sources[key][1] for key in values if key in row.sources]
    if marks and max(marks) > on.isoformat():
        raise BadInput(_("登记里已有更新的说法，请核对日期。"), field="on")
    statement = state(row, values, Said(told.source, on, actor.account_id))
    statement.save(force_insert=True)
    row.save()
    publish(PersonAmended(row.pk, place_code(row), tuple(sorted(values))))


def _row_of(actor: Actor, row: Person, told: Told, *, position: int) -> UUID:
    made = Contact(person=row, position=position)
    _write(actor, made, told)
    return made.pk


def _write(actor: Actor, held: Contact, told: Told) -> None:
    held.kind, held.name, held.relation = told.kind, told.name.strip(), told.relation.strip()[:20]
    if told.phone is not None:
        held.phone = told.phone
    held.holds_key, held.distance, held.hours = told.holds_key, told.distance, told.hours.strip()[:60]
    held.source, held.told_on = told.source, told.on or clock.today()
    held.account_id, held.recorded_at = actor.account_id, clock.now()
    held.save()


def _take_out(actor: Actor, row: Person, card: ContactCard, reason: str) -> None:
    if card.slot:
        held = extras(row, card.slot)
        if held is not None:
            _end(held, reason)
        _say(actor, row, card.slot, Told(card.kind, "", "", ""))
    else:
        _end(Contact.objects.get(pk=card.key), reason)


def _end(held: Contact, reason: str) -> None:
    held.ended_at, held.reason = clock.now(), reason[:100]
    held.save(update_fields=["ended_at", "reason"])


def _raise_up(actor: Actor, row: Person, card: ContactCard, slot: str) -> UUID:
    """From a row of its own into the register's fields."""
    _end(Contact.objects.get(pk=card.key), "")
    return _fill(actor, row, slot, _as_told(card))


def _to_front(card: ContactCard) -> UUID:
    rows = Contact.objects.filter(person=card.person, slot="", kind=card.kind, ended_at=None)
    for place, row in enumerate(sorted(rows, key=lambda r: (r.pk != card.key, r.position, r.pk))):
        Contact.objects.filter(pk=row.pk).update(position=place)
    return card.key


def _as_told(card: ContactCard) -> Told:
    return Told(
        card.kind, card.name, card.relation, card.phone.reveal(), card.holds_key, card.distance, card.hours,
        card.source or "visit",
    )  # fmt: skip
