"""Devices that want a repairer: opened by the clock or by hand, looked at, closed with what was done."""

from uuid import UUID

from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Device, Ticket
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries import tickets as queries
from linli.contexts.guard.states import TICKET
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post

BY_ITSELF = frozenset({"stale", "never", "low", "odd"})
"""Causes that end when the device is well again."""


@command("guard.devices_looked_at", policies.is_linli)
def look(actor: Actor, community: Area, /) -> int:
    """A ticket for each device that wants one; those that are well again close theirs."""
    wanting, held = queries.wanting(community), queries.open_by_device(community)
    now = clock.now()
    made = [
        Ticket(device=device, area_id=device.area_id, why=why, opened_at=now)
        for key, (device, causes) in wanting.items()
        for why in sorted(causes - set(held.get(key, ())))
    ]
    db.insert_all(Ticket, made)
    well = [
        row for key, rows in held.items() for why, row in rows.items()
        if why in BY_ITSELF and why not in (wanting[key][1] if key in wanting else ())
    ]  # fmt: skip
    for row in well:
        row.state, row.closed_at = TICKET.after("heal", row.state), now
    db.write_back(Ticket, well, ("state", "closed_at"))
    note(target=community, area=community.code, opened=len(made), healed=len(well))
    if made:
        to = people.holders(policies.SOURCES, community.code)
        post.tell(to, "guard.tickets_opened", reverse("guard:tickets"), n=len(made))
    return len(made)


@command("guard.ticket_opened", policies.may_change)
def report(actor: Actor, device: Device, /, *, words: str) -> Ticket:
    """Somebody saw that something is wrong."""
    if not words.strip():
        raise BadInput(_("请写一写看见了什么。"), field="words")
    if device.removed_on is not None:
        raise NotAllowedNow
    try:
        with db.write():
            made = Ticket.objects.create(
                device=device, area=device.area, why=Ticket.Why.SEEN, opened_at=clock.now(),
                words=words.strip()[:200],
            )  # fmt: skip
    except IntegrityError as twice:
        raise BadInput(_("这台设备已经报修过，还没有修好。")) from twice
    note(target=made, area=device.area.code)
    return made


@command("guard.ticket_taken", policies.may_repair)
def take(actor: Actor, ticket: Ticket, /) -> Ticket:
    """I look at it."""
    row = _stepped(ticket, "take")
    row.taken_id = actor.account_id
    row.save(update_fields=["state", "taken_id"])
    note(target=row, area=ticket.area.code)
    return row


@command("guard.ticket_closed", policies.may_repair)
def mend(actor: Actor, ticket: Ticket, /, *, done: str) -> Ticket:
    """It works again, and this was done."""
    return _closed(actor, ticket, "mend", done)


@command("guard.ticket_dropped", policies.may_repair)
def drop(actor: Actor, ticket: Ticket, /, *, reason: str) -> Ticket:
    """Nothing will be done, and why."""
    return _closed(actor, ticket, "drop", reason)


@command("guard.ticket_reopened", policies.may_repair)
def reopen(actor: Actor, ticket: Ticket, /) -> Ticket:
    """It does not work after all."""
    row = _stepped(ticket, "reopen")
    if Ticket.objects.filter(device=row.device_id, why=row.why, closed_at=None).exists():
        raise NotAllowedNow
    row.closed_at, row.closed_by_id = None, None
    row.save(update_fields=["state", "closed_at", "closed_by_id"])
    note(target=row, area=ticket.area.code)
    return row


def _closed(actor: Actor, ticket: Ticket, verb: str, words: str) -> Ticket:
    if not words.strip():
        raise ReasonNeeded
    row = _stepped(ticket, verb)
    row.note, row.closed_at, row.closed_by_id = words.strip()[:200], clock.now(), actor.account_id
    row.save(update_fields=["state", "note", "closed_at", "closed_by_id"])
    note(target=row, area=ticket.area.code)
    return row


def _stepped(ticket: Ticket, verb: str) -> Ticket:
    row = db.lock_row(Ticket, pk=ticket.pk)
    row.state = TICKET.after(verb, row.state)
    return row


def end_with_device(device_id: UUID, actor: Actor) -> None:
    """Inside a command: the device is gone, and what was wrong with it goes with it."""
    rows = Ticket.objects.filter(device=device_id, closed_at=None)
    rows.update(state="done", closed_at=clock.now(), closed_by_id=actor.account_id)
