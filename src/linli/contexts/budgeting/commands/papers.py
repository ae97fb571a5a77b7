"""Papers: taken in by one, confirmed by another, read twice, or set aside by somebody who says why."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.voting import Said, is_time
from linli.contexts.budgeting.models import Round, RoundState, Unit
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.engines.tally.ballots import Channel
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.ballots import casting, handing
from linli.kernel.ballots.models import Entry, HandIn
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.refs import Ref

WAYS = {"paper": Channel.PAPER, "counter": Channel.PAPER, "phone": Channel.PHONE, "door": Channel.DOOR}


@command("budgeting.paper_taken", policies.may_write_down)
def hand_in(actor: Actor, one: Round, door: Door, /, *, key: UUID, asked: Mapping[str, Any]) -> HandIn:
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
    handing.refuse_taken(seat)
    if asked["way"] not in WAYS:
        raise BadInput(field="way")
    about = residents.Asked(str(Ref.of(one)), str(_("收下预算投票的票")), needs_second=True, **asked)
    behalf = residents.act_for(actor, door.key, asked=about)
    note(target=one, area=door.area.code)
    return handing.take_in(seat, WAYS[asked["way"]], by=actor.label, behalf=behalf, door=door.place)


@command("budgeting.paper_seconded", policies.may_read_papers)
def second(actor: Actor, one: Round, taken: HandIn, /) -> HandIn:
    """The second person saw it, too: the roll says that this vote was handed in."""
    if taken.behalf is None or taken.box_id != one.box_id:
        raise NotAllowedNow
    held = handing.confirm(taken, by=actor.label)
    residents.second(actor, taken.behalf)
    note(target=one, area=one.community.code)
    return held


@command("budgeting.paper_held", policies.is_linli)
def take_seconded(actor: Actor, one: Round, taken: HandIn, /) -> None:
    """Somebody confirmed the paper among the acts on behalf; one that came too late is set aside."""
    note(target=one, area=one.community.code)
    card = residents.behalf_cards([taken.behalf]).get(taken.behalf) if taken.behalf else None
    if card is None or not card.holds:
        return
    try:
        with db.write():
            handing.confirm(taken, by=f"second:{card.second}"[:80])
    except (AlreadyVoted, BoxShut) as late:
        handing.set_aside(taken, reason=str(late))


@command("budgeting.paper_dropped", policies.is_linli)
def drop_paper(actor: Actor, one: Round, taken: HandIn, /) -> None:
    """It was taken in by mistake, and taken back among the acts on behalf."""
    note(target=one, area=one.community.code)
    handing.withdraw(taken, reason=str(_("在“替居民办”里撤回了。")))


@command("budgeting.paper_set_aside", policies.may_count)
def set_aside(actor: Actor, one: Round, taken: HandIn, /, *, reason: str) -> HandIn:
    """Decide, with a reason, that a paper which no second person confirmed does not count."""
    if taken.behalf is None or taken.box_id != one.box_id:
        raise NotAllowedNow
    row = handing.set_aside(taken, reason=reason)
    note(target=one, area=one.community.code, reason=row.why)
    residents.withdraw(actor, taken.behalf, reason=row.why)
    return row


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
