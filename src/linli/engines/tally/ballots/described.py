"""How does a published file say what was voted about, and by which rule?"""

from collections.abc import Mapping
from typing import Any

from linli.engines.tally.amounts import number, whole, written
from linli.engines.tally.ballots.votes import BudgetVote, OptionsVote, OwnersVote, Vote
from linli.engines.tally.budget_rule import BudgetRule, RuleName
from linli.engines.tally.greedy_rule import Caps, Order, Overflow
from linli.engines.tally.model import Election, Project, VoteType
from linli.engines.tally.quorum import InvalidBallots, Matter, Part, Silence
from linli.engines.tally.refusals import RefusalCode, TallyRefused
from linli.engines.tally.shares.rule import Completion
from linli.engines.tally.support import Utility
from linli.engines.tally.ties import TieRule, Ties

MATTERS = (
    "rule",
    "min_project_score_threshold",
    "max_length",
    "leftover_budget",
    "categories",
    "budget_per_category",
    "neighborhoods",
    "budget_per_neighborhood",
)
"""What a file may say of itself that a rule listens to."""
CAP_COLUMNS = ("category", "neighborhood")


def described(vote: Vote) -> dict[str, Any]:
    """The vote as plain values."""
    if isinstance(vote, OptionsVote):
        return {"kind": "options", "options": list(vote.options), "most": vote.most, "places": vote.places}
    if isinstance(vote, OwnersVote):
        return {
            "kind": "owners",
            "matter": vote.matter.value,
            "invalid": vote.invalid.value,
            "silence": vote.silence.value,
            "parts": [_part(one) for one in vote.parts],
        }
    election = vote.election
    about = election.about()
    return {
        "kind": "budget",
        "budget": written(election.budget, election.decimals),
        "decimals": election.decimals,
        "vote_type": election.vote_type.value,
        "point_decimals": election.point_decimals,
        "default_points": election.default_points,
        "most": vote.most,
        "about": {key: about[key] for key in MATTERS if key in about},
        "projects": [_project(one, election) for one in election.projects],
        "rule": _rule(vote.rule),
    }


def _project(project: Project, election: Election) -> dict[str, Any]:
    cells = dict(zip(election.project_columns, project.cells, strict=False))
    return {
        "id": project.key,
        "cost": written(project.cost, election.decimals),
        "name": project.name,
        **{column: cells[column] for column in CAP_COLUMNS if column in cells},
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "tag": part.key,
        "area": str(part.area),
        "owner": part.owner,
        "developer": part.held_by_developer,
        "served": part.ballot_served,
    }


def vote_of(head: Mapping[str, Any]) -> Vote:
    """The vote that plain values describe; KeyError, TypeError or ValueError where they do not."""
    kinds = {"options": _options_vote, "owners": _owners_vote, "budget": _budget_vote}
    if head["kind"] not in kinds:
        raise TallyRefused(RefusalCode.NOT_A_RECORD, str(head["kind"])[:40])
    return kinds[head["kind"]](head)


def _options_vote(head: Mapping[str, Any]) -> Vote:
    options = tuple(str(one) for one in head["options"])
    return OptionsVote(options, _whole(head["most"]), _whole(head["places"]))


def _owners_vote(head: Mapping[str, Any]) -> Vote:
    parts = tuple(
        Part(
            key=str(one["tag"]),
            area=number(str(one["area"])),
            owner=str(one["owner"]),
            held_by_developer=bool(one["developer"]),
            ballot_served=bool(one["served"]),
        )
        for one in head["parts"]
    )
    return OwnersVote(
        parts, Matter(head["matter"]), InvalidBallots(head["invalid"]), Silence(head["silence"])
    )


def _budget_vote(head: Mapping[str, Any]) -> Vote:
    decimals = _whole(head["decimals"])
    election = Election(
        projects=tuple(
            Project(
                key=str(one["id"]),
                cost=whole(number(str(one["cost"])), decimals),
                name=str(one["name"]),
                cells=tuple(str(one.get(column, "")) for column in CAP_COLUMNS),
            )
            for one in head["projects"]
        ),
        ballots=(),
        budget=whole(number(str(head["budget"])), decimals),
        vote_type=VoteType(head["vote_type"]),
        decimals=decimals,
        point_decimals=_whole(head["point_decimals"]),
        default_points=int(head["default_points"]),
        meta=tuple((str(key), str(value)) for key, value in head["about"].items()),
        project_columns=CAP_COLUMNS,
    )
    return BudgetVote(election, _rule_of(head["rule"]), _whole(head["most"]))


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(str(value)[:40])
    return value


def _rule(rule: BudgetRule) -> dict[str, Any]:
    ties = {"ties": [one.value for one in rule.ties.rules], "drawn_order": list(rule.ties.order)}
    if rule.name is RuleName.GREEDY:
        return {
            "name": rule.name.value,
            "order": rule.order.value,
            "threshold": rule.threshold,
            "overflow": rule.overflow and rule.overflow.value,
            "caps": rule.caps.value,
            **ties,
        }
    return {
        "name": rule.name.value,
        "utility": rule.utility.value,
        "completion": rule.completion.value,
        "exhaustive": rule.exhaustive,
        "raise_by": rule.raise_by,
        **ties,
    }


def _rule_of(told: Mapping[str, Any]) -> BudgetRule:
    ties = Ties(tuple(TieRule(one) for one in told["ties"]), tuple(told["drawn_order"]))
    if RuleName(told["name"]) is RuleName.GREEDY:
        return BudgetRule(
            RuleName.GREEDY,
            ties=ties,
            order=Order(told["order"]),
            threshold=None if told["threshold"] is None else _whole(told["threshold"]),
            overflow=told["overflow"] and Overflow(told["overflow"]),
            caps=Caps(told["caps"]),
        )
    return BudgetRule(
        RuleName.EQUAL_SHARES,
        ties=ties,
        utility=Utility(told["utility"]),
        completion=Completion(told["completion"]),
        exhaustive=bool(told["exhaustive"]),
        raise_by=None if told["raise_by"] is None else _whole(told["raise_by"]),
    )
