"""Past elections: both rules on the same ballots, side by side with what was declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Past
from linli.engines.tally import (
    Completion,
    Election,
    Outcome,
    TallyRefused,
    Utility,
    equal_shares,
    greedy,
    wanted_only,
)
from linli.engines.tally.explaining import served
from linli.kernel.actor import Actor
from linli.kernel.db import inside


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came."""

    title: str
    name: str
    fingerprint: str
    text: str


def title_of(election: Election, name: str) -> str:
    """What the file calls itself; its name where it says nothing."""
    about = election.about()
    said = " ".join(about.get(key, "") for key in ("description", "instance")).strip()
    return (said or name)[:120]


def fingerprint(data: bytes) -> str:
    """SHA-256 of the file, by which it is known again."""
    return sha256(data).hexdigest()


def story(election: Election) -> dict[str, Any]:
    """What everybody wants to compare, worked out once; money as the file writes it."""
    about = election.about()
    asked = wanted_only(election)
    completion = Completion.ADD1 if "add1" in about.get("rule", "") else Completion.ADD1U
    rules = {"greedy": _told(election, greedy(asked))}
    try:
        shares = equal_shares(asked, utility=Utility.COST, completion=completion)
    except TallyRefused:
        rules["equal_shares"] = None  # type: ignore[assignment]
    else:
        rules["equal_shares"] = _told(election, shares)
    declared = _declared(election)
    return {
        "budget": str(election.money(election.budget)), "currency": about.get("currency", ""),
        "vote_type": election.vote_type.value, "rule": about.get("rule", ""), "completion": completion.value,
        "rules": rules, "declared": declared and _sum(election, declared),
        "projects": _projects(election, declared, rules), "remarks": len(election.remarks),
        "short_of": _short_of(election),
        "place": " ".join(about.get(key, "") for key in ("country", "unit")).strip(),
        "dates": [about.get("date_begin", ""), about.get("date_end", "")],
    }  # fmt: skip


def _short_of(election: Election) -> int:
    """How many ballots fewer there are than the file itself says; 0 where it says nothing or less."""
    said = election.about().get("num_votes", "").strip()
    return max(int(said) - len(election.ballots), 0) if said.isdecimal() and len(said) < 10 else 0


def _told(election: Election, outcome: Outcome) -> dict[str, Any]:
    return _sum(election, list(outcome.winners))


def _sum(election: Election, winners: list[str]) -> dict[str, Any]:
    costs = {one.key: one.cost for one in election.projects}
    cost, here = sum(costs[key] for key in winners), served(election, winners)
    return {
        "winners": winners, "cost": str(election.money(cost)),
        "unspent": str(election.money(max(election.budget - cost, 0))),
        "served": here.with_a_winner, "served_percent": float(round(100 * here.share_with_a_winner, 1)),
    }  # fmt: skip


def _declared(election: Election) -> list[str]:
    """What the file says was chosen; empty where it says nothing."""
    if "selected" not in election.project_columns:
        return []
    at = election.project_columns.index("selected")
    found = (one for one in election.projects if at < len(one.cells))
    return [one.key for one in found if one.cells[at].strip() not in ("", "0")]


def _projects(
    election: Election, declared: list[str], rules: Mapping[str, dict[str, Any] | None]
) -> list[dict[str, Any]]:
    """Every project with its votes and by which rule it wins, most votes first."""
    votes: dict[str, int] = {one.key: 0 for one in election.projects}
    for ballot in election.ballots:
        for key in ballot.choices:
            if key in votes:
                votes[key] += 1
    won = {name: frozenset(told["winners"]) if told else frozenset() for name, told in rules.items()}
    rows = [
        {
            "key": one.key, "name": one.name, "cost": str(election.money(one.cost)), "votes": votes[one.key],
            "declared": one.key in declared, **{name: one.key in keys for name, keys in won.items()},
        }
        for one in election.projects
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -int(row["votes"]))


def seen(actor: Actor) -> QuerySet[Past]:
    """Those of one's communities, the newest first; without the file itself."""
    codes = actor.areas(policies.VIEW)
    near = inside("community__code", codes) | Q(community__code__in={code[:12] for code in codes})
    return Past.objects.filter(near).select_related("community").defer("text").order_by("-made_at", "-pk")


def one(actor: Actor, past_id: UUID) -> Past:
    """One of them; Past.DoesNotExist outside one's area."""
    return seen(actor).get(pk=past_id)


def grouped(amount: str) -> str:
    """An amount of the file as people read it: 1,040,337."""
    return f"{Decimal(amount):,}"


def with_grouped(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The same values with their amounts as people read them."""
    amounts = ("cost", "unspent", "budget")
    if told is None:
        return None
    return {key: grouped(value) if key in amounts else value for key, value in told.items()}
