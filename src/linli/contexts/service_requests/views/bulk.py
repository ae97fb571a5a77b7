"""Many requests at once: choose, say what, read what became of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from linli.contexts.service_requests.commands import many
from linli.contexts.service_requests.forms.bulk import FORMS, Many
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.queries import listing
from linli.contexts.service_requests.queries.trace import label_of
from linli.contexts.service_requests.states import DISPATCH
from linli.contexts.service_requests.tasks.many import sort_many, work
from linli.contexts.service_requests.views.register import wish_of
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.commands import once
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.kernel.ids import new_id
from linli.kernel.jobs import progress
from linli.web.htmx import see_other
from linli.web.paging import page_of

AT_ONCE = 60
"""So many are done while one waits; more go to the worker, with a page that shows how far it is."""
SHOWN = 8


@requires(DISPATCH)
def bulk(request: ActedRequest) -> HttpResponse:
    """Ask what shall be done with those that were chosen, and do it."""
    act = request.POST.get("act") or request.GET.get("act", "")
    if act not in FORMS:
        raise OutsideYourArea
    ids = _sent(request) if request.method == "POST" else _chosen(request)
    rows = list(listing.visible(request.actor).filter(pk__in=ids).select_related("area").order_by("at", "pk"))
    if not rows:
        messages.warning(request, _("还没有选中诉求。"))
        return see_other(request, "service_requests:register")
    form = _form(request, act, rows)
    if form.is_bound and form.is_valid() and _fits(request, act, form):
        return _start(request, act, [str(row.pk) for row in rows], form)
    values = {
        "form": form, "act": act, "label": label_of(act, "x"), "count": len(rows), "first": rows[:SHOWN],
        "rest": max(0, len(rows) - SHOWN),
    }  # fmt: skip
    return render(request, "service_requests/bulk.html", values, status=422 if form.is_bound else 200)


def _chosen(request: ActedRequest) -> list[UUID]:
    """What was ticked, or everything that meets the conditions of the list."""
    if request.GET.get("everything") == "1":
        return listing.listed(request.actor, wish_of(request)).keys(many.MOST)
    return _keys(request.GET.getlist("id"))


def _sent(request: HttpRequest) -> list[UUID]:
    return _keys(request.POST.get("ids", "").split(","))


def _keys(typed: list[str]) -> list[UUID]:
    try:
        return [UUID(key) for key in typed if key][: many.MOST]
    except ValueError as fault:
        raise BadInput from fault


def _form(request: ActedRequest, act: str, rows: list[Request]) -> Many:
    first = rows[0]
    start: dict[str, Any] = {"ids": ",".join(str(row.pk) for row in rows), "nonce": new_id()}
    if act == "merge":
        start["lead"] = first.number
    return FORMS[act](request.POST or None, about=first, initial=start)


def _fits(request: ActedRequest, act: str, form: Many) -> bool:
    """The one to merge into is there."""
    if act != "merge":
        return True
    lead = form.cleaned_data["lead"].strip().upper()
    if listing.visible(request.actor).filter(number=lead).exists():
        return True
    form.add_error("lead", _("没有找到这个编号，请检查。"))
    return False


def _start(request: ActedRequest, act: str, ids: list[str], form: Many) -> HttpResponse:
    said = _plain(form.cleaned_data)
    actor, language = request.actor, translation.get_language() or "zh-hans"
    few = len(ids) <= AT_ONCE

    def enqueue(job_id: str) -> object:
        return None if few else sort_many.enqueue(job_id, actor.account_id or 0, act, ids, said, language)

    key = form.cleaned_data.get("nonce") or str(new_id())
    answer = once(
        actor, f"many:{key}", lambda: str(progress.start(actor, f"service_requests.{act}", enqueue).pk)
    )
    job_id, after = answer.value, reverse("service_requests:bulk_result", args=[answer.value])
    if few and not answer.repeated:
        work(actor, job_id, act, ids, said)
    address = after if few else f"{reverse('web:job', args=[job_id])}?{urlencode({'next': after})}"
    return HttpResponseRedirect(address, status=303)


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """What was said, as JSON holds it."""
    kept = {name: value for name, value in said.items() if name not in ("ids", "nonce", "seen")}
    if "unit" in kept:
        kept["unit"] = kept["unit"].pk
    if "lead" in kept:
        kept["lead"] = kept["lead"].strip().upper()
    return kept


@requires(DISPATCH)
def bulk_result(request: ActedRequest, job_id: UUID) -> HttpResponse:
    """What became of each; those that were not done come first."""
    job = progress.of(request.actor, job_id)
    if job is None:
        raise OutsideYourArea
    lines = sorted(job.result.get("lines", []), key=lambda line: not line[2])
    values = {
        "job": job, "page": page_of(request, lines, size=50), "done": job.result.get("done", 0),
        "refused": len(lines) - job.result.get("done", 0), "label": label_of(job.result.get("act", ""), "x"),
    }  # fmt: skip
    return render(request, "service_requests/bulk_result.html", values)
