"""The vote: opened on its day, one ballot for each whatever the way, papers by two people, counted once."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.rounds import NotYet, refuse_running
from linli.contexts.budgeting.commands.telling import tell
from linli.contexts.budgeting.models import Proposal, ProposalState, Round, RoundState, Telling, Unit
from linli.contexts.budgeting.queries import counting
from linli.contexts.budgeting.queries.own import own_votes
from linli.contexts.budgeting.states import PROPOSAL, ROUND
from linli.contexts.residents import api as residents
from linli.engines.tally.ballots import Per
from linli.facts.budgeting import RoundMoved
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.ballots import boxes, casting, publishing
from linli.kernel.ballots.refusals import BoxShut, NotOnRoll
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import NotAllowedNow
from linli.kernel.refs import Ref

Said = tuple[Sequence[str], Sequence[int]]


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
    if box is None or not is_time(one):
        raise BoxShut
    if key not in own_votes(actor, one):
        raise NotOnRoll
    note(target=one, area=one.community.code)
    return casting.cast(
        box, str(key), said, voter=str(policies.visitor_of(actor)) if one.unit == Unit.HOUSEHOLD else ""
    )


def is_time(one: Round) -> bool:
    """Whether the vote is open today."""
    return one.state == RoundState.VOTE and one.vote_from <= clock.today() <= one.vote_until


@command("budgeting.votes_counted", policies.may_count)
def count_votes(actor: Actor, one: Round, /) -> Round:
    """Close the box, count, publish the file that anybody can count again, and work out the story."""
    row = db.lock_row(Round, pk=one.pk)
    row.state = ROUND.after("count_votes", row.state)
    if clock.today() <= row.vote_until:
        raise NotYet(why=_("投票还没有结束。"))
    if row.box is None:
        raise NotAllowedNow
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
    for what in (Telling.CHOSEN, Telling.NOT_CHOSEN):
        tell([one for one in found if one.state == what], what)
