"""Who should get a request by the community's rules, and why; and what is wrong with the rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone, translation

from linli.contexts.service_requests.models import Channel, Kind, Request
from linli.contexts.service_requests.models.rules import RoutingRule
from linli.contexts.service_requests.queries import words
from linli.engines.routing import Facts, Finding, Known, Rule, Verdict, decide, explain, lint, rules_from
from linli.kernel import clock
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation
from linli.kernel.workdays.calendar import work_calendar

CODE = re.compile(r"\d{9,15}(?:[A-Z]\d+)*")
"""The code of a place."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """To whom the rules would give it, what else they set, and why."""

    unit: Organisation | None
    category: str
    urgency: str
    reason: str
    rule: str = ""


def rules_of(area_code: str, *, with_off: bool = False) -> list[RoutingRule]:
    """The rules that a request at a place meets: the community's own in order, then the subdistrict's."""
    scopes = [area_code[:n] for n in range(1, len(area_code) + 1)]
    rows = RoutingRule.objects.filter(scope__code__in=scopes).select_related("scope", "unit")
    if not with_off:
        rows = rows.filter(is_on=True)
    return sorted(rows, key=lambda row: (-len(row.scope.code), row.position, row.pk))


def compiled(rows: Sequence[RoutingRule]) -> tuple[Rule, ...]:
    """The rules as the engine reads them, with names for keys, so that its sentences can be read."""
    return rules_from([_as_read(row) for row in rows])


def _as_read(row: RoutingRule) -> dict[str, object]:
    when = dict(row.when)
    for entry, name in (("categories", _category), ("channels", _channel), ("kinds", _kind)):
        if entry in when:
            when[entry] = [name(key) for key in when[entry]]
    return {
        **when, "name": row.name, "unit": row.unit.name,
        "category": _category(row.category) if row.category else "", "urgency": row.urgency,
        "since": row.since.isoformat() if row.since else None,
        "until": row.until.isoformat() if row.until else None,
    }  # fmt: skip


def _category(key: str) -> str:
    known = words.categories().get(key)
    return known.name if known else key


def _channel(key: str) -> str:
    return _chinese(Channel, key)


def _kind(key: str) -> str:
    return _chinese(Kind, key)


def _chinese(choices: type[TextChoices], key: str) -> str:
    """The engine's sentences are Chinese, whoever reads."""
    with translation.override("zh-hans"):
        return str(dict(choices.choices).get(key, key))


def _spoken(sentence: str) -> str:
    """The sentence with the names of places instead of their codes."""
    codes = set(CODE.findall(sentence))
    named = dict(Area.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    return CODE.sub(lambda found: named.get(found[0], found[0]), sentence)


def proposal(request: Request) -> Proposal:
    """What the rules say of a request."""
    rows = rules_of(request.area.code)
    facts = facts_at(
        request.at, category=request.category, area=request.area.code, channel=request.channel,
        kind=request.kind, text=request.words,
    )  # fmt: skip
    rules = compiled(rows)
    decision = decide(rules, facts)
    if decision.rule is None:
        return Proposal(None, request.category, request.urgency, _spoken(decision.reason))
    row = next(row for row, rule in zip(rows, rules, strict=True) if rule is decision.rule)
    return Proposal(
        row.unit,
        row.category or request.category,
        row.urgency or request.urgency,
        _spoken(decision.reason),
        row.name,
    )


def tried(area: Area, text: str, category: str, moment: datetime | None = None) -> list[Verdict]:
    """Every rule's verdict on a sentence that somebody tries out."""
    facts = facts_at(moment or clock.now(), category=category, area=area.code, channel="web", kind="help",
                     text=text)  # fmt: skip
    verdicts = explain(compiled(rules_of(area.code)), text, facts)
    return [replace(verdict, sentence=_spoken(verdict.sentence)) for verdict in verdicts]


def faults(scope: Area) -> list[Finding]:
    """Rules that are never reached, contradict another, or name what there is no more."""
    rows = rules_of(scope.code)
    known = Known(
        categories=frozenset(category.name for category in words.categories().values()),
        areas=frozenset(Area.objects.filter(code__startswith=scope.code).values_list("code", flat=True)),
    )
    found = lint(compiled(rows), known, clock.today())
    return [replace(one, sentence=_spoken(one.sentence)) for one in found]


def facts_at(moment: datetime, *, category: str, area: str, channel: str, kind: str, text: str) -> Facts:
    """What the rules ask about, on the community's wall clock."""
    at = timezone.localtime(moment)
    return Facts(
        category=_category(category), area=area, hour=at.hour, weekday=at.isoweekday(),
        working=work_calendar().is_working(at.date()), channel=_channel(channel),
        kind=_kind(kind), text=text, day=at.date(),
    )  # fmt: skip
