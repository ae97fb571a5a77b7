"""Checklists: handed in as XLSForms, put to use, retired; and one of them on the visit page."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.contexts.registry import api as registry
from linli.contexts.visits import policies
from linli.contexts.visits.commands import checklists as commands
from linli.contexts.visits.forms import checklists_in
from linli.contexts.visits.queries import checklists as queries
from linli.engines import checklists
from linli.kernel import packs
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.files import store
from linli.web.forms import LinliForm
from linli.web.htmx import see_other

KINDS = ("xlsx", "xls", "csv", "txt", "zip")
WHOM = {
    "home": commands.Concerns(),
    "older": commands.Concerns(from_age=60),
    "child": commands.Concerns(below_age=18),
    "grown": commands.Concerns(from_age=18),
}


class BookForm(LinliForm):
    """An XLSForm, and whom it concerns."""

    file = django_forms.FileField(label=gettext_lazy("选择 XLSForm 文件（.xlsx 或 .xls）"))
    whom = django_forms.ChoiceField(
        label=gettext_lazy("谁用"),
        choices=[
            ("home", gettext_lazy("每户一份")),
            ("older", gettext_lazy("60 岁以上的人，每人一份")),
            ("grown", gettext_lazy("18 岁以上的人，每人一份")),
            ("child", gettext_lazy("未满 18 岁的人，每人一份")),
        ],
    )


def _community(request: ActedRequest) -> Area:
    seen = [
        c
        for c in communities_seen(request.actor, policies.MANAGE)
        if request.actor.may(policies.MANAGE, c.code)
    ]
    if not seen:
        raise OutsideYourArea
    return seen[0]


@requires("visits.manage")
def books(request: ActedRequest) -> HttpResponse:
    """Every version; hand a new one in."""
    community = _community(request)
    form = BookForm(request.POST or None, request.FILES or None)
    problems: tuple[checklists.Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = _take(request, community, form)
        except checklists.CannotCompile as cannot:
            problems = cannot.problems
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(request, "visits:checklist", made)
    values = {
        "form": form,
        "problems": problems,
        "books": queries.books(request.actor),
        "models": queries.models_of_pack(community),
    }
    bad = bool(problems or form.errors)
    return render(request, "visits/checklists.html", values, status=422 if bad else 200)


def _take(request: ActedRequest, community: Area, form: BookForm) -> UUID:
    upload = form.cleaned_data["file"]
    data = upload.read()
    compiled = checklists.compile_book(data, upload.name)
    handed = store.Handed(data, upload.name, "checklist", community.code)
    kept = store.keep(request.actor, handed)
    concerns = WHOM[form.cleaned_data["whom"]]
    return commands.take(request.actor, community, compiled=compiled, concerns=concerns, file_id=kept.pk).pk


@requires("visits.manage")
@require_POST
def adopt(request: ActedRequest) -> HttpResponse:
    """Take a checklist of the pack."""
    row = next((r for r in packs.pack("visits")["checklist"] if r["file"] == request.POST.get("file")), None)
    if row is None:
        raise BadInput
    made = commands.take_of_pack(request.actor, _community(request), row)
    return see_other(request, "visits:checklist", made.pk)


@requires("visits.manage")
def book(request: ActedRequest, book_id: UUID) -> HttpResponse:
    """One version: as it will look, what its author should know."""
    found = queries.book(request.actor, book_id)
    model = checklists.from_json(found.model)
    values = {"book": found, "model": found.model, "sheet": checklists.printed(model, "zh")}
    return render(request, "visits/checklist.html", values)


@requires("visits.manage")
@require_POST
def switch(request: ActedRequest, book_id: UUID) -> HttpResponse:
    """Put a version to use, or retire it."""
    found = queries.book(request.actor, book_id)
    if request.POST.get("use") == "1":
        commands.use(request.actor, found)
        messages.success(request, _("已启用，走访页面会出现这份清单。"))
    else:
        commands.retire(request.actor, found)
        messages.success(request, _("已停用；以前填过的仍可查看。"))
    return see_other(request, "visits:checklists")


@requires("visits.record")
def fill(request: ActedRequest, dwelling_id: UUID, book_id: UUID) -> HttpResponse:
    """A checklist to be filled, as a part of the visit page."""
    door = registry.door(request.actor, dwelling_id)
    values = {
        **_to_fill(request.actor, door, book_id, request.GET.get("person", "")),
        "user": request.actor.name,
        "is_part": bool(request.headers.get("HX-Request")),
        "part": "visits/_checklist.html",
    }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "visits/_checklist.html" if is_part else "web/bare.html", values)


def _to_fill(actor: Actor, door: registry.Door, book_id: UUID, person_key: str) -> dict[str, Any]:
    """A checklist with what is known for it."""
    found = queries.book_at(door, book_id)
    person = next((r for r in door.residents if str(r.key) == person_key), None)
    known = queries.known(actor, checklists.from_json(found.model), person)
    return {
        "offer": queries.Offer(found, person), "model": found.model, "prefill": known.values,
        "bases": known.bases, "answers": None,
    }  # fmt: skip


def begun(actor: Actor, door: registry.Door, entries: QueryDict) -> list[dict[str, Any]]:
    """Checklists that were filled before the page came back, with their answers."""
    found = []
    for brought in checklists_in(entries) if entries else ():
        shown = _to_fill(actor, door, brought.book, str(brought.person or ""))
        found.append({**shown, "answers": brought.answers, "bases": {**shown["bases"], **brought.bases}})
    return found
