"""What people said to statements: which comes next, the numbers, and what can honestly be said of groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet

from linli.contexts.assembly.models.statements import Answer, Statement, StatementState
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.queries.talk_rules import number
from linli.engines.tally.grouping import Opinion, Says, Verdict, View, find_groups

REMEMBERED = 300
"""Seconds for which groups are not looked for again; numbers are always counted anew."""
SHOWN_OF_GROUP = 4


def shown(topic: Topic) -> QuerySet[Statement]:
    """The statements that everybody sees, by number, with what people said."""
    rows = topic.statements.filter(state=StatementState.SHOWN)
    return _with_numbers(rows).order_by("number")


def _with_numbers(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    found: QuerySet[Statement] = rows.annotate(
        heard=Count("answers"),
        agree=Count("answers", filter=Q(answers__says=Answer.Says.AGREE)),
        disagree=Count("answers", filter=Q(answers__says=Answer.Says.DISAGREE)),
        passes=Count("answers", filter=Q(answers__says=Answer.Says.PASS)),
    )
    return found


def left_for(topic: Topic, voices: Sequence[str]) -> list[Statement]:
    """The statements to which somebody has said nothing yet: what few have heard comes first.

    Among equals each person has another order, so that not the same one always profits.
    """
    mine = Answer.objects.filter(statement__topic=topic, voice__in=voices).values("statement")
    rows = shown(topic).exclude(pk__in=mine).exclude(voice__in=voices)
    return sorted(rows, key=lambda one: (one.heard, _dealt(one, voices[0])))  # type: ignore[attr-defined]


def _dealt(one: Statement, voice: str) -> str:
    return sha256(f"{voice}/{one.pk}".encode()).hexdigest()


def said_by(topic: Topic, voices: Sequence[str]) -> dict[Any, Answer]:
    """What somebody said to the statements of a topic."""
    return {one.statement_id: one for one in Answer.objects.filter(statement__topic=topic, voice__in=voices)}


@dataclass(frozen=True, slots=True)
class Line:
    """One statement with its numbers, as everybody may see them."""

    number: int
    words: str
    heard: int
    agree: int
    disagree: int
    passes: int

    @property
    def is_told(self) -> bool:
        """Whether enough people said something for numbers to be shown."""
        return self.heard >= number("groups", "least_answers")

    @property
    def share(self) -> int:
        """How many of a hundred agree."""
        return round(100 * self.agree / self.heard) if self.heard else 0

    @property
    def share_against(self) -> int:
        """How many of a hundred do not."""
        return round(100 * self.disagree / self.heard) if self.heard else 0

    @property
    def against_from(self) -> int:
        """Where the bar of those who do not agree begins, from the left, of a hundred."""
        return 100 - self.share_against


@dataclass(frozen=True, slots=True)
class Camp:
    """People who answer alike, as a number and what sets them apart; never who they are."""

    people: int
    known_for: tuple[tuple[str, bool, int], ...]
    """Statement, whether they agree, and how many of a hundred of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What people think, as far as it can be said."""

    voices: int
    lines: tuple[Line, ...]
    verdict: str
    """``too_few_to_say``, ``no_separate_groups`` or ``groups``."""
    placed: int
    least: int
    together: tuple[tuple[Line, bool], ...]
    """What all groups agree on (or all do not), the strongest first."""
    camps: tuple[Camp, ...]


def picture(topic: Topic, *, fresh: bool = False) -> Picture:
    """The numbers of now; groups as they were found at most some minutes ago."""
    rows = list(shown(topic))
    lines = {
        str(one.pk): Line(one.number, one.words, one.heard, one.agree, one.disagree, one.passes)  # type: ignore[attr-defined]
        for one in rows
    }
    said = Answer.objects.filter(statement__in=rows)
    voices = said.values("voice").distinct().count()
    key = f"assembly.groups/{topic.pk}"
    found = None if fresh else cache.get(key)
    if found is None or set(found[3]) != set(lines):
        found = _found(said, int(topic.pk.hex[:8], 16), list(lines))
        cache.set(key, found, REMEMBERED)
    verdict, placed, (together, camps), _keys = found
    least = number("groups", "least_answers")
    return Picture(
        voices=voices,
        lines=tuple(lines.values()),
        verdict=verdict,
        placed=placed,
        least=number("groups", "least_voters"),
        together=tuple((lines[k], yes) for k, yes in together if lines[k].heard >= least),
        camps=tuple(
            Camp(people, tuple((lines[k].words, yes, share) for k, yes, share in known))
            for people, known in camps
        ),
    )


def _found(said: QuerySet[Answer], seed: int, keys: list[str]) -> tuple[Any, ...]:
    """Plain values, so that they can be kept: verdict, people with a place, what unites and what parts."""
    opinions = [
        Opinion(voice, str(statement), Says(says))
        for voice, statement, says in said.values_list("voice", "statement", "says")
    ]
    grouping = find_groups(opinions, seed=seed, least_voters=number("groups", "least_voters"))
    together = [(one.statement, one.says is Says.AGREE) for one in grouping.consensus]
    camps = []
    if grouping.verdict is Verdict.GROUPS:
        for group in grouping.groups:
            known = [
                (key, says is Says.AGREE, _share(group.views[key], says))
                for key, says in group.known_for[:SHOWN_OF_GROUP]
            ]
            camps.append((len(group.voters), known))
    if grouping.verdict is Verdict.TOO_FEW_TO_SAY:
        together = []
    return grouping.verdict.value, grouping.voters, (together, camps), keys


def _share(view: View, says: Says) -> int:
    said = view.agree if says is Says.AGREE else view.disagree
    return round(100 * said / view.answers) if view.answers else 0
