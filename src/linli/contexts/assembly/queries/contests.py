"""Contests as lists and cards, and their totals by the published formula."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.assembly.models.contests import (
    Contest,
    ContestEntry,
    ContestState,
    EntryState,
    Juror,
    Mark,
)
from linli.contexts.assembly.policies import contests as policies
from linli.contexts.assembly.states.contests import SHOWN_CONTESTS
from linli.engines.awards import Total, honoured, total
from linli.kernel import packs
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.ballots import publishing
from linli.kernel.db import inside
from linli.kernel.privacy import cipher

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SECRET = 8
MOST = 20


def usual() -> dict[str, int]:
    """The values of the pack that hold for every kind."""
    found: dict[str, int] = packs.pack("contests")["usual"]
    return found


def kinds() -> dict[str, dict[str, Any]]:
    """Kinds of contests by their keys."""
    found: dict[str, dict[str, Any]] = packs.pack("contests")["kind"]
    return found


def seen(actor: Actor, *, state: str = "", words: str = "") -> QuerySet[Contest]:
    """Contests that one works on, the latest first."""
    rows = Contest.objects.filter(policies.contests_seen(actor)).select_related("area", "ballot")
    if state in ContestState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(words__icontains=words))
    return rows.order_by("-made_at")


def one(actor: Actor, contest_id: UUID) -> Contest:
    """One that one works on; Contest.DoesNotExist otherwise."""
    return seen(actor).get(pk=contest_id)


def shown(contest_id: UUID) -> Contest:
    """One that everybody may see; Contest.DoesNotExist otherwise."""
    return _readable().get(pk=contest_id, state__in=SHOWN_CONTESTS)


def readable(contest_id: UUID) -> Contest:
    """The same, or one that was called off, whose address people may hold; Contest.DoesNotExist otherwise."""
    return _readable().get(pk=contest_id)


def _readable() -> QuerySet[Contest]:
    return Contest.objects.select_related("area", "ballot__area").exclude(state=ContestState.DRAFT)


def shown_in(codes: Iterable[str]) -> QuerySet[Contest]:
    """Those of some communities that everybody may see, the latest first."""
    rows = Contest.objects.filter(inside("area__code", tuple(codes)), state__in=SHOWN_CONTESTS)
    return rows.select_related("area", "ballot").order_by("-made_at")


def fresh_in(codes: Iterable[str], today: date) -> list[Contest]:
    """Those to which a place may still be brought, and those whose results are new; votes show themselves."""
    since = today - timedelta(days=usual()["shown_days"])
    takes = Q(state=ContestState.NOMINATING, until__gte=today)
    new = Q(state=ContestState.PUBLISHED, published_on__gt=since)
    return list(shown_in(codes).filter(takes | new)[:MOST])


def of_ballot(ballot_id: UUID) -> Contest | None:
    """The contest that a vote belongs to: such a vote shows no numbers of its own."""
    return Contest.objects.filter(ballot=ballot_id).first()


def entry(actor: Actor, entry_id: UUID) -> ContestEntry:
    """One place of a contest that one works on; ContestEntry.DoesNotExist otherwise."""
    rows = ContestEntry.objects.select_related("contest__area", "contest__ballot", "area")
    found = rows.get(pk=entry_id)
    if not Contest.objects.filter(policies.contests_seen(actor), pk=found.contest_id).exists():
        raise ContestEntry.DoesNotExist
    return found


def entries(contest: Contest) -> list[ContestEntry]:
    """Every place that was put forward, by number."""
    return list(contest.entries.select_related("area").order_by("number"))


def taking_part(contest: Contest) -> list[ContestEntry]:
    """Places that take part, in the order of their doors."""
    wanted = (EntryState.ACCEPTED, EntryState.HONOURED, EntryState.REVOKED)
    return list(contest.entries.filter(state__in=wanted).order_by("area__code"))


def honoured_places(contest: Contest) -> list[ContestEntry]:
    """Places that are honoured, in the order of their doors: no first, and no last."""
    wanted = (EntryState.HONOURED, EntryState.REVOKED)
    return list(contest.entries.filter(state__in=wanted).order_by("area__code"))


def own_entries(contest: Contest, resident: Resident | None) -> list[ContestEntry]:
    """What one put forward oneself."""
    if resident is None or resident.visitor is None:
        return []
    return list(contest.entries.filter(visitor=resident.visitor).order_by("number"))


def jurors(contest: Contest) -> list[Juror]:
    """The jury."""
    return list(contest.jurors.order_by("number"))


def secret_of(juror: Juror) -> str:
    """The letters on a juror's sheet; nobody can guess those of another."""
    made = int(cipher.lookup(f"{juror.contest_id}/{juror.number}", "contest juror"), 16)
    letters = []
    for _letter in range(SECRET):
        made, rest = divmod(made, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def bearer(contest: Contest, number: int, secret: str) -> Juror | None:
    """The juror who holds that sheet."""
    found = contest.jurors.filter(number=number).first()
    told = "".join(c for c in secret.upper() if c.isalnum())
    return found if found is not None and told == secret_of(found) else None


def marks_of(juror: Juror) -> dict[UUID, Mark]:
    """What a juror gave, by place."""
    return {one.entry_id: one for one in juror.marks.all()}


def places_to_choose(contest: Contest) -> list[tuple[Area, str]]:
    """Stairways or buildings of the community that nobody has put forward yet, with their words."""
    taken = set(contest.entries.values_list("area", flat=True))
    rows = Area.objects.filter(kind=contest.unit, code__startswith=contest.area.code)
    return [
        (one, place_words(one))
        for one in rows.select_related("parent").order_by("code")
        if one.pk not in taken
    ]


def place_words(area: Area) -> str:
    """3号楼2单元."""
    if area.kind != "entrance" or area.parent is None or area.name.startswith(area.parent.name):
        return area.name
    return f"{area.parent.name}{area.name}"


@dataclass(frozen=True, slots=True)
class Sum:
    """A place with its marks and votes."""

    entry: ContestEntry
    sums: tuple[int, ...]
    """Points of each juror who did not stand aside."""
    votes: int
    total: Total | None
    """None while fewer jurors than needed gave marks."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole contest, counted."""

    sums: tuple[Sum, ...]
    ballots: int
    weight: int
    missing: tuple[str, ...]
    """Places with too few marks."""
    honoured: frozenset[str]
    tied: tuple[str, ...]
    """Places that share the last honour, where more are honoured than was planned."""


def count(contest: Contest) -> Count:
    """Add it up: a fixed number of queries."""
    rows = taking_part(contest)
    given: dict[UUID, list[int]] = {}
    for mark in Mark.objects.filter(entry__contest=contest, is_aside=False).order_by("juror__number"):
        given.setdefault(mark.entry_id, []).append(mark.sum)
    votes, ballots = _votes(contest, rows)
    weight, least = (contest.percent if ballots else 0), usual()["least_jurors"]
    sums = tuple(
        Sum(
            row, tuple(given.get(row.pk, ())), votes.get(row.pk, 0),
            total(
                given[row.pk], contest.possible, votes=votes.get(row.pk, 0), ballots=ballots, weight=weight,
                least=least,
            ) if len(given.get(row.pk, ())) >= least else None,
        )
        for row in rows
    )  # fmt: skip
    missing = tuple(one.entry.place for one in sums if one.total is None)
    found = {str(one.entry.pk): one.total.total for one in sums if one.total is not None}
    if missing or not found:
        return Count(sums, ballots, weight, missing, frozenset(), ())
    best = honoured(found, contest.honours)
    tied = tuple(one.entry.place for one in sums if str(one.entry.pk) in best.tied)
    return Count(sums, ballots, weight, missing, best.keys, tied)


def _votes(contest: Contest, rows: Iterable[ContestEntry]) -> tuple[Mapping[UUID, int], int]:
    """Votes by place, and valid ballots; nothing while the box is open."""
    box = contest.ballot.box if contest.ballot else None
    if box is None or box.closed_at is None:
        return {}, 0
    slips = publishing.slips_of(box)
    return {row.pk: sum(str(row.option) in one.choices for one in slips) for row in rows}, len(slips)


def points(text: str) -> str:
    """An exact fraction as people read it: two digits behind the point."""
    return f"{float(Fraction(text)):.2f}" if text else ""
