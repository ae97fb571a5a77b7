"""What visits left open: problems and needs, promises, words against words."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands import decisions
from linli.contexts.visits.models import Conflict, Finding
from linli.contexts.visits.queries import visits as queries
from linli.contexts.visits.queries.words import category_label
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.catalogue import shelf
from linli.web.deeds import Deed, carry_out
from linli.web.forms import DateField, LinliForm
from linli.web.htmx import see_other
from linli.web.paging import page_of


class AnswerForm(LinliForm):
    """What became of a finding."""

    answer = django_forms.CharField(label=gettext_lazy("怎么处理的"), max_length=300)


class LaterForm(LinliForm):
    """A promise takes longer."""

    due_on = DateField(label=gettext_lazy("改到哪天"))
    reason = django_forms.CharField(label=gettext_lazy("原因"), max_length=100)


@requires("visits.view")
def findings(request: ActedRequest) -> HttpResponse:
    """Problems and needs that wait for an answer."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in Finding.Kind.values else ""
    page = page_of(request, queries.open_findings(request.actor, kind))
    rows = [
        (f, category_label(f.kind, f.category), f.words.reveal(), queries.request_page(f)) for f in page.rows
    ]
    values = {"page": page, "rows": rows, "kind": kind, "kinds": Finding.Kind.choices}
    return render(request, "visits/findings.html", values)


@requires("visits.record")
def close(request: ActedRequest, finding_id: UUID) -> HttpResponse:
    """Say what became of it."""
    found = queries.finding(request.actor, finding_id)
    label = category_label(found.kind, found.category)
    deed = Deed(
        _("%(place)s：%(what)s") % {"place": found.visit.dwelling.short_address, "what": label},
        AnswerForm(request.POST or None),
        lambda f: decisions.close_finding(request.actor, found, answer=f.cleaned_data["answer"]),
        reverse("visits:findings"),
        _("已记下处理结果。"),
        found.words.reveal(),
    )
    return carry_out(request, deed)


@requires("visits.view")
def visit_of(request: ActedRequest, finding_id: UUID) -> HttpResponse:
    """The visit on which something was noticed."""
    return see_other(request, "visits:visit", queries.finding(request.actor, finding_id).visit_id)


@requires("visits.view")
def promises(request: ActedRequest) -> HttpResponse:
    """What was promised and is not yet done."""
    page = page_of(request, queries.open_promises(request.actor))
    rows = [(p, p.words.reveal()) for p in page.rows]
    return render(request, "visits/promises.html", {"page": page, "rows": rows, "today": clock.today()})


@requires("visits.record")
@require_POST
def keep(request: ActedRequest, promise_id: UUID) -> HttpResponse:
    """It has been done."""
    decisions.keep_promise(request.actor, queries.promise(request.actor, promise_id))
    return see_other(request, "visits:promises")


@requires("visits.record")
def move(request: ActedRequest, promise_id: UUID) -> HttpResponse:
    """It takes longer."""
    found = queries.promise(request.actor, promise_id)
    deed = Deed(
        _("晚一点回话"),
        LaterForm(request.POST or None, initial={"due_on": found.due_on}),
        lambda f: decisions.move_promise(request.actor, found, **f.cleaned_data),
        reverse("visits:promises"),
        _("已改期。"),
        found.words.reveal(),
    )
    return carry_out(request, deed)


@requires("visits.record")
def conflicts(request: ActedRequest) -> HttpResponse:
    """Two words about one field: a person decides."""
    page = page_of(request, queries.open_conflicts(request.actor))
    rows = [_pair(request, c) for c in page.rows]
    return render(request, "visits/conflicts.html", {"page": page, "rows": rows})


def _pair(request: ActedRequest, found: Conflict) -> dict[str, Any]:
    field = shelf.field(found.field)
    said = registry.read(found.field, found.said.reveal())
    held = registry.values_held(request.actor, found.person_id, [found.field]).get(found.field)
    origin = registry.origin_of_value(request.actor, found.person_id, found.field)
    names = queries.names_of([found.visit])
    return {
        "conflict": found,
        "label": field.label,
        "said": registry.covered(found.field, registry.in_words(found.field, said)),
        "held": registry.covered(found.field, registry.in_words(found.field, held)),
        "who": names.get(found.account_id or 0, ""),
        "origin": origin,
    }


@requires("visits.record")
@require_POST
def decide(request: ActedRequest, conflict_id: UUID) -> HttpResponse:
    """Take what the visit said, or keep what is held."""
    found = queries.conflict(request.actor, conflict_id)
    decisions.decide(request.actor, found, take=request.POST.get("take") == "1")
    return see_other(request, "visits:conflicts")
