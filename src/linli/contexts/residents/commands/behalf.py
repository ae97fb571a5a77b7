"""Acting for residents without a phone: written down, and with a second person where a vote is concerned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.api import Door
from linli.contexts.residents import policies
from linli.contexts.residents.models import Behalf, Way
from linli.contexts.residents.states import BEHALF, HOLDS, WAITING
from linli.facts.residents import ActedFor, BehalfHolds, BehalfWithdrawn
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, ReasonNeeded


@dataclass(frozen=True, slots=True)
class Asked:
    """What a resident asked for, and how."""

    about: str
    """The Ref of what it belongs to: ``assembly.ballot:…``."""
    words: str
    """What is done, in words that name nobody."""
    way: str
    person: UUID | None = None
    name: str = ""
    """When the register does not know the person."""
    at: datetime | None = None
    needs_second: bool = False


@command("residents.acted_for", policies.may_act)
def act_for(actor: Actor, door: Door, /, *, asked: Asked) -> Behalf:
    """Write down that one acts for somebody; it holds at once unless a second person is needed."""
    now = clock.now()
    if asked.way not in Way.values:
        raise BadInput(field="way")
    if asked.at is not None and asked.at > now:
        raise BadInput(_("这个时间还没有到。"), field="asked_at")
    if asked.person is None and not asked.name.strip():
        raise BadInput(_("请选是谁，或写下姓名。"), field="name")
    row = Behalf.objects.create(
        dwelling_id=door.key, person_id=asked.person, said_name="" if asked.person else asked.name.strip(),
        about=asked.about, words=asked.words, way=asked.way, asked_at=asked.at or now, made_at=now,
        account_id=actor.account_id, needs_second=asked.needs_second,
        state=WAITING if asked.needs_second else HOLDS,
    )  # fmt: skip
    note(area=door.area.code, way=asked.way)
    publish(ActedFor(row.pk, row.about, door.area.code, row.needs_second))
    return row


@command("residents.behalf_seconded", policies.may_second)
def second(actor: Actor, behalf: Behalf, /) -> Behalf:
    """A second person heard or saw it, too: it holds."""
    mine = db.lock_row(Behalf, pk=behalf.pk)
    mine.state = BEHALF.after("second", mine.state)
    mine.second_id, mine.seconded_at = actor.account_id, clock.now()
    mine.save(update_fields=["state", "second_id", "seconded_at"])
    code = mine.dwelling.area.code
    note(area=code)
    publish(BehalfHolds(mine.pk, mine.about, code))
    return mine


@command("residents.behalf_withdrawn", policies.may_withdraw)
def withdraw(actor: Actor, behalf: Behalf, /, *, reason: str) -> Behalf:
    """It was a mistake, or the resident changed his mind."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    mine = db.lock_row(Behalf, pk=behalf.pk)
    mine.state = BEHALF.after("withdraw", mine.state)
    mine.withdrawn_why = reason.strip()
    mine.save(update_fields=["state", "withdrawn_why"])
    code = mine.dwelling.area.code
    note(area=code, reason=reason.strip())
    publish(BehalfWithdrawn(mine.pk, mine.about, code))
    return mine
