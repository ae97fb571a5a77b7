"""Can anybody count again? The anonymised ballots with rule and result in one file, and the second count."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from linli.engines.tally.ballots.casting import Counted
from linli.engines.tally.ballots.described import described, vote_of
from linli.engines.tally.ballots.votes import Marked, Result, Vote, breaks_the_form, result
from linli.engines.tally.refusals import RefusalCode, TallyRefused

FORMAT = "linli ballots 1"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Recount:
    """A published file counted again."""

    result: Result
    published: Result
    same: bool
    """Whether the result agrees in every field and every ballot keeps the form."""
    different: tuple[str, ...]
    """Fields of the result that do not agree."""
    faulty: tuple[str, ...]
    """Tags of ballots that say more than is allowed; they were counted as they stand."""
    ballots: int


def marked(counted: Counted, tags: Mapping[str, str]) -> tuple[Marked, ...]:
    """The ballots that count, ready to be published; ``tags`` says the tag of each ballot by its key."""
    if missing := [one.key for one in counted.ballots if one.key not in tags]:
        raise TallyRefused(RefusalCode.REPEATED_BALLOT, missing[0])
    return tuple(Marked(tags[one.key], one.choices, one.points) for one in counted.ballots)


def record(vote: Vote, ballots: Sequence[Marked], *, title: str, salt: str) -> str:
    """The file that is published: rule, ballots in the order of their tags, result.

    The order of tags is by chance, so it does not tell who voted when; time, channel and voter are not there.
    """
    tags = [one.tag for one in ballots]
    if len(set(tags)) < len(tags) or not all(tags):
        raise TallyRefused(RefusalCode.REPEATED_BALLOT)
    ordered = sorted(ballots, key=lambda one: one.tag)
    lines = [_line(_ballot(one)) for one in ordered]
    head = {"format": FORMAT, "title": title, "salt": salt, **described(vote)}
    return "\n".join(
        (
            "{",
            f'"election": {json.dumps(head, ensure_ascii=False, indent=1)},',
            '"ballots": [',
            ",\n".join(lines),
            "],",
            f'"result": {json.dumps(result(vote, ordered), ensure_ascii=False, indent=1)}',
            "}",
            "",
        )
    )


def recount(text: str) -> Recount:
    """A published file counted again from its ballots; refused where it is no such file."""
    try:
        vote, ballots, published = _read(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as reason:
        if isinstance(reason, TallyRefused):
            raise
        raise TallyRefused(RefusalCode.NOT_A_RECORD, str(reason)[:60]) from None
    if len({one.tag for one in ballots}) < len(ballots):
        raise TallyRefused(RefusalCode.REPEATED_BALLOT)
    again = result(vote, ballots)
    fields = dict.fromkeys((*again, *published))
    different = tuple(one for one in fields if again.get(one) != published.get(one))
    faulty = tuple(one.tag for one in ballots if breaks_the_form(vote, one))
    return Recount(again, published, not different and not faulty, different, faulty, len(ballots))


def _read(told: Mapping[str, Any]) -> tuple[Vote, list[Marked], Result]:
    head, published = told["election"], told["result"]
    if head["format"] != FORMAT or not isinstance(published, dict):
        raise TallyRefused(RefusalCode.NOT_A_RECORD, str(head["format"])[:40])
    ballots = [
        Marked(one["tag"], _all(str, one["choices"]), _all(int, one.get("points", [])))
        for one in told["ballots"]
    ]
    return vote_of(head), ballots, published


def _all(kind: type[Value], values: object) -> tuple[Value, ...]:
    if not isinstance(values, list) or not all(type(one) is kind for one in values):
        raise TypeError(str(values)[:40])
    return tuple(values)


def found_by(text: str, tag: str) -> Marked | None:
    """The ballot with a tag in a published file; None when it is not there."""
    for one in json.loads(text)["ballots"]:
        if one["tag"] == tag:
            return Marked(tag, tuple(one["choices"]), tuple(one.get("points", ())))
    return None


def fingerprint(text: str) -> str:
    """A short name of exactly this file, to be posted on paper before anybody could change it."""
    return sha256(text.encode()).hexdigest()


def _ballot(one: Marked) -> dict[str, object]:
    said: dict[str, object] = {"tag": one.tag, "choices": list(one.choices)}
    return {**said, "points": list(one.points)} if one.points else said


def _line(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
