"""How a result came about, turn by turn, and what became of the money of one project's supporters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linli.contexts.budgeting.models import Proposal, Round, Rule
from linli.contexts.budgeting.queries import board, counting
from linli.contexts.budgeting.queries.rules import yuan


@dataclass(frozen=True, slots=True)
class Turn:
    """One project when its turn came."""

    number: int
    project: Proposal
    votes: int
    won: bool
    cost: str
    each: str
    """What a supporter paid at most; empty under the rule that goes by votes."""
    left: str
    """What was left of the pool afterwards."""
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """The whole way to a result."""

    turns: tuple[Turn, ...]
    others: tuple[Turn, ...]
    """Projects that never had a turn: their supporters could not pay for them."""
    only_here: tuple[str, ...]
    only_by_votes: tuple[str, ...]
    """Titles of what won by only one of both rules."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What the supporters of a project spent on another one."""

    title: str
    amount: str


@dataclass(frozen=True, slots=True)
class Purse:
    """The money of one project's supporters."""

    votes: int
    started: str
    had: str
    missing: str
    taken: tuple[Spent, ...]


def way(one: Round) -> Way | None:
    """How the result came about; None before the count."""
    if board.result(one) is None:
        return None
    rows = {row.key: row for row in counting.candidates(one)}
    names = {key: row.title for key, row in rows.items()}
    told: Mapping[str, Mapping[str, Any]] = one.story["projects"]
    order = "turn" if one.rule == Rule.GREEDY else "place"
    first = sorted((key for key in told if told[key].get(order)), key=lambda key: told[key][order])
    left, turns = one.pool, []
    for number, key in enumerate(first, 1):
        if told[key]["place"]:
            left -= rows[key].cost or 0
        turns.append(_turn(number, rows[key], told[key], names, left))
    rest = sorted((key for key in told if key not in first), key=lambda key: -told[key]["votes"])
    others = tuple(_turn(0, rows[key], told[key], names, left) for key in rest)
    return Way(
        tuple(turns), others, tuple(names[key] for key in one.story["only_here"]),
        tuple(names[key] for key in one.story["only_by_votes"]),
    )  # fmt: skip


def _turn(number: int, row: Proposal, told: Mapping[str, Any], names: Mapping[str, str], left: int) -> Turn:
    return Turn(
        number, row, told["votes"], bool(told["place"]), yuan(row.cost), yuan(told.get("each")), yuan(left),
        board.why(told, names),
    )  # fmt: skip


def purse(one: Round, row: Proposal) -> Purse | None:
    """Where the shares of its supporters went; None by votes, before the count, and without supporters."""
    told = one.story.get("projects", {}).get(row.key) if one.state in board.COUNTED else None
    if not told or "started" not in told or not told["votes"]:
        return None
    names = {other.key: other.title for other in counting.candidates(one)}
    taken = tuple(Spent(names.get(t["key"], t["key"]), yuan(t["fen"])) for t in told["taken"] if t["fen"])
    missing = yuan(told["missing"]) if told["missing"] else ""
    return Purse(told["votes"], yuan(told["started"]), yuan(told["had"]), missing, taken)
