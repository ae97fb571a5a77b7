"""Rounds of a participatory budget at any point of their life, and neighbours with phones."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from linli.contexts.budgeting.commands import proposals, rounds, voting, works
from linli.contexts.budgeting.models import Proposal, Round
from linli.contexts.registry import api as registry
from linli.kernel.actor import Resident
from tests.builders.neighbours import neighbour

TODAY = date(2026, 3, 11)
PLAN = {
    "title": "2026 年为民微实事", "words": "社区保障资金 10 万元，做大家都用得上的小事。", "pool": 10_000_000,
    "caps": {}, "unit": "adult", "rule": "equal_shares", "utility": "cost", "completion": "add1u",
    "vote_kind": "approval", "most": 3, "purse": 10, "candidate_days": 3, "publicity_days": 3,
    "call_until": date(2026, 3, 20), "vote_from": date(2026, 3, 26), "vote_until": date(2026, 3, 31),
}  # fmt: skip
IDEAS = (
    ("儿童滑梯换新", "sport", 6_000_000),
    ("楼道扶手", "safety", 4_000_000),
    ("花园长椅", "green", 3_000_000),
)


class Shares:
    """A community with a manager, a clerk, a worker, an officer and some neighbours."""

    def __init__(self, world: Any, clock: Any) -> None:
        self.world, self.clock = world, clock
        self.manager, self.clerk = world.actor("community_manager"), world.actor("counter_clerk")
        self.worker = world.actor("grid_worker", world.grid1)
        self.officer = world.actor("subdistrict_officer", world.subdistrict)
        self._phones = count(1)

    def neighbour(self, name: str, number: str, building: Any = None) -> Resident:
        """An adult with a phone at a door of building 1."""
        home = self.world.home(building or self.world.building1, 1, number)
        person = self.world.person(name, home=home)
        return neighbour(self.manager, person, phone=f"1380000{next(self._phones):04d}")

    def door(self, number: str) -> Any:
        """A door of building 1."""
        return registry.door(self.manager, self.world.home(self.world.building1, 1, number).pk)

    def until(self, day: date) -> None:
        """Let the days go by."""
        self.clock.forward(timedelta(days=(day - self._today()).days))

    def _today(self) -> date:
        from linli.kernel import clock

        return clock.today()

    def planned(self, **more: Any) -> Round:
        """A round that nobody was asked about yet."""
        return rounds.plan(self.manager, self.world.community, told={**PLAN, **more})

    def called(self, **more: Any) -> Round:
        """Residents may propose."""
        return rounds.open_call(self.manager, self.planned(**more))

    def propose(self, one: Round, who: Resident, at: int = 0, **more: Any) -> Proposal:
        """One of the ideas."""
        title, category, wish = IDEAS[at]
        told = {"title": title, "words": f"{title}，大家都用得上。", "category": category,
                "place": "中心花园",                "wish": wish, **more}  # fmt: skip
        return proposals.propose(who, one, told=told)

    def screened(self, who: Resident, **more: Any) -> Round:
        """Three ideas that passed."""
        one = self.called(**more)
        found = [self.propose(one, who, at) for at in range(len(IDEAS))]
        self.until(date(2026, 3, 21))
        one = rounds.begin_screening(self.manager, one)
        for row in found:
            self.passed(row)
        return one

    def passed(self, row: Proposal, fen: int = 0) -> Proposal:
        """Two people found what it costs, and nothing speaks against it."""
        for actor in (self.manager, self.clerk):
            proposals.estimate(actor, row, fen=fen or row.wish or 1_000_000, basis="三家询价")
        return proposals.pass_screening(self.clerk, row)

    def voting(self, who: Resident, **more: Any) -> Round:
        """The box is open."""
        one = rounds.begin_deliberating(self.manager, self.screened(who, **more))
        one = rounds.post_candidates(self.manager, one)
        self.until(date(2026, 3, 26))
        return voting.open_vote(self.manager, Round.objects.get(pk=one.pk))

    def cast(self, one: Round, who: Resident, *keys: str) -> str:
        """A ballot by phone; the receipt."""
        key = who.homes[0].person
        return voting.vote(who, one, key=key, said=(keys, ()))

    def counted(self, one: Round) -> Round:
        """The day after the vote."""
        self.until(date(2026, 4, 1))
        return voting.count_votes(self.clerk, one)

    def confirmed(self, one: Round) -> Round:
        """The result hung out."""
        one = rounds.post_result(self.manager, one)
        self.until(date(2026, 4, 5))
        return rounds.confirm(self.manager, one)

    def built(self, row: Proposal) -> Proposal:
        """The work is done."""
        works.procure(self.manager, row)
        return works.begin_work(self.manager, row, builder="本地园林公司", how="三家比价")
