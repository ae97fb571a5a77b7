"""The rules by which requests are given out, and what was learned from history."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import learning
from linli.contexts.service_requests.commands import rules as commands
from linli.contexts.service_requests.forms.rules import RuleForm, TryForm, filled_from
from linli.contexts.service_requests.models.rules import RoutingRule
from linli.contexts.service_requests.queries import routing, suggesting, words
from linli.contexts.service_requests.queries.rule_words import phrases
from linli.contexts.service_requests.queries.scopes import (
    names_of,
    places_below,
    scope_of,
    scopes,
    units_near,
)
from linli.contexts.service_requests.tasks.learning import learn_now
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea
from linli.kernel.jobs import progress
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import see_other


@requires("service_requests.view")
def rules(request: ActedRequest) -> HttpResponse:
    """All rules of a place in order, what is wrong with them, and a sentence to try."""
    scope = scope_of(request.actor, request.GET.get("scope", ""))
    rows = routing.rules_of(scope.code, with_off=True)
    places = names_of(code for row in rows for code in row.when.get("areas", []))
    own = [row for row in rows if row.scope_id == scope.pk]
    form = TryForm(request.GET if "text" in request.GET else None)
    values = {
        "scope": scope,
        "scopes": scopes(request.actor),
        "rows": [(row, phrases(row.when, places), _more(row)) for row in rows],
        "own": [row.pk for row in own],
        "first": own[0].pk if own else None,
        "last": own[-1].pk if own else None,
        "faults": routing.faults(scope),
        "form": form,
        **_tried(scope, form),
        "learned": suggesting.newest_of(scope.code),
        "have": learning.count_decided(scope),
        "least": words.learning("least"),
        "may_write": request.actor.may(policies.RULES, scope.code),
    }
    return render(request, "service_requests/rules.html", values)


def _more(row: RoutingRule) -> list[str]:
    """What else a rule sets, and when it holds."""
    said = []
    if row.category:
        said.append(_("类别改为 %(what)s") % {"what": words.category_label(row.category)})
    if row.urgency:
        said.append(_("紧急程度改为 %(what)s") % {"what": words.urgency_label(row.urgency)})
    if row.since:
        said.append(_("%(day)s 起用") % {"day": row.since.isoformat()})
    if row.until:
        said.append(_("用到 %(day)s") % {"day": row.until.isoformat()})
    return said


def _tried(scope: Area, form: TryForm) -> dict[str, Any]:
    if not (form.is_bound and form.is_valid()):
        return {}
    text = form.cleaned_data["text"]
    guess = suggesting.guess(scope.code, text)
    category = form.cleaned_data["category"] or (guess.category if guess else "other")
    verdicts = routing.tried(scope, text, category)
    return {"verdicts": verdicts, "guess": guess, "taken": next((v for v in verdicts if v.chosen), None)}


@requires("service_requests.rules")
def rule(request: ActedRequest, rule_id: UUID | None = None) -> HttpResponse:
    """Write a rule, or write it anew."""
    found = _rule(request, rule_id) if rule_id else None
    scope = found.scope if found else scope_of(request.actor, request.GET.get("scope", ""))
    form = RuleForm(
        request.POST or None, scope=scope, places=places_below(scope), units=units_near(scope),
        initial=filled_from(found) if found else None,
    )  # fmt: skip

    def write(sent: Any) -> object:
        if found:
            return commands.rewrite_rule(request.actor, found, drafted=sent.drafted())
        return commands.write_rule(request.actor, scope, drafted=sent.drafted())

    deed = Deed(
        _("改规则") if found else _("写一条规则"), form, write, _address(scope), _("规则已保存。"),
        _("没有选的条件就不作要求。规则从上往下看，第一条符合的说了算。"), button=_("保存规则"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("service_requests.rules")
@require_POST
def rule_act(request: ActedRequest, rule_id: UUID, act: str) -> HttpResponse:
    """Move a rule, let it rest or use it again, take it away."""
    found, actor = _rule(request, rule_id), request.actor
    acts: dict[str, Callable[[], object]] = {
        "up": lambda: commands.move_rule(actor, found, up=True),
        "down": lambda: commands.move_rule(actor, found, up=False),
        "on": lambda: commands.switch_rule(actor, found, is_on=True),
        "off": lambda: commands.switch_rule(actor, found, is_on=False),
        "remove": lambda: commands.remove_rule(actor, found),
    }
    if act not in acts:
        raise OutsideYourArea
    scope = found.scope
    acts[act]()
    return see_other(request, "service_requests:rules", query=f"scope={scope.code}")


@requires("service_requests.rules")
@require_POST
def learn(request: ActedRequest) -> HttpResponse:
    """Learn from history now."""
    scope = scope_of(request.actor, request.POST.get("scope", ""))
    if not policies.may_keep_rules(request.actor, scope):
        raise OutsideYourArea
    if learning.count_decided(scope) < words.learning("least"):
        messages.warning(request, _("已分类的诉求还不够多，先按常用词建议。"))
        return see_other(request, "service_requests:rules", query=f"scope={scope.code}")
    account = request.actor.account_id or 0
    job = progress.start(
        request.actor, "service_requests.learn",
        lambda job_id: learn_now.enqueue(job_id, scope.code, account),
    )  # fmt: skip
    return see_other(request, "web:job", job.pk, query=f"next={_address(scope)}")


def _rule(request: ActedRequest, rule_id: UUID) -> RoutingRule:
    found = RoutingRule.objects.select_related("scope", "unit").filter(pk=rule_id).first()
    if found is None or not request.actor.may(policies.VIEW, found.scope.code):
        raise OutsideYourArea
    return found


def _address(scope: Area) -> str:
    return f"{reverse('service_requests:rules')}?scope={scope.code}"
