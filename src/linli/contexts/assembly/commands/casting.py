"""Cast a vote by one's own hand, or take one in before two people and read it twice."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Proxy
from linli.contexts.assembly.queries.ballots import own_keys, takes_votes
from linli.kernel.actor import Actor, Resident
from linli.kernel.ballots import casting, handing
from linli.kernel.ballots.models import Entry, HandIn, Seat
from linli.kernel.ballots.refusals import BoxShut, NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@command("assembly.voted", policies.may_vote)
def vote(actor: Actor, ballot: Ballot, /, *, key: str, choices: Sequence[str]) -> str:
    """Cast one's vote; the code of the receipt, which is kept nowhere."""
    note(target=ballot, area=ballot.area.code)
    if ballot.box is None or not takes_votes(ballot):
        raise BoxShut
    own, lent = own_keys(actor, ballot) if isinstance(actor, Resident) else (set(), set())
    if key not in own | lent:
        raise NotOnRoll
    return casting.cast(ballot.box, key, (tuple(choices), ()), voter="" if ballot.secret else actor.label)


@command("assembly.vote_taken_in", policies.may_take)
def take_in(actor: Actor, seat: Seat, /, *, ballot: Ballot, channel: str, by_proxy: bool = False) -> HandIn:
    """Take in a vote on paper, by phone or at the door; it holds once a second person confirms.

    ``by_proxy`` says that a neighbour brought it who is authorised in writing.
    """
    if ballot.box_id != seat.box_id or not takes_votes(ballot):
        raise BoxShut
    proxy = Proxy.objects.filter(ballot=ballot, key=seat.key, state=Proxy.State.HELD).first()
    if by_proxy and proxy is None:
        raise BadInput(_("这一票没有核对过的委托书，请先登记委托。"))
    note(area=seat.area.code, channel=channel)
    voter = f"proxy:{proxy.pk}" if by_proxy and proxy else ""
    return handing.take_in(seat, channel, by=actor.label, voter=voter)


@command("assembly.vote_confirmed", policies.may_confirm)
def confirm(actor: Actor, taken: HandIn, /) -> HandIn:
    """Be the second person: the door has voted, and its paper lies on the pile."""
    note(area=taken.area.code, channel=taken.channel)
    return handing.confirm(taken, by=actor.label)


@command("assembly.vote_withdrawn", policies.may_withdraw)
def withdraw(actor: Actor, taken: HandIn, /, *, reason: str) -> HandIn:
    """It was a mistake; the door can still vote."""
    note(area=taken.area.code, reason=reason.strip())
    return handing.withdraw(taken, reason=reason)


@command("assembly.vote_set_aside", policies.may_set_aside)
def set_aside(actor: Actor, ballot: Ballot, taken: HandIn, /, *, reason: str) -> HandIn:
    """The time is over and no second person can confirm it: somebody decides, and says why."""
    if ballot.box_id != taken.box_id or takes_votes(ballot):
        raise NotAllowedNow(_("投票还没结束，先请第二个人确认；收错了可以撤回。"))
    note(target=taken, area=taken.area.code, reason=reason.strip())
    return handing.set_aside(taken, reason=reason)


@command("assembly.paper_read", policies.may_enter)
def read_paper(
    actor: Actor, ballot: Ballot, /, *, number: int, choices: Sequence[str], key: str = ""
) -> Entry:
    """Read a paper of the pile; without any choice it is spoiled."""
    if ballot.box is None or not ballot.box.is_open:
        raise BoxShut
    note(target=ballot, area=ballot.area.code, number=number)
    said = (tuple(choices), ())
    return casting.enter(ballot.box, number, said, by=actor.label, key=key, spoiled=not choices)
