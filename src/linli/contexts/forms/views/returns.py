"""The list of returns, taking a file in, and what happens to a return besides filling."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.forms import policies
from linli.contexts.forms.commands import returns as commands
from linli.contexts.forms.forms import DetailsForm, ListFilter, TakeForm, WithdrawForm
from linli.contexts.forms.models import Return
from linli.contexts.forms.queries import returns as queries
from linli.contexts.forms.states import LIFE
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of


@requires("forms.view")
def returns_page(request: ActedRequest) -> HttpResponse:
    """Drop a form; below it everything that was asked, what is due first."""
    form = TakeForm(actor=request.actor)
    return _list(request, form)


def _list(request: ActedRequest, form: TakeForm, status: int = 200) -> HttpResponse:
    narrowing = ListFilter(request.GET)
    asked = narrowing.cleaned_data if narrowing.is_valid() else {}
    page = page_of(request, queries.narrowed(queries.visible(request.actor), asked))
    values = {
        "form": form,
        "filter": narrowing,
        "page": page,
        "states": LIFE.states,
        "today": clock.today(),
        "may_fill": request.actor.holds(policies.FILL),
        "questions": queries.count_questions(request.actor),
    }
    response = page_or_part(request, "forms/returns.html", "forms/_returns.html", values)
    response.status_code = status
    return response


@requires("forms.fill")
@require_POST
def take(request: ActedRequest) -> HttpResponse:
    """Take a file in and go to its review."""
    form = TakeForm(request.POST, request.FILES, actor=request.actor)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            handed = commands.Handed(upload.read(), upload.name)
            asked = commands.take(request.actor, form.cleaned_data["place"], handed=handed)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return see_other(request, "forms:review", asked.pk)
    return _list(request, form, status=422)


@requires("forms.fill")
def details(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """Who asked, under which number, until when, how often."""
    asked = queries.asked(request.actor, return_id)
    initial = {
        k: getattr(asked, k) for k in ("title", "asked_by", "document_number", "due_on", "repeats", "note")
    }
    form = DetailsForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        commands.change_details(request.actor, asked, **form.cleaned_data)

    lead = _("记下要表的部门、文号和截止日期，到期前会提醒，也能看出每张表的负担。")
    return carry_out(request, Deed(_("报送信息"), form, run, _page(asked), _("已保存。"), lead))


@requires("forms.fill")
def withdraw(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """It need not be returned."""
    asked = queries.asked(request.actor, return_id)
    form = WithdrawForm(request.POST or None)

    def run(form: Any) -> None:
        commands.withdraw(request.actor, asked, reason=form.cleaned_data["reason"])

    return carry_out(request, Deed(_("不用报了"), form, run, _page(asked), _("已记下。"), asked.title))


@requires("forms.fill")
@require_POST
def step(request: ActedRequest, return_id: UUID, verb: str) -> HttpResponse:
    """Hand in, take back, reopen."""
    asked = queries.asked(request.actor, return_id)
    acts = {"hand_in": commands.hand_in, "take_back": commands.take_back, "reopen": commands.reopen}
    LIFE.step(verb, asked.state)
    acts[verb](request.actor, asked)
    messages.success(request, _("已更新。"))
    return see_other(request, "forms:review", asked.pk)


@requires("forms.view")
def blank(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """The department's file as it arrived."""
    asked = queries.asked_whole(request.actor, return_id)
    return saved(commands.content(asked), asked.file_name)


@requires("forms.view")
def burden(request: ActedRequest) -> HttpResponse:
    """What every form costs in a year: fields asked, already held, new."""
    lines = queries.burden(request.actor)
    total = {
        "forms": len(lines),
        "cells": sum(line.cells for line in lines),
        "typed": sum(line.typed for line in lines),
        "fields": sum(line.fields for line in lines),
        "held": sum(line.held for line in lines),
    }
    return render(request, "forms/burden.html", {"lines": lines, "total": total})


def _page(asked: Return) -> str:
    return reverse("forms:review", args=[asked.pk])
