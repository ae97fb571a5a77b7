"""The vote: opened on its day, one ballot for each whatever the way, papers by two people, counted once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.rounds import NotYet, refuse_running
from linli.contexts.budgeting.models import Handing, Proposal, ProposalState, Round, RoundState, Unit
from linli.contexts.budgeting.queries import counting
from linli.contexts.budgeting.queries.own import own_votes
from linli.contexts.budgeting.states import PROPOSAL, ROUND
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.engines.tally.ballots import Channel, Per
from linli.facts.budgeting import RoundMoved
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.ballots import boxes, casting, publishing
from linli.kernel.ballots.models import Entry
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.refs import Ref

Said = tuple[Sequence[str], Sequence[int]]
WAYS = {"paper": Channel.PAPER, "counter": Channel.PAPER, "phone": Channel.PHONE, "door": Channel.DOOR}


@command("budgeting.vote_opened", policies.may_run)
def open_vote(actor: Actor, one: Round, /) -> Round:
    """Write the roll of today and open the box."""
    row = db.lock_row(Round, pk=one.pk)
    row.state = ROUND.after("open_vote", row.state)
    refuse_running(row)
    if not row.vote_from <= clock.today() <= row.vote_until:
        raise NotYet(why=_("今天不在投票的日子里，请先改日期。"))
    keys = [found.key for found in counting.candidates(row)]
    form = counting.form_of(row, keys)
    row.box = boxes.lay(row.community, str(Ref.of(row)), form, per=Per(row.unit), secret=True)
    voters = residents.roll(row.community.code, residents.Unit(row.unit))
    places = Area.objects.in_bulk({v.area_code for v in voters}, field_name="code")
    row.entitled = boxes.enrol(row.box, (boxes.Line(str(v.key), places[v.area_code]) for v in voters))
    if not row.entitled:
        raise NotYet(why=_("名册上还没有可以投票的人。"))
    boxes.open_box(row.box)
    row.counted_from = row.ends_on = None
    row.save()
    note(target=row, area=row.community.code, entitled=row.entitled)
    publish(RoundMoved(row.pk, row.state, row.community.code))
    return row


@command("budgeting.voted", policies.belongs)
def vote(actor: Actor, one: Round, /, *, key: UUID, said: Said) -> str:
    """Cast one's own ballot; the code of the receipt, which is shown once and kept nowhere."""
    box = one.box
    if box is None or not _is_time(one):
        raise BoxShut
    if key not in own_votes(actor, one):
        raise NotOnRoll
    note(target=one, area=one.community.code)
    return casting.cast(
        box, str(key), said, voter=str(policies.visitor_of(actor)) if one.unit == Unit.HOUSEHOLD else ""
    )


def _is_time(one: Round) -> bool:
    return one.state == RoundState.VOTE and one.vote_from <= clock.today() <= one.vote_until


@command("budgeting.paper_taken", policies.may_write_down)
def hand_in(actor: Actor, one: Round, door: Door, /, *, key: UUID, asked: Mapping[str, Any]) -> Handing:
    """Take in a ballot on paper, by phone or at the door; it counts once a second person confirms it.

    ``asked``: person or name, and the way, as for every act on behalf.
    """
    if not _is_time(one) or one.box is None:
        raise BoxShut
    behind = registry.members_behind([door.key]).get(door.key, [])
    entitled = {m.household if one.unit == Unit.HOUSEHOLD else m.key for m in behind}
    seat = one.box.seats.filter(key=str(key)).first()
    if seat is None or key not in entitled:
        raise NotOnRoll(field="key")
    if seat.voted:
        raise AlreadyVoted(how=casting.channel_word(seat.channel))
    if Handing.objects.filter(round=one, key=str(key)).exists():
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
    if row.second or one.box is None or row.round_id != one.pk:
        raise NotAllowedNow
    residents.second(actor, row.behalf)
    casting.hand_in(one.box, row.key, Channel(row.channel), first=row.first, second=actor.label)
    row.second = actor.label
    row.save(update_fields=["second"])
    note(target=one, area=one.community.code)
    return row


@command("budgeting.paper_held", policies.is_linli)
def take_seconded(actor: Actor, handing: Handing, /) -> None:
    """Somebody confirmed the paper among the acts on behalf; one that came too late is dropped."""
    row = db.lock_row(Handing, pk=handing.pk)
    note(target=row.round, area=row.round.community.code)
    card = residents.behalf_cards([row.behalf]).get(row.behalf)
    if row.second or card is None or not card.holds or row.round.box is None:
        return
    row.second = f"second:{card.second}"[:80]
    try:
        with db.write():
            casting.hand_in(row.round.box, row.key, Channel(row.channel), first=row.first, second=row.second)
    except (AlreadyVoted, BoxShut):
        row.delete()
    else:
        row.save(update_fields=["second"])


@command("budgeting.paper_dropped", policies.is_linli)
def drop_paper(actor: Actor, handing: Handing, /) -> None:
    """It was taken in by mistake."""
    row = db.lock_row(Handing, pk=handing.pk)
    note(target=row.round, area=row.round.community.code)
    if not row.second:
        row.delete()


@command("budgeting.paper_read", policies.may_read_papers)
def read_paper(actor: Actor, one: Round, /, *, number: int, said: Said, spoiled: bool = False) -> Entry:
    """Read a numbered paper into the box; it lies there once a second person read the same."""
    if one.box is None or one.state != RoundState.VOTE:
        raise BoxShut
    note(target=one, area=one.community.code, number=number)
    return casting.enter(one.box, number, said, by=actor.label, spoiled=spoiled)


@command("budgeting.votes_counted", policies.may_count)
def count_votes(actor: Actor, one: Round, /) -> Round:
    """Close the box, count, publish the file that anybody can count again, and work out the story."""
    row = db.lock_row(Round, pk=one.pk)
    row.state = ROUND.after("count_votes", row.state)
    if clock.today() <= row.vote_until:
        raise NotYet(why=_("投票还没有结束。"))
    if row.box is None:
        raise NotAllowedNow
    Handing.objects.filter(round=row, second="").delete()
    boxes.close_box(row.box)
    if not row.box.slips.filter(spoiled=False).exists():
        raise NotYet(why=_("没有一张有效的票。"))
    counted = counting.count(row)
    publishing.publish(row.box, counted.vote, title=f"{row.number} {row.title}")
    row.story, row.counted_by = counting.story(row, counted), actor.account_id
    row.save(update_fields=["state", "story", "counted_by"])
    _choose(row, counted.outcome.winners)
    note(target=row, area=row.community.code, ballots=row.story["ballots"], fingerprint=row.box.fingerprint)
    publish(RoundMoved(row.pk, row.state, row.community.code))
    return row


def _choose(row: Round, winners: Sequence[str]) -> None:
    found: list[Proposal] = list(row.proposals.filter(state=ProposalState.CANDIDATE))
    for one in found:
        won = one.key in winners
        one.state = PROPOSAL.after("choose" if won else "pass_over", one.state)
        one.place_won = winners.index(one.key) + 1 if won else None
    db.write_back(Proposal, found, ("state", "place_won"))
