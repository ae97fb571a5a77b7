"""Contests of stairways at any stage, with places, jurors and marks."""

from datetime import timedelta
from typing import Any

from linli.contexts.assembly.commands import ballots, contest_entries, contest_jury, contests
from linli.contexts.assembly.commands.contest_entries import Forward
from linli.contexts.assembly.commands.contest_jury import Given
from linli.contexts.assembly.commands.contests import Wanted
from linli.contexts.assembly.models import Ballot
from linli.contexts.assembly.models.contests import Contest, ContestEntry, Juror
from linli.kernel import clock
from linli.kernel.areas.models import Area
from linli.kernel.ballots import casting as box_casting
from linli.kernel.ballots.models import Seat

POINTS = {"clear": 18, "walls": 16, "neighbours": 20, "dogs": 15, "theme": 11}


def wanted(**more: Any) -> Wanted:
    """Stairways, a jury alone, one honour, until next week."""
    said = {
        "title": "三月最美楼道", "kind": "stairway", "until": clock.today() + timedelta(days=7), "percent": 0,
        "honours": 1, "picks": 2, **more,
    }  # fmt: skip
    return Wanted(**said)


def fresh(contest: Contest) -> Contest:
    """As it stands."""
    return Contest.objects.select_related("area", "ballot__area", "ballot__box").get(pk=contest.pk)


def stairway(building: Area, number: int = 1) -> Area:
    """An entrance."""
    return Area.objects.select_related("parent").get(code=f"{building.code}E{number}")


def drafted(world: Any, **more: Any) -> Contest:
    """One that was laid out."""
    return contests.draft(world.actor("community_manager"), world.community, wanted=wanted(**more))


def nominating(world: Any, **more: Any) -> Contest:
    """One that takes places."""
    return fresh(contests.call(world.actor("community_manager"), drafted(world, **more)))


def put_forward(world: Any, contest: Contest, building: Area, number: int = 1) -> ContestEntry:
    """A place said at the counter."""
    forward = Forward(stairway(building, number), "楼道干干净净，还有花")
    return contest_entries.write_down(world.actor("counter_clerk"), contest, forward=forward)


def judging(world: Any, **more: Any) -> Contest:
    """Three places take part, two jurors are called."""
    manager, contest = world.actor("community_manager"), nominating(world, **more)
    for building in (world.building1, world.building2, world.building3):
        contest_entries.accept(manager, put_forward(world, contest, building))
    for name in ("居民代表 何大姐", "物业 刘工"):
        contest_jury.call_juror(manager, contest, name=name)
    return fresh(contests.judge(manager, contest))


def mark(world: Any, contest: Contest, juror: int, entry: int, minus: int = 0) -> None:
    """What a juror gives; ``minus`` points off the first criterion."""
    points = {**POINTS, "clear": POINTS["clear"] - minus}
    contest_jury.give(
        world.actor("counter_clerk"), Juror.objects.get(contest=contest, number=juror),
        entry=ContestEntry.objects.get(contest=contest, number=entry), given=Given(points),
    )  # fmt: skip


def marked(world: Any, **more: Any) -> Contest:
    """All marks are there: the first place is the best, the second and third are equal."""
    contest = judging(world, **more)
    for juror in (1, 2):
        for entry in (1, 2, 3):
            mark(world, contest, juror, entry, 0 if entry == 1 else 4)
    return fresh(contest)


def voted(world: Any, held_clock: Any, contest: Contest, choices: list[tuple[str, ...]]) -> Contest:
    """The residents' vote is over; each seat in turn gives one of ``choices``."""
    manager = world.actor("community_manager")
    row: Ballot = contests.vote(manager, contest).ballot
    ballots.announce(manager, ballots.make_roll(manager, row))
    held_clock.forward(timedelta(days=2))
    row = ballots.open_ballot(manager, Ballot.objects.get(pk=row.pk))
    seats = Seat.objects.filter(box=row.box_id).order_by("door")
    for seat, choice in zip(seats, choices, strict=False):
        box_casting.cast(row.box, seat.key, (choice, ()))
    held_clock.forward(timedelta(days=12))
    ballots.publish(manager, ballots.close(manager, Ballot.objects.get(pk=row.pk)))
    return fresh(contest)


def published(world: Any, **more: Any) -> Contest:
    """The best stairway is honoured."""
    manager, contest = world.actor("community_manager"), marked(world, **more)
    return fresh(contests.publish(manager, contests.count(manager, contest)))
