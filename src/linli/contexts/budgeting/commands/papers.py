"""Papers: taken in by one, confirmed by another, read twice, or set aside by somebody who says why."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.voting import Said, is_time
from linli.contexts.budgeting.models import Handing, Round, RoundState, Unit
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.engines.tally.ballots import Channel
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.ballots import casting
from linli.kernel.ballots.models import Entry
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.refs import Ref

State = Handing.State
WAYS = {"paper": Channel.PAPER, "counter": Channel.PAPER, "phone": Channel.PHONE, "door": Channel.DOOR}


@command("budgeting.paper_taken", policies.may_write_down)
def hand_in(actor: Actor, one: Round, door: Door, /, *, key: UUID, asked: Mapping[str, Any]) -> Handing:
    """Take in a ballot on paper, by phone or at the door; it counts once a second person confirms it.

    ``asked``: person or name, and the way, as for every act on behalf.
    """
    if not is_time(one) or one.box is None:
        raise BoxShut
    behind = registry.members_behind([door.key]).get(door.key, [])
    entitled = {m.household if one.unit == Unit.HOUSEHOLD else m.key for m in behind}
    seat = one.box.seats.filter(key=str(key)).first()
    if seat is None or key not in entitled:
        raise NotOnRoll(field="key")
    if seat.voted:
        raise AlreadyVoted(how=casting.channel_word(seat.channel))
    if Handing.objects.filter(round=one, key=str(key)).exclude(state=State.ASIDE).exists():
        raise AlreadyVoted(how=_("纸票，等第二人核对"))
    if asked["way"] not in WAYS:
        raise BadInput(field="way")
    about = residents.Asked(str(Ref.of(one)), str(_("收下预算投票的票")), needs_second=True, **asked)
    behalf = residents.act_for(actor, door.key, asked=about)
    note(target=one, area=door.area.code)
    return Handing.objects.create(
        round=one, key=str(key), behalf=behalf, channel=WAYS[asked["way"]], first=actor.label,
        door=door.place[:60], at=clock.now(),
    )  # fmt: skip


@command("budgeting.paper_seconded", policies.may_read_papers)
def second(actor: Actor, one: Round, handing: Handing, /) -> Handing:
    """The second person saw it, too: the roll says that this vote was handed in."""
    row = db.lock_row(Handing, pk=handing.pk)
    if row.state != State.WAITING or one.box is None or row.round_id != one.pk:
        raise NotAllowedNow
    residents.second(actor, row.behalf)
    casting.hand_in(one.box, row.key, Channel(row.channel), first=row.first, second=actor.label)
    row.second, row.state = actor.label, State.HELD
    row.save(update_fields=["second", "state"])
    note(target=one, area=one.community.code)
    return row


@command("budgeting.paper_held", policies.is_linli)
def take_seconded(actor: Actor, handing: Handing, /) -> None:
    """Somebody confirmed the paper among the acts on behalf; one that came too late is set aside."""
    row = db.lock_row(Handing, pk=handing.pk)
    note(target=row.round, area=row.round.community.code)
    card = residents.behalf_cards([row.behalf]).get(row.behalf)
    if row.state != State.WAITING or card is None or not card.holds or row.round.box is None:
        return
    row.second = f"second:{card.second}"[:80]
    try:
        with db.write():
            casting.hand_in(row.round.box, row.key, Channel(row.channel), first=row.first, second=row.second)
    except (AlreadyVoted, BoxShut) as late:
        _aside(row, str(late))
    else:
        row.state = State.HELD
        row.save(update_fields=["second", "state"])


@command("budgeting.paper_dropped", policies.is_linli)
def drop_paper(actor: Actor, handing: Handing, /) -> None:
    """It was taken in by mistake, and taken back among the acts on behalf."""
    row = db.lock_row(Handing, pk=handing.pk)
    note(target=row.round, area=row.round.community.code)
    if row.state == State.WAITING:
        _aside(row, str(_("在“替居民办”里撤回了。")))


@command("budgeting.paper_set_aside", policies.may_count)
def set_aside(actor: Actor, one: Round, handing: Handing, /, *, reason: str) -> Handing:
    """Decide, with a reason, that a paper which no second person confirmed does not count."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(Handing, pk=handing.pk)
    if row.state != State.WAITING or row.round_id != one.pk:
        raise NotAllowedNow
    note(target=one, area=one.community.code, reason=reason.strip()[:200])
    row.aside_by = actor.account_id
    _aside(row, reason.strip())
    residents.withdraw(actor, row.behalf, reason=reason.strip()[:200])
    return row


def _aside(row: Handing, why: str) -> None:
    row.state, row.aside_why = State.ASIDE, why[:200]
    row.save(update_fields=["state", "aside_why", "aside_by"])


@command("budgeting.paper_read", policies.may_read_papers)
def read_paper(actor: Actor, one: Round, /, *, number: int, said: Said, spoiled: bool = False) -> Entry:
    """Read a numbered paper into the box; it lies there once a second person read the same."""
    if one.box is None or one.state != RoundState.VOTE:
        raise BoxShut
    note(target=one, area=one.community.code, number=number)
    return casting.enter(one.box, number, said, by=actor.label, spoiled=spoiled)


@command("budgeting.papers_printed", policies.may_read_papers)
def print_papers(actor: Actor, one: Round, /, *, papers: int) -> None:
    """Note how many blank papers were printed."""
    note(target=one, area=one.community.code, papers=papers)
