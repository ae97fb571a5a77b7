"""For jurors, with the sheet in their hand; and for workers who type a paper sheet in."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.commands import contest_jury as commands
from linli.contexts.assembly.forms.contests import MarkForm, SheetForm
from linli.contexts.assembly.models.contests import Contest, Juror
from linli.contexts.assembly.queries import contests as queries
from linli.contexts.assembly.states.contests import HELP_CONTEST
from linli.contexts.assembly.views.common import found, posted
from linli.kernel.access.guards import ActedRequest, public, requires
from linli.kernel.actor import Actor, linli
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web.htmx import see_other

WHY = "a juror needs no account: the letters on the sheet open the door"
WRONG = Limit("contest juror", 20, timedelta(hours=1))
"""Wrong letters from one network in an hour."""


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """Enter number and letters; the code on the sheet opens this page with both filled in."""
    contest = found(queries.shown, contest_id)
    said = {"number": request.GET.get("n", ""), "secret": request.GET.get("k", "")}
    form = SheetForm(posted(request), initial=said)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        juror = queries.bearer(contest, typed["number"], typed["secret"])
        if juror is not None:
            request.session[f"juror:{contest.pk}"] = juror.number
            return see_other(request, "assembly:jury", contest.pk)
        spend(WRONG, hand_of(request))
        form.add_error("secret", _("号码和字对不上，请照着评分表再输一遍。"))
    values = {"contest": contest, "form": form}
    return render(request, "assembly/contest/door.html", values, status=422 if form.is_bound else 200)


def _juror(request: HttpRequest, contest: Contest) -> Juror | None:
    number = request.session.get(f"juror:{contest.pk}")
    return contest.jurors.filter(number=number).first() if number else None


@public(WHY)
@require_GET
def jury(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """The places, and which have marks of this juror."""
    contest = found(queries.shown, contest_id)
    juror = _juror(request, contest)
    if juror is None:
        return see_other(request, "assembly:jury_door", contest.pk)
    return _sheet(request, contest, juror, staff=False)


@requires(HELP_CONTEST)
@require_GET
def sheet(request: ActedRequest, contest_id: UUID, number: int) -> HttpResponse:
    """The same for somebody who types a paper sheet in."""
    contest = found(queries.one, request.actor, contest_id)
    return _sheet(request, contest, _numbered(contest, number), staff=True)


def _numbered(contest: Contest, number: int) -> Juror:
    juror = contest.jurors.filter(number=number).first()
    if juror is None:
        raise OutsideYourArea
    return juror


def _sheet(request: HttpRequest, contest: Contest, juror: Juror, *, staff: bool) -> HttpResponse:
    marks = queries.marks_of(juror)
    rows = [(one, marks.get(one.pk)) for one in queries.taking_part(contest)]
    values = {
        "contest": contest, "juror": juror, "rows": rows, "staff": staff,
        "takes_marks": contest.state in commands.TAKES_MARKS,
        "left": sum(mark is None for _one, mark in rows),
    }  # fmt: skip
    return render(request, "assembly/contest/sheet.html", values)


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, contest_id: UUID, place: int) -> HttpResponse:
    """Marks of a juror for one place."""
    contest = found(queries.shown, contest_id)
    juror = _juror(request, contest)
    if juror is None:
        return see_other(request, "assembly:jury_door", contest.pk)
    back = reverse("assembly:jury", args=[contest.pk])
    return _mark(request, juror, place, linli("contest_jury"), back)


@requires(HELP_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: ActedRequest, contest_id: UUID, number: int, place: int) -> HttpResponse:
    """Marks of a juror for one place, from paper."""
    contest = found(queries.one, request.actor, contest_id)
    back = reverse("assembly:juror_sheet", args=[contest.pk, number])
    return _mark(request, _numbered(contest, number), place, request.actor, back)


def _mark(request: HttpRequest, juror: Juror, place: int, actor: Actor, back: str) -> HttpResponse:
    contest = juror.contest
    entry = next((one for one in queries.taking_part(contest) if one.number == place), None)
    if entry is None:
        raise OutsideYourArea
    form = MarkForm(posted(request), contest=contest, mark=queries.marks_of(juror).get(entry.pk))
    if form.is_bound and form.is_valid():
        try:
            commands.give(actor, juror, entry=entry, given=form.given())
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("%(place)s 的分记下了。") % {"place": entry.place})
            return HttpResponseRedirect(back, status=303)
    values = {"contest": contest, "juror": juror, "entry": entry, "form": form, "back": back}
    return render(request, "assembly/contest/mark.html", values, status=422 if form.is_bound else 200)
