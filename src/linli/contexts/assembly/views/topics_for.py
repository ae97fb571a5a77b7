"""For workers: what one does for residents without a phone, at the counter, by a call or at the door."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.commands import merging, moderation, statements
from linli.contexts.assembly.commands import topics as commands
from linli.contexts.assembly.forms import topics as forms
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.contexts.assembly.queries import door_topics, opinions, topic_desk, topics
from linli.contexts.assembly.states.topics import TALK
from linli.contexts.assembly.views.common import posted
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm

ASKED = ("person", "name", "way")


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: ActedRequest) -> HttpResponse:
    """Find the door of whoever stands at the counter or calls."""
    form = forms.DoorForm(posted(request))
    if form.is_bound and form.is_valid():
        for place in topic_desk.communities(request.actor):
            key = registry.door_meant(request.actor, place, form.cleaned_data["door"])
            if key is not None:
                return HttpResponseRedirect(reverse("assembly:door_topics", args=[key]), status=303)
        form.add_error("door", _("没有找到这一户，请照门牌写，例如 3号楼2单元501。"))
    status = 422 if form.is_bound else 200
    return render(request, "assembly/topic_door_find.html", {"form": form}, status=status)


@requires(TALK)
@require_GET
def door(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What one can do for somebody behind a door."""
    found = registry.door(request.actor, dwelling_id)
    rows = door_topics.at_door(found)
    values = {
        "door": found,
        "to_second": [one for one in rows if one.state in (TopicState.PROPOSED, TopicState.SECONDED)],
        "to_talk": [one for one in rows if one.state == TopicState.OPEN],
        "own": door_topics.own_at_door(found), "refused": door_topics.refused_at_door(found),
        "merges": topics.open_merges(door_topics.own_at_door(found)),
    }  # fmt: skip
    return render(request, "assembly/door_topics.html", values)


def _told(form: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was said, and for whom and how one was asked."""
    said = dict(form.cleaned_data)
    asked = {name: said.pop(name) for name in ASKED}
    person = UUID(asked["person"]) if asked["person"] else None
    return said, {**asked, "person": person, "name": "" if person else asked["name"]}


def _with(kind: type[LinliForm], request: ActedRequest, found: Door, **more: Any) -> LinliForm:
    """A form that also asks for whom."""
    form = kind(posted(request), **more)
    form.fields |= forms.AskedForm(door=found).fields
    form.order_fields([*ASKED, *(name for name in form.fields if name not in ASKED)])
    return form


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Write down a topic for somebody."""
    found = registry.door(request.actor, dwelling_id)

    def run(form: Any) -> None:
        told, asked = _told(form)
        commands.propose_for(request.actor, found.community, found, told=told, asked=asked)

    form = _with(forms.TopicForm, request, found)
    return _deed(request, found, gettext_lazy("替居民提议题"), form, run)


def _deed(
    request: ActedRequest,
    found: Door,
    title: Any,
    form: LinliForm,
    run: Callable[[Any], object],
    lead: str = "",
) -> HttpResponse:
    back = reverse("assembly:door_topics", args=[found.key])
    words = f"{found.place} · {lead}" if lead else found.place
    return carry_out(request, Deed(title, form, run, back, gettext_lazy("写下了。"), words))


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ActedRequest, dwelling_id: UUID, topic_id: UUID, what: str) -> HttpResponse:
    """Second, say something, change, withdraw, ask for a second look: what somebody behind a door says."""
    found, row = registry.door(request.actor, dwelling_id), topic_desk.one(request.actor, topic_id)
    start = {"title": row.title, "words": row.words} if what == "amend" else {}
    kinds: dict[str, tuple[type[LinliForm], Any]] = {
        "second": (LinliForm, gettext_lazy("替居民附议")),
        "state": (forms.StatementForm, gettext_lazy("替居民说一句")),
        "amend": (forms.AmendForm, gettext_lazy("替提出人修改")),
        "withdraw": (LinliForm, gettext_lazy("替提出人撤回")),
        "object": (forms.ObjectForm, gettext_lazy("替提出人提异议")),
    }
    if what not in kinds:
        raise OutsideYourArea
    kind, title = kinds[what]
    form = _with(kind, request, found, initial=start)
    return _deed(request, found, title, form, lambda sent: _act(request, row, found, what, sent), row.title)


def _act(request: ActedRequest, row: Topic, found: Door, what: str, form: Any) -> None:
    said, asked = _told(form)
    if what == "second":
        commands.second_for(request.actor, row, found, asked=asked)
    elif what == "state":
        statements.state_for(request.actor, row, found, asked=asked, **said)
    elif what == "amend":
        commands.amend_for(request.actor, row, found, why=said.pop("why"), told=said, asked=asked)
    elif what == "withdraw":
        commands.withdraw_for(request.actor, row, found, asked=asked)
    else:
        moderation.object_topic_for(request.actor, row, found, asked=asked, **said)


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_refusal(request: ActedRequest, dwelling_id: UUID, statement_id: UUID) -> HttpResponse:
    """Somebody asks for a second look at what he said."""
    found, row = registry.door(request.actor, dwelling_id), topic_desk.statement(request.actor, statement_id)

    def run(form: Any) -> None:
        said, asked = _told(form)
        moderation.object_statement_for(request.actor, row, found, asked=asked, **said)

    form = _with(forms.ObjectForm, request, found)
    return _deed(request, found, gettext_lazy("替本人提异议"), form, run, row.words)


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_merge(request: ActedRequest, dwelling_id: UUID, merge_id: UUID) -> HttpResponse:
    """An author says no to a merging."""
    found, merge = registry.door(request.actor, dwelling_id), topic_desk.merge(request.actor, merge_id)

    def run(form: Any) -> None:
        said, asked = _told(form)
        mine = door_topics.voices_at(found)
        row = merge.topic if merge.topic.voice in mine else merge.into
        merging.object_for(request.actor, row, found, merge, asked=asked, **said)

    form = _with(forms.ObjectForm, request, found)
    lead = f"{merge.topic.title} → {merge.into.title}"
    return _deed(request, found, gettext_lazy("替提出人不同意合并"), form, run, lead)


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: ActedRequest, dwelling_id: UUID, topic_id: UUID) -> HttpResponse:
    """Enter a printed sheet, line by line, by keyboard."""
    found, row = registry.door(request.actor, dwelling_id), topic_desk.one(request.actor, topic_id)
    rows = list(opinions.shown(row))
    form = forms.SheetForm(posted(request), door=found, statements=rows)
    if form.is_bound and form.is_valid():
        return _read(request, form, row, found)
    return _sheet_page(request, form, row, found)


def _sheet_page(request: ActedRequest, form: forms.SheetForm, row: Topic, found: Door) -> HttpResponse:
    values = {"form": form, "topic": row, "door": found}
    return render(request, "assembly/read_sheet.html", values, status=422 if form.is_bound else 200)


def _read(request: ActedRequest, form: forms.SheetForm, row: Topic, found: Door) -> HttpResponse:
    _said, asked = _told(form)
    try:
        new, stood = statements.read_sheet(request.actor, row, found, said=form.said(), asked=asked)
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _sheet_page(request, form, row, found)
    words = _("录好了 %(n)s 条。") % {"n": new}
    if stood:
        words += _("另有 %(n)s 条本人已经表过态，照本人的。") % {"n": stood}
    messages.success(request, words)
    return HttpResponseRedirect(reverse("assembly:find_door"), status=303)
