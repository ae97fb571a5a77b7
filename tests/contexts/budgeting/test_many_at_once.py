"""Two hundred residents vote on a budget at the same moment, each pressing twice: none lost, none double."""

from datetime import date, timedelta
from typing import Any

from tests.builders.crowds import vote_at_once
from tests.builders.neighbours import neighbour

from linli.contexts.budgeting.commands import proposals, rounds, voting
from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.queries import counting
from linli.engines.tally.ballots import recount
from linli.kernel import clock
from linli.kernel.actor import Resident, linli
from linli.kernel.audit.trail import verify
from linli.kernel.ballots import boxes
from linli.kernel.ballots.models import Seat, Slip

VOTERS, HANDS = 200, 40
Voter = tuple[Resident, Any]


def _running(world: Any) -> Round:
    """A round whose box is open today."""
    manager, clerk, today = world.actor("community_manager"), world.actor("counter_clerk"), clock.today()
    told = {
        "title": "为民微实事", "words": "社区保障资金", "pool": 10_000_000, "caps": {}, "unit": "adult",
        "rule": "equal_shares", "utility": "cost", "completion": "add1u", "vote_kind": "approval", "most": 3,
        "purse": 10, "candidate_days": 3, "publicity_days": 3, "call_until": today - timedelta(days=20),
        "vote_from": today - timedelta(days=1), "vote_until": today + timedelta(days=5),
    }  # fmt: skip
    idea = {"words": "大家用", "category": "sport", "place": "花园"}
    with clock.standing_at(clock.now() - timedelta(days=25)):
        row = rounds.open_call(manager, rounds.plan(manager, world.community, told=told))
        found = [
            proposals.propose(linli("test"), row, told={**idea, "title": t}) for t in ("滑梯", "长椅", "扶手")
        ]
    with clock.standing_at(clock.now() - timedelta(days=15)):
        rounds.begin_screening(manager, row)
        for one in found:
            for actor in (manager, clerk):
                proposals.estimate(actor, one, fen=4_000_000, basis="询价")
            proposals.pass_screening(clerk, one)
        rounds.post_candidates(manager, rounds.begin_deliberating(manager, row))
    return voting.open_vote(manager, Round.objects.get(pk=row.pk))


def test_two_hundred_in_processes_of_their_own(committed_world) -> None:
    world, voters = committed_world, []
    for n in range(VOTERS):
        home = world.home(world.building1, 1 + n // 100, f"{1 + n % 100 // 20}{1 + n % 20:02d}")
        person = world.person(f"居民{n}", date(1970, 1, 1), home=home)
        voters.append((neighbour(world.actor("community_manager"), person, phone=f"137{n:08d}"), person.pk))
    row = _running(world)

    def vote(voter: tuple[int, Voter]) -> None:
        at, (resident, key) = voter
        voting.vote(resident, row, key=key, said=((str(1 + at % 3),), ()))

    assert vote_at_once(list(enumerate(voters)), HANDS, vote) == (VOTERS, VOTERS), "once, and once refused"
    assert Slip.objects.filter(box=row.box_id).count() == VOTERS
    assert Seat.objects.filter(box=row.box_id, voted=True).count() == VOTERS
    assert boxes.turnout(row.box).by_channel == {"online": VOTERS}
    assert list(verify()) == []
    with clock.standing_at(clock.now() + timedelta(days=7)):
        counted = voting.count_votes(world.actor("counter_clerk"), row)
    assert counted.story["ballots"] == VOTERS
    assert sum(one["votes"] for one in counted.story["projects"].values()) == VOTERS
    again = recount(counting.box_of(counted).published)
    assert (again.same, again.ballots) == (True, VOTERS)
