"""Whom to call about a person, for upper floors: read in order, written by the register's own commands."""

from collections.abc import Iterable
from uuid import UUID

from linli.contexts.registry.commands import contacts as commands
from linli.contexts.registry.commands.contacts import Told as ContactTold
from linli.contexts.registry.queries import contacts as queries
from linli.contexts.registry.queries import people
from linli.contexts.registry.queries.contacts import ContactCard
from linli.kernel.actor import Actor

__all__ = [
    "ContactCard", "ContactTold", "add_contact", "change_contact", "contacts", "contacts_of", "end_contact",
    "put_contact_first", "reveal_contact",
]  # fmt: skip


def contacts(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[ContactCard]]:
    """Whom to call about several people of one's area, first to last; two queries."""
    return queries.contacts(actor, ids)


def contacts_of(actor: Actor, person_id: UUID) -> list[ContactCard]:
    """Whom to call about one person of one's area."""
    return queries.of_person(people.person(actor, person_id))


def add_contact(actor: Actor, person_id: UUID, told: ContactTold) -> UUID:
    """Somebody more to call; gives the key."""
    return commands.add(actor, people.person(actor, person_id), told=told)


def change_contact(actor: Actor, person_id: UUID, key: UUID, told: ContactTold) -> UUID:
    """Correct what is held; gives the key, which is another when the contact became one of another kind."""
    return commands.change(actor, people.person(actor, person_id), key=key, told=told)


def end_contact(actor: Actor, person_id: UUID, key: UUID, *, reason: str) -> None:
    """Somebody is not to be called any more."""
    commands.end(actor, people.person(actor, person_id), key=key, reason=reason)


def put_contact_first(actor: Actor, person_id: UUID, key: UUID) -> UUID:
    """Call this one before the others of the same rank."""
    return commands.put_first(actor, people.person(actor, person_id), key=key)


def reveal_contact(actor: Actor, person_id: UUID, key: UUID, *, reason: str) -> str:
    """The number, for a reason that stays on record."""
    return commands.reveal(actor, people.person(actor, person_id), key=key, reason=reason)
