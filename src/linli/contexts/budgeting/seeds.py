"""Two rounds in the first community: one built and waiting for residents to look, one in its voting days."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.contexts.budgeting.commands import papers, proposals, rounds, voting, works
from linli.contexts.budgeting.models import Proposal, ProposalState, Round
from linli.contexts.budgeting.queries import counting
from linli.contexts.registry import api as registry
from linli.kernel import clock, packs
from linli.kernel.access import queries as access
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.ballots import casting

Progress = Callable[[str, int, int], None]
VOTES = {"done": 80, "voting": 30}
PLAN: dict[str, Any] = {
    "unit": "adult", "rule": "equal_shares", "utility": "cost", "completion": "add1u",
    "vote_kind": "approval", "most": 3, "purse": 10, "caps": {}, "candidate_days": 5, "publicity_days": 7,
}  # fmt: skip


def share_out(communities: Sequence[str], progress: Progress) -> None:
    """Both rounds, where there is a manager and a clerk."""
    if Round.objects.exists() or not communities:
        return
    progress("参与式预算", 0, 2)
    people = _Staff(communities[0])
    if people.manager and people.clerk:
        people.vote(people.begun("done", 200, "2025 年为民微实事", 11_000_000), "done", 158)
        progress("参与式预算", 1, 2)
        people.vote(people.begun("voting", 42, "2026 年为民微实事", 9_000_000), "voting", 0)
    progress("参与式预算", 2, 2)


class _Staff:
    """Those who lead a round."""

    def __init__(self, code: str) -> None:
        self.community = Area.objects.get(code=code)
        self.manager = _worker("community_manager", code)
        self.clerk = _worker("counter_clerk", code)
        self.chance = random.Random(6)  # noqa: S311 - a demonstration, always the same

    def begun(self, which: str, days: int, title: str, pool: int) -> Round:
        """From the plan to the posted candidates; ``days`` ago it was planned."""
        manager, clerk = self._both()
        start = clock.today() - timedelta(days=days)
        told = {
            **PLAN, "title": title, "pool": pool,
            "words": "社区保障资金。做大家都用得上的小事，不用于个人开支和别的单位该做的事。",
            "call_until": start + timedelta(days=20), "vote_from": start + timedelta(days=35),
            "vote_until": start + timedelta(days=49),
        }  # fmt: skip
        with _on(start):
            one = rounds.open_call(manager, rounds.plan(manager, self.community, told=told))
            rows = [(row, self._propose(one, row)) for row in packs.pack("budgeting_demo")["proposal"]
                    if row["round"] == which]  # fmt: skip
        with _on(start + timedelta(days=21)):
            one = rounds.begin_screening(manager, one)
            for row, made in rows:
                if "clause" in row:
                    proposals.refuse(clerk, made, clause=row["clause"], reason=row["why"])
                    continue
                for actor, basis in ((clerk, "三家询价的平均"), (manager, "去年同类工程的单价")):
                    proposals.estimate(actor, made, fen=row["yuan"] * 100, basis=basis)
                proposals.pass_screening(clerk, made)
            one = rounds.post_candidates(manager, rounds.begin_deliberating(manager, one))
        with _on(start + timedelta(days=35)):
            return voting.open_vote(manager, Round.objects.get(pk=one.pk))

    def _propose(self, one: Round, row: dict[str, Any]) -> Proposal:
        told = {key: row[key] for key in ("title", "words", "category", "place")}
        return proposals.propose(linli("demo"), one, told={**told, "wish": row.get("yuan", 0) * 100})

    def vote(self, one: Round, which: str, ago: int) -> None:
        """Neighbours vote; the older round is counted and built."""
        love = {row["title"]: row.get("love", 1) for row in packs.pack("budgeting_demo")["proposal"]}
        found = counting.candidates(one)
        keys, weights = [row.key for row in found], [love[row.title] for row in found]
        if one.box is None:
            return
        with _on(one.vote_from):
            for seat in one.box.seats.order_by("-pk")[: VOTES[which]]:
                chosen = list(dict.fromkeys(self.chance.choices(keys, weights, k=3)))
                casting.cast(one.box, seat.key, (chosen, ()))
        if not ago:
            self._take_in(one)
        else:
            self._carry_out(one, clock.today() - timedelta(days=ago - 8))

    def _take_in(self, one: Round) -> None:
        """A neighbour voted on paper at the counter, and nobody else has looked at it yet."""
        _manager, clerk = self._both()
        seat = one.box.seats.filter(voted=False).order_by("pk").first() if one.box else None
        person = registry.members([UUID(seat.key)]).get(UUID(seat.key)) if seat else None
        if person is None or person.home is None:
            return
        door, asked = registry.door(clerk, person.home), {"person": person.key, "way": "counter"}
        papers.hand_in(clerk, Round.objects.get(pk=one.pk), door, key=person.key, asked=asked)

    def _carry_out(self, one: Round, after: date) -> None:
        manager, clerk = self._both()
        with _on(after):
            one = rounds.post_result(manager, voting.count_votes(clerk, Round.objects.get(pk=one.pk)))
        with _on(after + timedelta(days=8)):
            one = rounds.confirm(manager, one)
            for row in Proposal.objects.filter(round=one, state=ProposalState.CHOSEN):
                self._build(manager, row)

    def _build(self, manager: Actor, row: Proposal) -> None:
        works.procure(manager, row)
        works.begin_work(manager, row, builder="本地施工队", how="三家比价，居民代表到场")
        row = Proposal.objects.get(pk=row.pk)
        step = works.plan_milestone(manager, row, words="施工完成", due_on=clock.today())
        cost = (row.cost or 0) - 50_025
        for kind, words in (("contract", "施工合同"), ("paid", "验收后付款")):
            told = {"kind": kind, "fen": cost, "on": clock.today(), "words": words}
            works.write_line(manager, row, told=told)
        works.finish_milestone(manager, row, step, on=clock.today())
        works.ask_acceptance(manager, row)

    def _both(self) -> tuple[Actor, Actor]:
        if self.manager is None or self.clerk is None:
            raise LookupError
        return self.manager, self.clerk


def _on(day: date) -> Any:
    moment = timezone.make_aware(datetime.combine(day, time(9, 30)))
    return clock.standing_at(min(moment, clock.now()))


def _worker(role: str, code: str) -> Actor | None:
    held = access.in_force().filter(role=role, area__code__startswith=code).select_related("account")
    grant = held.order_by("area__code", "pk").first()
    if grant is None:
        return None
    return access.actor_for(grant.account_id, grant.account.name, grant.account.organisation_id)
