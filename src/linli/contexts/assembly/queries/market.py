"""The market of an open space: who talks when and where, what Linli proposes, and how the dots fell."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from linli.contexts.assembly.models.spaces import OpenSpace, SpacePlace, SpaceRound, TopicCard, Wish
from linli.contexts.assembly.queries.spaces import cards_of
from linli.engines.marketplace import Card, Place, Spread, arrange, spread


@dataclass(frozen=True, slots=True)
class Row:
    """One round with the card at each place, or nothing."""

    round: SpaceRound
    cells: tuple[tuple[SpacePlace, TopicCard | None], ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The whole market."""

    places: tuple[SpacePlace, ...]
    rows: tuple[Row, ...]
    waiting: tuple[TopicCard, ...]
    """Cards that stand nowhere yet."""
    spread: Spread
    guests: int


def board(space: OpenSpace) -> Board:
    """Rounds down, places across; a fixed number of queries."""
    cards = cards_of(space)
    places = tuple(space.places.order_by("number"))
    at = {(one.round_id, one.place_id): one for one in cards if one.round_id and one.place_id}
    rows = tuple(
        Row(
            one, tuple((place, at.get((one.pk, place.pk))) for place in places),
            one.number == space.round_now,
        )
        for one in space.rounds.order_by("number")
    )  # fmt: skip
    numbers = {row.round.pk: n for n, row in enumerate(rows)}
    topics = _topics(cards, space)
    spots = {str(one.pk): (numbers[r], str(p)) for (r, p), one in at.items()}
    waiting = tuple(one for one in cards if not (one.round_id and one.place_id))
    return Board(places, rows, waiting, spread(topics, spots), space.guests.count())


def _topics(cards: list[TopicCard], space: OpenSpace) -> list[Card]:
    wishes: dict[UUID, set[str]] = {}
    for card, guest in Wish.objects.filter(card__space=space).values_list("card", "guest"):
        wishes.setdefault(card, set()).add(str(guest))
    return [Card(str(one.pk), one.convenor_key, frozenset(wishes.get(one.pk, ()))) for one in cards]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where Linli would put the cards."""

    spots: dict[str, tuple[int, str]]
    left: tuple[str, ...]
    rounds: tuple[UUID, ...]
    places: dict[str, UUID]


def proposal(space: OpenSpace, *, anew: bool) -> Proposal:
    """For the cards that stand nowhere, or for all of them anew."""
    cards = cards_of(space)
    rounds = list(space.rounds.order_by("number"))
    places = list(space.places.order_by("number"))
    numbers = {one.pk: n for n, one in enumerate(rounds)}
    held = {
        str(one.pk): (numbers[one.round_id], str(one.place_id))
        for one in cards
        if one.round_id and one.place_id and not anew
    }
    plan = arrange(
        _topics(cards, space), len(rounds), [Place(str(one.pk), one.seats) for one in places], held
    )
    return Proposal(
        plan.spots, plan.left, tuple(one.pk for one in rounds), {str(one.pk): one.pk for one in places}
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A card with its dots."""

    card: TopicCard
    dots: int
    share: int
    """Of a hundred, of the card with most dots."""


def bars(space: OpenSpace) -> list[Bar]:
    """Cards by their dots, most first; with the same number of dots the earlier card."""
    cards = list(space.cards.filter(withdrawn_why="").annotate(given=Sum("dots__count")).order_by("number"))
    most = max((one.given or 0 for one in cards), default=0) or 1
    ordered = sorted(cards, key=lambda one: (-(one.given or 0), one.number))
    return [Bar(one, one.given or 0, round(100 * (one.given or 0) / most)) for one in ordered]


@dataclass(frozen=True, slots=True)
class Option:
    """A place and time for a card, and what stands against it."""

    place: SpacePlace
    round: SpaceRound
    other: TopicCard | None
    """The card that would change places with it."""
    is_here: bool
    clash: TopicCard | None
    """The other card of the same convenor, or of the one who would have to change, at that time."""


def options(space: OpenSpace, card: TopicCard) -> list[Option]:
    """Every place and time, with clashes told before somebody chooses."""
    cards = [one for one in cards_of(space) if one.pk != card.pk]
    at = {(one.round_id, one.place_id): one for one in cards if one.round_id and one.place_id}
    found = []
    for one in space.rounds.order_by("number"):
        for place in space.places.order_by("number"):
            other = at.get((one.pk, place.pk))
            clash = _same(card, other, cards, one.pk)
            if clash is None and other is not None and card.round_id:
                clash = _same(other, card, cards, card.round_id)
            found.append(
                Option(place, one, other, (card.round_id, card.place_id) == (one.pk, place.pk), clash)
            )
    return found


def _same(card: TopicCard, leaving: TopicCard | None, cards: list[TopicCard], at: UUID) -> TopicCard | None:
    """Another card of the same convenor in a round, besides the one that leaves it."""
    for one in cards:
        is_other = one.pk != card.pk and (leaving is None or one.pk != leaving.pk)
        if is_other and one.round_id == at and one.convenor_key == card.convenor_key:
            return one
    return None
