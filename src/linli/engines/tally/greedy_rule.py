"""Who wins when the most wanted project is funded first, then the next, as long as money lasts?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from linli.engines.tally.amounts import number, whole
from linli.engines.tally.caps import Room, room
from linli.engines.tally.model import Election
from linli.engines.tally.outcome import GreedyOutcome, NextInLine, Step, Verdict
from linli.engines.tally.refusals import TallyRefused
from linli.engines.tally.support import Support, support
from linli.engines.tally.ties import BY_LIST, Precedence, Tie, Ties, precedence


class Order(StrEnum):
    """What makes a project go first."""

    SCORE = "score"
    """More points; more votes where ballots have no points."""
    VOTES = "votes"
    """More ballots that support it."""
    SCORE_PER_COST = "score_per_cost"
    """More points for the money; what costs nothing goes first."""


class Overflow(StrEnum):
    """What happens at a project that costs more than is left."""

    SKIP = "skip"
    """It is passed over, and cheaper ones after it may still win."""
    STOP = "stop"
    """The count ends."""


class Caps(StrEnum):
    """Whether limits for categories, as the file states them, bind the count."""

    IGNORED = "ignored"
    KEPT = "kept"


def greedy(
    election: Election,
    *,
    order: Order = Order.SCORE,
    threshold: int | None = None,
    overflow: Overflow | None = None,
    ties: Ties = BY_LIST,
    caps: Caps = Caps.IGNORED,
) -> GreedyOutcome:
    """The most wanted first, each as it fits; Pabulib's greedy, greedy-threshold and greedy-no-skip.

    ``threshold`` (least score) and ``overflow`` are by default what the file says.  A threshold of 0 funds
    even what nobody voted for when money is left (see ``wanted_only``).  Where caps are kept,
    what they held back may still be funded from what is left, if the file has a ``leftover_budget`` rule.
    """
    found = support(election)
    if threshold is None:
        threshold = threshold_of(election)
    if overflow is None:
        overflow = Overflow.STOP if "no-skip" in election.about().get("rule", "") else Overflow.SKIP
    first = precedence(found, ties)
    turns = _turns(found, order, first)
    count = _Count(election.budget, overflow, threshold, room(election) if caps is Caps.KEPT else None)
    steps = [count.turn(found, one) for one in turns]
    if caps is Caps.KEPT and election.about().get("leftover_budget", "").strip():
        held = [one for one, step in zip(turns, steps, strict=True) if step.verdict is Verdict.ABOVE_CAP]
        count.room = None
        steps += [count.turn(found, one) for one in held]
    return _outcome(found, tuple(steps), count, _ties(found, order, first, steps), caps)


def threshold_of(election: Election) -> int:
    """The least score that the file asks for, in parts of points; 0 where it asks for none."""
    try:
        return whole(number(election.about()["min_project_score_threshold"]), election.point_decimals)
    except (KeyError, TallyRefused):
        return 0


def rest_of(found: Support, winners: Sequence[int], left: int, first: Precedence) -> list[int]:
    """What the most wanted first would still add with the money that is left."""
    added = []
    for one in _turns(found, Order.SCORE, first):
        if one not in winners and found.costs[one] <= left:
            added.append(one)
            left -= found.costs[one]
    return added


def wanted_only(election: Election) -> Election:
    """The election without the projects that no ballot names, which a rule might fund with what is left."""
    named = frozenset(key for ballot in election.ballots for key in ballot.choices)
    return replace(election, projects=tuple(one for one in election.projects if one.key in named))


def _value(found: Support, order: Order, one: int) -> Fraction | float:
    if order is Order.VOTES:
        return found.votes[one]
    if order is Order.SCORE:
        return found.scores[one]
    return Fraction(found.scores[one], found.costs[one]) if found.costs[one] else float("inf")


def _turns(found: Support, order: Order, first: Precedence) -> list[int]:
    return sorted(range(len(found.keys)), key=lambda one: (-_value(found, order, one), first.place[one]))


@dataclass(slots=True)
class _Count:
    """Money while the turns go by."""

    left: int
    overflow: Overflow
    threshold: int
    room: Room | None
    stopped: bool = False

    def turn(self, found: Support, one: int) -> Step:
        key, cost = found.keys[one], found.costs[one]
        verdict = self._verdict(key, cost, found.scores[one])
        step = Step(key, found.scores[one], cost, self.left, verdict)
        if verdict is Verdict.ABOVE_CAP and self.room:
            cap, room = self.room.tightest(key)
            step = replace(step, cap=cap, room=room)
        if verdict is Verdict.WON:
            self.left -= cost
            if self.room:
                self.room.take(key, cost)
        return step

    def _verdict(self, key: str, cost: int, score: int) -> Verdict:
        if score < self.threshold:
            return Verdict.BELOW_THRESHOLD
        if self.stopped:
            return Verdict.AFTER_STOP
        if cost > self.left:
            self.stopped = self.overflow is Overflow.STOP
            return Verdict.DOES_NOT_FIT
        return Verdict.WON if self.room is None or self.room.has(key, cost) else Verdict.ABOVE_CAP


def _ties(found: Support, order: Order, first: Precedence, steps: Sequence[Step]) -> tuple[Tie, ...]:
    """The ties that mattered: alike in what goes first, and not alike in what became of them."""
    place_of = {key: place for place, key in enumerate(found.keys)}
    verdicts = {place_of[step.project]: step.verdict for step in steps}
    alike: dict[Fraction | float, list[int]] = {}
    for one in verdicts:
        alike.setdefault(_value(found, order, one), []).append(one)
    return tuple(
        first.told(tied)
        for tied in alike.values()
        if len({verdicts[one] is Verdict.WON for one in tied}) == 2
    )


def _outcome(
    found: Support, steps: tuple[Step, ...], count: _Count, ties: tuple[Tie, ...], caps: Caps
) -> GreedyOutcome:
    winners = tuple(step.project for step in steps if step.verdict is Verdict.WON)
    costs = dict(zip(found.keys, found.costs, strict=True))
    short = (step for step in steps if step.verdict is Verdict.DOES_NOT_FIT)
    following = next(short, None)
    return GreedyOutcome(
        winners=winners,
        cost=sum(costs[key] for key in winners),
        unspent=count.left,
        ties=ties,
        next_in_line=NextInLine(following.project, Fraction(following.cost - count.left))
        if following
        else None,
        steps=steps,
        threshold=count.threshold,
        stops=count.overflow is Overflow.STOP,
        with_caps=caps is Caps.KEPT,
    )
