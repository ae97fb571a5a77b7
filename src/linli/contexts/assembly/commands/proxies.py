"""Written authorisations: entered from the paper by one, checked by another, void at a word."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Kind, Proxy, State
from linli.contexts.assembly.queries.proxies import most_votes
from linli.contexts.assembly.queries.rolls import seat_at
from linli.contexts.assembly.states import PROXY
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.ballots.casting import channel_word
from linli.kernel.ballots.models import Seat
from linli.kernel.ballots.refusals import AlreadyVoted, NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

LIVE = (Proxy.State.WAITING, Proxy.State.HELD)


@dataclass(frozen=True, slots=True)
class Paper:
    """What the authorisation says."""

    delegate_door: str
    principal_name: str
    delegate_name: str
    kept: str
    """Where the paper lies."""


@command("assembly.proxy_entered", policies.may_take)
def enter(actor: Actor, seat: Seat, /, *, ballot: Ballot, paper: Paper) -> Proxy:
    """Enter an authorisation from its paper; it holds once a second person has seen the paper."""
    _refuse_when(ballot, seat)
    held = db.lock_row(Ballot, pk=ballot.pk)
    delegate = seat_at(Seat.objects.filter(box=held.box_id), paper.delegate_door)
    if delegate is None:
        raise BadInput(_("名册里没有受托人这一户，请照门牌填，例如 3号楼2单元501。"), field="delegate_door")
    _refuse_delegate(held, seat, delegate)
    note(area=seat.area.code)
    try:
        with db.write():
            return Proxy.objects.create(
                ballot=held, key=seat.key, door=seat.door, area_id=seat.area_id, delegate=delegate.key,
                delegate_door=delegate.door, principal_name=paper.principal_name.strip(),
                delegate_name=paper.delegate_name.strip(), kept=paper.kept.strip(),
                first_id=actor.account_id, on=clock.today(),
            )  # fmt: skip
    except IntegrityError:
        raise BadInput(_("这一票已经委托过了。要换人，请先把原来的作废。")) from None


def _refuse_when(ballot: Ballot, seat: Seat) -> None:
    if ballot.kind != Kind.OWNERS:
        raise NotAllowedNow(_("只有业主表决可以书面委托。"))
    if ballot.box_id != seat.box_id or ballot.state not in (State.ANNOUNCED, State.OPEN):
        raise NotAllowedNow(_("名册公示以后、投票结束以前才能登记委托。"))
    if ballot.state == State.OPEN and clock.now() >= ballot.ends:
        raise NotAllowedNow(_("名册公示以后、投票结束以前才能登记委托。"))
    if seat.voted:
        raise AlreadyVoted(how=channel_word(seat.channel))


def _refuse_delegate(ballot: Ballot, seat: Seat, delegate: Seat) -> None:
    """Nobody votes for himself by proxy, hands on what was handed to him, or collects votes."""
    live = Proxy.objects.filter(ballot=ballot, state__in=LIVE)
    if delegate.pk == seat.pk:
        raise BadInput(_("委托人和受托人不能是同一户。"), field="delegate_door")
    if live.filter(key=delegate.key).exists():
        raise BadInput(_("受托人自己的票已经委托给别人，不能再代别人投。"), field="delegate_door")
    if live.filter(delegate=seat.key).exists():
        raise BadInput(_("这一户正受别人委托，不能再把自己的票委托出去。"))
    most = most_votes()
    if live.filter(delegate=delegate.key).count() >= most:
        raise BadInput(_("一位受托人最多代 %(n)s 票，这一户已经满了。"), field="delegate_door", n=most)


@command("assembly.proxy_confirmed", policies.may_confirm)
def confirm(actor: Actor, proxy: Proxy, /) -> Proxy:
    """A second person has seen the paper, too: it holds."""
    mine = db.lock_row(Proxy, pk=proxy.pk)
    mine.state = PROXY.after("confirm", mine.state)
    seat = Seat.objects.filter(box=mine.ballot.box_id, key=mine.key).first()
    if seat is None:
        raise NotOnRoll
    _refuse_when(mine.ballot, seat)
    mine.second_id = actor.account_id
    mine.save(update_fields=["state", "second_id"])
    note(area=mine.area.code)
    return mine


@command("assembly.proxy_withdrawn", policies.may_withdraw)
def withdraw(actor: Actor, proxy: Proxy, /, *, reason: str) -> Proxy:
    """The owner wants to vote himself, or the paper was wrong; what was cast before stays cast."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    mine = db.lock_row(Proxy, pk=proxy.pk)
    mine.state = PROXY.after("withdraw", mine.state)
    mine.withdrawn_why = reason.strip()
    mine.save(update_fields=["state", "withdrawn_why"])
    note(area=mine.area.code, reason=reason.strip())
    return mine


@command("assembly.proxy_revealed", policies.may_withdraw)
def reveal(actor: Actor, proxy: Proxy, /, *, reason: str) -> tuple[str, str]:
    """The names on the paper, to whoever says what for."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    note(target=proxy, area=proxy.area.code, reason=reason.strip())
    return _plain(proxy.principal_name), _plain(proxy.delegate_name)


def _plain(name: object) -> str:
    return str(name.reveal()) if hasattr(name, "reveal") else str(name)
