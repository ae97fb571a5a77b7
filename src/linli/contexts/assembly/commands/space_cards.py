"""Topic cards of an open space: written by phone or from paper, put up on the market without clashes."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.spaces import (
    Guest,
    OpenSpace,
    SpacePlace,
    SpaceRound,
    SpaceState,
    TopicCard,
)
from linli.contexts.assembly.policies import spaces as policies
from linli.contexts.assembly.queries.market import proposal
from linli.contexts.assembly.queries.spaces import usual
from linli.contexts.assembly.states.spaces import TAKES_CARDS
from linli.engines.marketplace import Card as Topic
from linli.engines.marketplace import Clash, ClashCode, clashes
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded, Refusal

NO_CARDS_NOW = _("现在不收题卡了。想说的可以到组里说，或请工作人员帮忙。")


class MarketClash(Refusal):
    """A card cannot stand there."""

    code = "market_clash"


@dataclass(frozen=True, slots=True)
class Told:
    """A topic as somebody tells it."""

    title: str
    convenor: str
    words: str = ""


@command("assembly.space_card_written", policies.may_speak_for)
def write_card(actor: Actor, guest: Guest, /, *, told: Told) -> TopicCard:
    """Write a topic card by phone; the same words twice are one card."""
    space = _taking(guest.space)
    own = list(space.cards.filter(guest=guest, withdrawn_why=""))
    same = next((one for one in own if one.title == told.title.strip()), None)
    if same is not None:
        note(target=same, area=space.area.code, number=same.number)
        return same
    most = usual()["cards_each"]
    if len(own) >= most:
        raise NotAllowedNow(_("一个人最多召集 %(n)s 张题卡，先撤回一张再写。"), n=most)
    return _add(TopicCard(space=space, guest=guest, channel="phone", account_id=actor.account_id), told)


@command("assembly.space_card_written_down", policies.may_help_in)
def write_down(actor: Actor, space: OpenSpace, /, *, told: Told, number: int | None = None) -> TopicCard:
    """Type in a paper card; ``number`` is on the card of the one who convenes it, when there is one."""
    held, guest = _taking(space), None
    if number is not None:
        guest = held.guests.filter(number=number).first()
        if guest is None:
            raise BadInput(_("没有发过 %(n)s 号入场卡。"), field="number", n=number)
    return _add(TopicCard(space=held, guest=guest, channel="paper", account_id=actor.account_id), told)


def _taking(space: OpenSpace) -> OpenSpace:
    held = db.lock_row(OpenSpace, pk=space.pk)
    if held.state not in TAKES_CARDS:
        raise NotAllowedNow(NO_CARDS_NOW)
    return held


def _add(row: TopicCard, told: Told) -> TopicCard:
    _say(row, told)
    row.number = (row.space.cards.aggregate(last=Max("number"))["last"] or 0) + 1
    row.at = clock.now()
    row.save(force_insert=True)
    note(target=row, area=row.space.area.code, number=row.number)
    return row


def _say(row: TopicCard, told: Told) -> None:
    if len(told.title.strip()) < 2:
        raise BadInput(_("请写想谈什么。"), field="title")
    if not told.convenor.strip():
        raise BadInput(_("请写怎么称呼召集人。"), field="convenor")
    row.title, row.words = told.title.strip()[:40], told.words.strip()[:300]
    row.convenor = told.convenor.strip()[:20]


@command("assembly.space_card_changed", policies.may_help_with)
def change_card(actor: Actor, card: TopicCard, /, *, told: Told) -> TopicCard:
    """Put the words of a card right."""
    _taking(card.space)
    row = db.lock_row(TopicCard, pk=card.pk)
    _say(row, told)
    row.save(update_fields=["title", "words", "convenor"])
    _refuse_clash(row.space, {})
    note(target=row, area=row.space.area.code)
    return row


@command("assembly.space_card_taken_back", policies.may_speak_for)
def take_back(actor: Actor, guest: Guest, /, *, number: int) -> TopicCard:
    """One takes one's own card back."""
    _taking(guest.space)
    row = TopicCard.objects.select_for_update().filter(guest=guest, number=number).first()
    if row is None:
        raise NotAllowedNow
    return _withdrawn(row, str(_("召集人撤回")))


@command("assembly.space_card_withdrawn", policies.may_help_with)
def withdraw_card(actor: Actor, card: TopicCard, /, *, reason: str) -> TopicCard:
    """Take a card down, saying why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    _taking(card.space)
    row = _withdrawn(db.lock_row(TopicCard, pk=card.pk), reason.strip())
    note(reason=row.withdrawn_why)
    return row


def _withdrawn(row: TopicCard, why: str) -> TopicCard:
    row.withdrawn_why, row.place, row.round = why[:100], None, None
    row.save(update_fields=["withdrawn_why", "place", "round"])
    note(target=row, area=row.space.area.code, number=row.number)
    return row


Spot = tuple[SpacePlace, SpaceRound] | None


@command("assembly.space_card_put_up", policies.may_help_with)
def put_up(actor: Actor, card: TopicCard, /, *, spot: Spot) -> TopicCard:
    """Give a card a place and a time, or take it off the market; a card that stands there changes with it."""
    space = _market(card.space)
    row = db.lock_row(TopicCard, pk=card.pk)
    if row.withdrawn_why:
        raise NotAllowedNow
    other = None
    if spot is not None:
        place, at = spot
        other = space.cards.select_for_update().filter(place=place, round=at).exclude(pk=row.pk).first()
    before = (row.place, row.round)
    wanted: dict[str, tuple[str, int] | None] = {str(row.pk): _key(spot)}
    if other is not None:
        wanted[str(other.pk)] = _key(before) if before[0] and before[1] else None
    _refuse_clash(space, wanted)
    TopicCard.objects.filter(pk__in=[one.pk for one in (row, other) if one]).update(place=None, round=None)
    if other is not None:
        other.place, other.round = before
        other.save(update_fields=["place", "round"])
    row.place, row.round = spot or (None, None)
    row.save(update_fields=["place", "round"])
    note(target=row, area=space.area.code, number=row.number)
    return row


@command("assembly.space_arranged", policies.may_help_in)
def arrange_all(actor: Actor, space: OpenSpace, /, *, anew: bool = False) -> tuple[int, int]:
    """Take Linli's proposal for the cards that stand nowhere, or for all; how many stand, and are left."""
    held = _market(space)
    found = proposal(held, anew=anew)
    held.cards.update(place=None, round=None)
    rows = {str(one.pk): one for one in held.cards.filter(withdrawn_why="")}
    for key, (at, place) in found.spots.items():
        rows[key].place_id, rows[key].round_id = found.places[place], found.rounds[at]
        rows[key].save(update_fields=["place", "round"])
    note(target=held, area=held.area.code, placed=len(found.spots), left=len(found.left))
    return len(found.spots), len(found.left)


def _market(space: OpenSpace) -> OpenSpace:
    held = db.lock_row(OpenSpace, pk=space.pk)
    if held.state != SpaceState.MARKET:
        raise NotAllowedNow(_("集市开始以后才排时间和地点。"))
    return held


def _key(spot: object) -> tuple[str, int] | None:
    if not isinstance(spot, tuple):
        return None
    place, at = spot
    return (str(place.pk), at.number)


def _refuse_clash(space: OpenSpace, wanted: dict[str, tuple[str, int] | None]) -> None:
    rows = list(space.cards.filter(withdrawn_why="").select_related("round").order_by("number"))
    spots: dict[str, tuple[int, str]] = {}
    for one in rows:
        stands = (str(one.place_id), one.round.number) if one.place_id and one.round else None
        stands = wanted.get(str(one.pk), stands)
        if stands is not None:
            spots[str(one.pk)] = (stands[1], stands[0])
    found = clashes([Topic(str(one.pk), one.convenor_key) for one in rows], spots)
    if found:
        _refuse(found[0], {str(one.pk): one for one in rows})


def _refuse(clash: Clash, rows: dict[str, TopicCard]) -> None:
    first, second = rows[clash.first].number, rows[clash.second].number
    if clash.code == ClashCode.CONVENOR_TWICE:
        raise MarketClash(
            _("%(who)s 同时召集 %(first)s 号和 %(second)s 号题卡，第 %(round)s 场不能都排。"),
            who=rows[clash.second].convenor, first=first, second=second, round=clash.round,
        )  # fmt: skip
    raise MarketClash(_("%(first)s 号和 %(second)s 号题卡排在了同一个时间地点。"), first=first, second=second)
