"""The rules by which requests are given out: written, put in order, switched, taken away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models.rules import RoutingRule
from linli.contexts.service_requests.queries import words
from linli.engines.routing import BadRule, rules_from
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput
from linli.kernel.organisations.models import Organisation

MOST = 200


@dataclass(frozen=True, slots=True)
class Drafted:
    """A rule as a person wrote it."""

    name: str
    unit: Organisation
    when: dict[str, Any]
    category: str = ""
    urgency: str = ""
    since: date | None = None
    until: date | None = None


@command("service_requests.rule_written", policies.may_keep_rules)
def write_rule(actor: Actor, scope: Area, /, *, drafted: Drafted) -> RoutingRule:
    """A new rule, last in order."""
    _sound(drafted)
    own = RoutingRule.objects.filter(scope=scope)
    if own.count() >= MOST:
        raise BadInput(_("规则已有 %(most)s 条，请先合并或删去用不到的。"), most=MOST)
    last = own.aggregate(last=Max("position"))["last"] or 0
    row = RoutingRule(scope=scope, position=last + 1)
    return _kept(actor, row, drafted)


@command("service_requests.rule_written", policies.may_change_rule)
def rewrite_rule(actor: Actor, rule: RoutingRule, /, *, drafted: Drafted) -> RoutingRule:
    """The rule says something else from now on; what it gave out stays."""
    _sound(drafted)
    return _kept(actor, db.lock_row(RoutingRule, pk=rule.pk), drafted)


@command("service_requests.rule_moved", policies.may_change_rule)
def move_rule(actor: Actor, rule: RoutingRule, /, *, up: bool) -> RoutingRule:
    """One place earlier or later; the first that holds decides."""
    rows = list(RoutingRule.objects.select_for_update().filter(scope=rule.scope).order_by("position", "pk"))
    place = next(n for n, row in enumerate(rows) if row.pk == rule.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, 1):
        if row.position != number:
            row.position = number
            row.save(update_fields=["position"])
    note(target=rule, area=rule.scope.code, name=rule.name, up=up)
    return rule


@command("service_requests.rule_switched", policies.may_change_rule)
def switch_rule(actor: Actor, rule: RoutingRule, /, *, is_on: bool) -> RoutingRule:
    """Let a rule rest, or use it again."""
    rule.is_on, rule.changed_at, rule.changed_by = is_on, clock.now(), actor.account_id
    rule.save(update_fields=["is_on", "changed_at", "changed_by"])
    note(target=rule, area=rule.scope.code, name=rule.name, is_on=is_on)
    return rule


@command("service_requests.rule_removed", policies.may_change_rule)
def remove_rule(actor: Actor, rule: RoutingRule, /) -> None:
    """Take a rule away; the trail keeps what it said."""
    note(target=rule, area=rule.scope.code, name=rule.name, unit=rule.unit_id, when=rule.when)
    rule.delete()


def _kept(actor: Actor, row: RoutingRule, drafted: Drafted) -> RoutingRule:
    row.name, row.unit, row.when = drafted.name.strip()[:40], drafted.unit, drafted.when
    row.category, row.urgency = drafted.category, drafted.urgency
    row.since, row.until = drafted.since, drafted.until
    row.changed_at, row.changed_by = clock.now(), actor.account_id
    row.save()
    note(target=row, area=row.scope.code, name=row.name, unit=row.unit_id, when=row.when)
    return row


def _sound(drafted: Drafted) -> None:
    if len(drafted.name.strip()) < 2:
        raise BadInput(_("请给规则起个名字，例如“路灯交市政”。"), field="name")
    if drafted.category and drafted.category not in words.categories():
        raise BadInput(field="category")
    if drafted.urgency and drafted.urgency not in words.urgencies():
        raise BadInput(field="urgency")
    if drafted.since and drafted.until and drafted.until < drafted.since:
        raise BadInput(_("结束日期早于开始日期。"), field="until")
    try:
        rules_from([{**drafted.when, "name": drafted.name, "unit": drafted.unit.name}])
    except BadRule as fault:
        raise BadInput(str(fault)) from fault
