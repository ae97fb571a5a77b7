"""What everybody reads without an account: rounds, candidates, results explained, accounts to the fen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from linli.contexts.budgeting.models import LineKind, Proposal, ProposalState, Round, RoundState
from linli.contexts.budgeting.queries import counting
from linli.contexts.budgeting.queries.rules import categories, clauses, usual, yuan

COUNTED = (
    RoundState.TALLY, RoundState.PUBLICITY, RoundState.CONFIRMED, RoundState.AUDIT, RoundState.CLOSED,
)  # fmt: skip


EARLY = (RoundState.CALL, RoundState.SCREEN, RoundState.DELIBERATE)
MOVED = (ProposalState.FALLEN,)
"""States whose reason is newer than that of the count."""


def printable(one: Round) -> dict[str, str]:
    """What can be printed of a round at this point, with its name."""
    found: dict[str, str] = {}
    if one.state in (RoundState.SETUP, RoundState.CANCELLED):
        return found
    found["proposals"] = _("提案汇编")
    if one.state not in EARLY:
        found |= {"candidates": _("候选项目手册"), "a4": _("海报 A4"), "a3": _("海报 A3")}
    if one.state in COUNTED:
        found |= {"result": _("结果和说明"), "accounts": _("项目和账目")}
    return found


def rounds(code: str) -> QuerySet[Round]:
    """Rounds of a community that residents may know of."""
    rows = Round.objects.filter(community__code=code).exclude(state=RoundState.SETUP)
    return rows.select_related("community").order_by("-made_at", "-pk")


def public(round_id: UUID) -> Round:
    """A round that residents may know of; Round.DoesNotExist otherwise."""
    rows = Round.objects.exclude(state=RoundState.SETUP).select_related("community", "box")
    return rows.get(pk=round_id)


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as everybody reads it."""

    row: Proposal
    category: str
    cost: str
    why: str
    contract: str
    paid: str
    stars: float | None
    scored: int


def cards(one: Round) -> list[Card]:
    """All proposals of a round with their accounts; one query."""
    total = {kind: Sum("lines__fen", filter=Q(lines__kind=kind)) for kind in LineKind.values}
    rows = (
        one.proposals.select_related("area", "merged_into", "stands_in_for")
        .order_by("number")
        .annotate(**total)
    )
    this_time = Q(scores__lap=F("lap"))
    scored = one.proposals.annotate(
        s=Avg("scores__stars", filter=this_time), n=Count("scores", filter=this_time)
    )
    scores = {pk: (stars, n) for pk, stars, n in scored.values_list("pk", "s", "n")}
    names = {row.key: row.title for row in rows}
    return [_card(row, one, names, scores[row.pk]) for row in rows]


def _card(row: Any, one: Round, names: Mapping[str, str], scored: tuple[float | None, int]) -> Card:
    category = categories().get(row.category)
    told = one.story.get("projects", {}).get(row.key) if one.state in COUNTED else None
    amount = row.cost if row.cost is not None else row.wish
    reason = why(told, names) if told and row.state not in MOVED else refusal(row)
    return Card(
        row, category.label if category else row.category, yuan(amount), reason, yuan(row.contract),
        yuan(row.paid), scored[0], scored[1],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lap:
    """What residents said when they were asked for the first, second … time."""

    number: int
    stars: float
    scored: int


def laps(row: Proposal) -> list[Lap]:
    """Every time that residents looked at the finished work, the first first."""
    found = row.scores.values_list("lap").annotate(s=Avg("stars"), n=Count("pk")).order_by("lap")
    return [Lap(number, stars, scored) for number, stars, scored in found]


def refusal(row: Proposal) -> str:
    """Why it is not on the ballot, or was not done, in words; empty for the others."""
    if row.state == ProposalState.FALLEN:
        return _("选上后做不成了：%(why)s") % {"why": row.fallen_why}
    if row.state in (ProposalState.REFUSED, ProposalState.OBJECTED, ProposalState.REFUSED_FOR_GOOD):
        found = clauses().get(row.clause)
        return f"{found.label if found else row.clause}：{row.refused_why}"
    if row.merged_into is not None:
        return _("并入了第 %(n)s 号“%(title)s”") % {
            "n": row.merged_into.number,
            "title": row.merged_into.title,
        }
    return ""


def why(told: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Why a project won or did not, in a sentence with its numbers."""
    values = {
        "votes": told["votes"], "missing": yuan(told["missing"]), "each": yuan(told.get("each")),
        "had": yuan(told.get("had")), "left": yuan(told.get("left")), "place": told.get("place"),
        "taker": _largest(told.get("taken", ()), names), "room": yuan(told.get("room")),
        "cap": told.get("cap_place") or cap_words(told.get("cap", "")),
    }  # fmt: skip
    sentences = {
        "paid_by_supporters": _("选上了：%(votes)s 位支持者每人最多出 %(each)s，凑够了它的费用。"),
        "free": _("选上了：它不花钱，有 %(votes)s 人支持。"),
        "added_with_the_rest": _("选上了：大家的份额用完后还有余钱，按票数补进来，有 %(votes)s 人支持。"),
        "no_supporters": _("没选上：没有人投它。"),
        "too_dear_from_the_start": _("没选上：%(votes)s 位支持者的份额加在一起还差 %(missing)s。"),
        "money_spent_on_others": _(
            "没选上：%(votes)s 位支持者的钱先用在了别的项目（最多的是“%(taker)s”），还差 %(missing)s。"
        ),
        "won": _("选上了：%(votes)s 票，轮到它时还有 %(left)s。"),
        "does_not_fit": _("没选上：%(votes)s 票，轮到它时只剩 %(left)s，差 %(missing)s。"),
        "below_threshold": _("没选上：%(votes)s 票，没有达到最低票数。"),
        "after_stop": _("没选上：%(votes)s 票，前面的项目已经用完了钱。"),
        "above_cap": _("没选上：%(votes)s 票，轮到它时“%(cap)s”的上限里只剩 %(room)s，差 %(missing)s。"),
    }
    return sentences[told["why"]] % values


def cap_words(cap: str) -> str:
    """The cap of a category as people name it."""
    name = cap.partition(":")[2]
    known = categories().get(name)
    return known.label if known else name


def _largest(taken: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    best = max(taken, key=lambda one: int(one["fen"]), default=None)
    return names.get(best["key"], "") if best else ""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a round in words."""

    story: Mapping[str, Any]
    cost: str
    unspent: str
    share: str
    next_title: str
    next_missing: str
    served_percent: int
    greedy_percent: int
    smallest: int
    is_shares: bool


def result(one: Round) -> Result | None:
    """The result, once it was counted."""
    if one.state not in COUNTED or not one.story:
        return None
    told = one.story
    near = told["next"]
    titles = {row.key: row.title for row in counting.candidates(one)}
    ballots = max(told["ballots"], 1)
    return Result(
        told, yuan(told["cost"]), yuan(told["unspent"]), yuan(told["share"]),
        titles.get(near["key"], "") if near else "", yuan(near["missing"]) if near else "",
        round(100 * told["served"] / ballots), round(100 * told["served_by_votes"] / ballots),
        usual("smallest"), one.rule == "equal_shares",
    )  # fmt: skip
