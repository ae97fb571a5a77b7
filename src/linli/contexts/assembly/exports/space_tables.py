"""Open spaces and contests as values for programs: what the pages show, nobody's phone, no door's card."""

from datetime import date, time
from uuid import UUID

from ninja import Schema

from linli.contexts.assembly.models.contests import Contest, ContestEntry, ContestState, EntryState
from linli.contexts.assembly.models.spaces import OpenSpace, SpaceState, TopicCard
from linli.contexts.assembly.queries import contests, market, spaces

COUNTED = (SpaceState.PLANNING, SpaceState.CLOSED)


class SpaceLine(Schema):
    """One open space."""

    id: UUID
    code: str
    title: str
    venue: str
    on: date
    begins_at: time
    state: str
    area: str

    @classmethod
    def of(cls, row: OpenSpace) -> "SpaceLine":
        """As everybody reads it."""
        names = [name for name in SpaceLine.model_fields if name not in ("area", "id")]
        return SpaceLine(id=row.pk, area=row.area.code, **{name: getattr(row, name) for name in names})


class CardLine(Schema):
    """A topic card: where it hangs, who wishes to come, what was written, its dots once they are counted."""

    number: int
    title: str
    words: str
    convenor: str
    round: int | None
    place: str
    wished: int
    notes: list[str]
    dots: int | None


class ActionLine(Schema):
    """What somebody took upon himself."""

    what: str
    who: str
    due_on: date
    means: str
    promise: UUID | None


class RoundLine(Schema):
    """When groups talk."""

    number: int
    begins_at: time
    minutes: int


class SpaceWhole(SpaceLine):
    """One open space with its market, notes, dots and actions."""

    words: str
    ended_why: str
    places: list[str]
    rounds: list[RoundLine]
    round_now: int
    guests: int
    cards: list[CardLine]
    actions: list[ActionLine]


def space_whole(row: OpenSpace) -> SpaceWhole:
    """As the wall shows it; a fixed number of queries."""
    board = market.board(row)
    wished = {one.pk: one.wished for one in spaces.cards_of(row)}  # type: ignore[attr-defined]
    given = {one.card.pk: one.dots for one in market.bars(row)} if row.state in COUNTED else {}
    return SpaceWhole(
        **SpaceLine.of(row).model_dump(), words=row.words, ended_why=row.ended_why,
        places=[one.name for one in board.places], round_now=row.round_now, guests=board.guests,
        rounds=[
            RoundLine(number=one.round.number, begins_at=one.round.begins_at, minutes=one.round.minutes)
            for one in board.rows
        ],
        cards=[_card(one, wished.get(one.pk, 0), given.get(one.pk)) for one in spaces.wall_of_news(row)],
        actions=[
            ActionLine(what=one.what, who=one.who, due_on=one.due_on, means=one.means, promise=one.promise)
            for one in spaces.actions_of(row)
        ],
    )  # fmt: skip


def _card(one: TopicCard, wished: int, dots: int | None) -> CardLine:
    notes = [note.words for note in one.news if note.words]  # type: ignore[attr-defined]
    return CardLine(
        number=one.number, title=one.title, words=one.words, convenor=one.convenor, wished=wished,
        round=one.round.number if one.round else None, place=one.place.name if one.place else "",
        notes=notes, dots=dots,
    )  # fmt: skip


class ContestLine(Schema):
    """One contest."""

    id: UUID
    title: str
    kind: str
    state: str
    until: date
    published_on: date | None
    area: str

    @classmethod
    def of(cls, row: Contest) -> "ContestLine":
        """As everybody reads it."""
        names = [name for name in ContestLine.model_fields if name not in ("area", "id")]
        return ContestLine(id=row.pk, area=row.area.code, **{name: getattr(row, name) for name in names})


class Criterion(Schema):
    """What counts, and how much."""

    words: str
    most: int


class PlaceLine(Schema):
    """A place; after publishing only those that were honoured."""

    number: int
    place: str
    why: str
    state: str
    reason: str


class ContestWhole(ContestLine):
    """One contest with its rule and its places."""

    words: str
    ended_why: str
    criteria: list[Criterion]
    percent: int
    honours: int
    picks: int
    jurors: list[str]
    valid_ballots: int
    ballot: UUID | None
    places: list[PlaceLine]


def contest_whole(row: Contest) -> ContestWhole:
    """As its page shows it: no points, no last place."""
    is_over = row.state == ContestState.PUBLISHED
    rows = contests.honoured_places(row) if is_over else contests.taking_part(row)
    return ContestWhole(
        **ContestLine.of(row).model_dump(), words=row.words, ended_why=row.ended_why,
        criteria=[Criterion(words=words, most=most) for _key, words, most in row.criteria],
        percent=row.percent, honours=row.honours, picks=row.picks, valid_ballots=row.voted,
        jurors=[one.name for one in contests.jurors(row)] if is_over else [], ballot=row.ballot_id,
        places=[_place(one) for one in rows],
    )  # fmt: skip


def _place(one: ContestEntry) -> PlaceLine:
    reason = one.reason if one.state == EntryState.REVOKED else ""
    return PlaceLine(number=one.number, place=one.place, why=one.why, state=one.state, reason=reason)


class SumLine(Schema):
    """What a place got, in exact fractions; empty while marks are missing."""

    number: int
    place: str
    marks: list[int]
    votes: int
    jury: str
    total: str


class ContestDesk(ContestWhole):
    """The same for those who work on it: everything that was put forward, and the count."""

    forwarded: list[PlaceLine]
    missing: list[str]
    sums: list[SumLine]


def contest_desk(row: Contest) -> ContestDesk:
    """With what was turned down and with the sums; a fixed number of queries."""
    found = contests.count(row)
    return ContestDesk(
        **contest_whole(row).model_dump(), missing=list(found.missing),
        forwarded=[
            PlaceLine(number=one.number, place=one.place, why=one.why, state=one.state, reason=one.reason)
            for one in contests.entries(row)
        ],
        sums=[
            SumLine(
                number=one.entry.number, place=one.entry.place, marks=list(one.sums), votes=one.votes,
                jury=str(one.total.jury) if one.total else "",
                total=str(one.total.total) if one.total else "",
            )
            for one in found.sums
        ],
    )  # fmt: skip
