"""Rounds as plain values for programs: all that everybody may read, money in yuan with two places."""

from typing import Any

from linli.contexts.budgeting.models import Line, Milestone, Objection, Round, Score
from linli.contexts.budgeting.queries.board import COUNTED, Card, cards

AMOUNTS = ("missing", "started", "had", "each", "left", "room")


def line(one: Round) -> dict[str, Any]:
    """A round in a list."""
    return {
        "id": str(one.pk), "number": one.number, "title": one.title, "community": one.community.code,
        "state": one.state, "pool": two(one.pool), "rule": one.rule, "unit": one.unit,
        "call_until": one.call_until.isoformat(), "vote_from": one.vote_from.isoformat(),
        "vote_until": one.vote_until.isoformat(),
    }  # fmt: skip


def whole(one: Round) -> dict[str, Any]:
    """A round with its proposals, the result and why, the work, the accounts and the objections."""
    story = one.story if one.state in COUNTED else {}
    told = story.get("projects", {})
    steps, accounts, scores = _milestones(one), _lines(one), _scores(one)
    return {
        **line(one), "words": one.words, "vote_kind": one.vote_kind, "most": one.most,
        "points": one.purse if one.vote_kind == "points" else None,
        "rule_options": {
            "utility": one.utility, "completion": one.completion,
            "caps": {key: two(fen) for key, fen in one.caps.items()},
            "compound_caps": {key: two(fen) for key, fen in one.place_caps.items()},
        },
        "on_display_until": one.ends_on.isoformat() if one.ends_on else None,
        "fingerprint": one.box.fingerprint if one.box else "",
        "winners": story.get("winners", []), "cost": two(story.get("cost")),
        "unspent": two(story.get("unspent")), "share": two(story.get("share")),
        "ballots": story.get("ballots"), "entitled": story.get("entitled"), "aside": story.get("aside"),
        "channels": story.get("channels"), "ties": story.get("ties", []),
        "with_a_winner": story.get("served"), "with_a_winner_by_votes": story.get("served_by_votes"),
        "next": story.get("next") and {**story["next"], "missing": two(story["next"]["missing"])},
        "buildings": story.get("buildings", []),
        "proposals": [
            {**_proposal(card, told.get(card.row.key)), "milestones": steps.get(card.row.number, []),
             "account": accounts.get(card.row.number, []), "acceptances": scores.get(card.row.number, [])}
            for card in cards(one)
        ],
        "objections": [_objection(row) for row in one.objections.select_related("proposal").order_by("at")],
        "audit": one.audit_words or None, "cancelled_why": one.cancelled_why or None,
    }  # fmt: skip


def _proposal(card: Card, told: dict[str, Any] | None) -> dict[str, Any]:
    row: Any = card.row
    return {
        "number": row.number, "title": row.title, "words": row.words, "category": row.category,
        "place": row.place, "area": row.area.code if row.area else None, "state": row.state,
        "cost": two(row.cost), "wish": two(row.wish), "contract": two(row.contract), "paid": two(row.paid),
        "refused_under": row.clause or None, "refused_why": row.refused_why or None,
        "fallen_why": row.fallen_why or None, "place_won": row.place_won,
        "stands_in_for": row.stands_in_for.number if row.stands_in_for else None,
        "merged_into": row.merged_into.number if row.merged_into else None, "builder": row.builder or None,
        "chosen_how": row.chosen_how or None, "why": card.why or None, "score": card.stars,
        "scores": card.scored, "counted": told and _counted(told),
    }  # fmt: skip


def _counted(told: dict[str, Any]) -> dict[str, Any]:
    """The numbers behind the sentence."""
    found = {key: two(value) if key in AMOUNTS else value for key, value in told.items()}
    if "taken" in told:
        found["taken"] = [{"key": one["key"], "amount": two(one["fen"])} for one in told["taken"]]
    return found


def _milestones(one: Round) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Milestone.objects.filter(proposal__round=one).select_related("proposal").order_by("due_on", "pk")
    for row in rows:
        done = row.done_on.isoformat() if row.done_on else None
        told = {"words": row.words, "due_on": row.due_on.isoformat(), "done_on": done}
        found.setdefault(row.proposal.number, []).append(told)
    return found


def _lines(one: Round) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Line.objects.filter(proposal__round=one).select_related("proposal").order_by("on", "at")
    for row in rows:
        told = {"kind": row.kind, "on": row.on.isoformat(), "words": row.words, "amount": two(row.fen)}
        found.setdefault(row.proposal.number, []).append(told)
    return found


def _scores(one: Round) -> dict[int, list[dict[str, Any]]]:
    """Stars by the time that residents were asked; nobody's own words, which may tell who it was."""
    found: dict[int, dict[int, list[int]]] = {}
    rows = Score.objects.filter(proposal__round=one).values_list("proposal__number", "lap", "stars")
    for number, lap, stars in rows:
        found.setdefault(number, {}).setdefault(lap, []).append(stars)
    return {
        number: [
            {"time": lap, "stars": round(sum(stars) / len(stars), 2), "people": len(stars)}
            for lap, stars in sorted(laps.items())
        ]
        for number, laps in found.items()
    }


def _objection(row: Objection) -> dict[str, Any]:
    return {
        "on": row.at.date().isoformat(), "about": row.proposal.number if row.proposal else None,
        "words": row.words, "answer_by": row.answer_by.isoformat() if row.answer_by else None,
        "answer": row.answer or None, "upheld": row.upheld,
    }  # fmt: skip


def two(fen: int | None) -> str | None:
    """Yuan with two places; None where there is no amount."""
    return None if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
