"""Cast a vote by one's own hand, or take one in before two people and read it twice."""

from collections.abc import Sequence

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, HandIn, Proxy
from linli.contexts.assembly.queries.ballots import own_keys, takes_votes
from linli.contexts.assembly.states import HAND_IN
from linli.engines.tally.ballots import Channel
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Resident
from linli.kernel.ballots import casting
from linli.kernel.ballots.models import Entry, Seat
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


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
    if channel not in dict(HandIn.CHANNELS):
        raise NotAllowedNow
    if seat.voted:
        raise AlreadyVoted(how=casting.channel_word(seat.channel))
    proxy = Proxy.objects.filter(ballot=ballot, key=seat.key, state=Proxy.State.HELD).first()
    if by_proxy and proxy is None:
        raise BadInput(_("这一票没有核对过的委托书，请先登记委托。"))
    note(area=seat.area.code, channel=channel)
    try:
        with db.write():
            return HandIn.objects.create(
                ballot=ballot, key=seat.key, door=seat.door, area_id=seat.area_id, channel=channel,
                first_id=actor.account_id, on=clock.today(), proxy=proxy if by_proxy else None,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyVoted(how=_("已经代收，等第二人确认")) from None


@command("assembly.vote_confirmed", policies.may_confirm)
def confirm(actor: Actor, hand_in: HandIn, /) -> HandIn:
    """Be the second person: the door has voted, and its paper lies on the pile.

    What was taken in while votes were taken may be confirmed until the box is closed.
    """
    mine = db.lock_row(HandIn, pk=hand_in.pk)
    mine.state = HAND_IN.after("confirm", mine.state)
    box = mine.ballot.box
    if box is None or not box.is_open:
        raise BoxShut
    casting.hand_in(
        box, mine.key, Channel(mine.channel), first=f"account:{mine.first_id}", second=actor.label,
        voter=f"proxy:{mine.proxy_id}" if mine.proxy_id else "",
    )  # fmt: skip
    mine.second_id = actor.account_id
    mine.save(update_fields=["state", "second_id"])
    note(area=mine.area.code, channel=mine.channel)
    return mine


@command("assembly.vote_withdrawn", policies.may_withdraw)
def withdraw(actor: Actor, hand_in: HandIn, /, *, reason: str) -> HandIn:
    """It was a mistake; the door can still vote."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    mine = db.lock_row(HandIn, pk=hand_in.pk)
    mine.state = HAND_IN.after("withdraw", mine.state)
    mine.withdrawn_why = reason.strip()
    mine.save(update_fields=["state", "withdrawn_why"])
    note(area=mine.area.code, reason=reason.strip())
    return mine


@command("assembly.vote_set_aside", policies.may_set_aside)
def set_aside(actor: Actor, hand_in: HandIn, /, *, reason: str) -> HandIn:
    """The time is over and no second person can confirm it: somebody decides, and says why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    mine = db.lock_row(HandIn, pk=hand_in.pk)
    mine.state = HAND_IN.after("set_aside", mine.state)
    if takes_votes(mine.ballot):
        raise NotAllowedNow(_("投票还没结束，先请第二个人确认；收错了可以撤回。"))
    mine.withdrawn_why = reason.strip()
    mine.save(update_fields=["state", "withdrawn_why"])
    note(area=mine.area.code, reason=reason.strip())
    return mine


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
