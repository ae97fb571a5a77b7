"""For workers: contests, one of them, its steps, places that were put forward, jurors and honours."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import contest_entries, contest_jury
from linli.contexts.assembly.commands import contests as commands
from linli.contexts.assembly.forms.ballots import WhyForm
from linli.contexts.assembly.forms.contests import (
    ContestForm,
    JurorForm,
    PaperForwardForm,
    blank_contest,
    told_contest,
)
from linli.contexts.assembly.models.contests import Contest, ContestState
from linli.contexts.assembly.queries import contests as queries
from linli.contexts.assembly.states.contests import CONTEST, ENTRY, HELP_CONTEST, LEAD_CONTEST
from linli.contexts.assembly.views.common import acted, found, posted
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Kind
from linli.kernel.errors import NotAllowedNow, OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of

STEPS: dict[str, Callable[..., Any]] = {
    "call": commands.call, "call_again": commands.call, "judge": commands.judge, "vote": commands.vote,
    "count": commands.count, "publish": commands.publish,
}  # fmt: skip


@requires(HELP_CONTEST)
@require_GET
def contest_list(request: ActedRequest) -> HttpResponse:
    """Contests of one's area."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    page = page_of(request, queries.seen(request.actor, state=state, words=words))
    values = {"page": page, "state": state, "words": words, "states": ContestState.choices}
    return render(request, "assembly/contest/list.html", values)


def _steps(contest: Contest) -> list[Any]:
    """What can come next: with a vote when it weighs something, without one when it does not."""
    found = CONTEST.open_from(contest.state)
    has_vote = contest.ballot is not None and contest.ballot.state != "cancelled"
    hidden = {"vote"} if has_vote or not contest.percent else set()
    if contest.percent and contest.state == ContestState.JUDGING:
        hidden.add("count")
    return [one for one in found if one.verb not in hidden]


@requires(HELP_CONTEST)
@require_GET
def contest_page(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """One contest: where it is, who takes part, what comes next."""
    contest = found(queries.one, request.actor, contest_id)
    leads = request.actor.may(LEAD_CONTEST, contest.area.code)
    is_counted = contest.state in (ContestState.COUNTED, ContestState.PUBLISHED)
    values = {
        "contest": contest,
        "leads": leads,
        "steps": _steps(contest) if leads else (),
        "entries": queries.entries(contest),
        "jurors": queries.jurors(contest),
        "least": queries.usual()["least_jurors"],
        "count": queries.count(contest) if contest.state in ("judging", "voting") or is_counted else None,
        "is_counted": is_counted,
        "is_shown": contest.state not in (ContestState.DRAFT, ContestState.CANCELLED),
        "takes_jurors": leads and contest.state in contest_jury.OPEN_TO_JURORS,
        "takes_marks": contest.state in contest_jury.TAKES_MARKS,
    }
    return render(request, "assembly/contest/contest.html", values)


@requires(LEAD_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def new_contest(request: ActedRequest) -> HttpResponse:
    """Begin a contest."""
    rows = areas.within(request.actor, LEAD_CONTEST).filter(kind=Kind.COMMUNITY).order_by("code")
    form = ContestForm(posted(request), initial=blank_contest(), areas=rows)
    return _written(request, form, lambda: commands.draft(request.actor, form.place(), wanted=form.wanted()))


@requires(LEAD_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def change_contest(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """Change a draft."""
    contest = found(queries.one, request.actor, contest_id)
    form = ContestForm(posted(request), initial=told_contest(contest), areas=[contest.area])
    return _written(request, form, lambda: commands.change(request.actor, contest, wanted=form.wanted()))


def _written(request: ActedRequest, form: ContestForm, run: Callable[[], Contest]) -> HttpResponse:
    row = acted(form, run)
    if row is not None:
        messages.success(request, _("存好了。"))
        return see_other(request, "assembly:contest", row.pk)
    values = {"form": form, "kinds": queries.kinds()}
    return render(request, "assembly/contest/form.html", values, status=422 if form.is_bound else 200)


@requires(LEAD_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, contest_id: UUID, verb: str) -> HttpResponse:
    """One step; giving a contest up asks why."""
    contest = found(queries.one, request.actor, contest_id)
    back = reverse("assembly:contest", args=[contest.pk])
    if verb == "cancel":
        deed = Deed(
            gettext_lazy("取消这次评选"), WhyForm(posted(request)),
            lambda form: commands.cancel(request.actor, contest, reason=form.cleaned_data["reason"]),
            back, gettext_lazy("已取消，原因大家都看得到。"), contest.title,
            gettext_lazy("取消评选"), danger=True,
        )  # fmt: skip
        return carry_out(request, deed)
    if verb not in STEPS or request.method != "POST":
        raise NotAllowedNow
    names = {one.verb: one.label for one in CONTEST.steps}
    done = _("做好了：%(step)s。") % {"step": names[verb]}
    home = see_other(request, "assembly:contest", contest.pk)
    return tap(request, lambda: STEPS[verb](request.actor, contest), home, done)


@requires(HELP_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def add_place(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """Write down a place that was put forward on paper."""
    contest = found(queries.one, request.actor, contest_id)
    form = PaperForwardForm(posted(request), request.FILES or None, places=queries.places_to_choose(contest))
    deed = Deed(
        gettext_lazy("录入一处推荐"), form,
        lambda form: contest_entries.write_down(
            request.actor, contest, forward=form.forward(), is_own=form.cleaned_data["is_own"]
        ),
        reverse("assembly:contest", args=[contest.pk]), gettext_lazy("记下了，核对以后参加评选。"),
        contest.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def place_step(request: ActedRequest, entry_id: UUID, verb: str) -> HttpResponse:
    """Let a place take part or say why not; take an honour back."""
    entry = found(queries.entry, request.actor, entry_id)
    if verb == "accept" and request.method == "POST":
        back = see_other(request, "assembly:contest", entry.contest_id)
        return tap(request, lambda: contest_entries.accept(request.actor, entry), back, _("参加评选。"))
    ways = {"decline": contest_entries.decline, "revoke": commands.revoke}
    if verb not in ways:
        raise OutsideYourArea
    label = next(one.label for one in ENTRY.steps if one.verb == verb)
    deed = Deed(
        label, WhyForm(posted(request)),
        lambda form: ways[verb](request.actor, entry, reason=form.cleaned_data["reason"]),
        reverse("assembly:contest", args=[entry.contest_id]), gettext_lazy("记下了，原因推荐的人看得到。"),
        entry.place, label, danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD_CONTEST)
@require_http_methods(["GET", "HEAD", "POST"])
def add_juror(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """Call somebody to the jury."""
    contest = found(queries.one, request.actor, contest_id)
    deed = Deed(
        gettext_lazy("请一位评委"), JurorForm(posted(request)),
        lambda form: contest_jury.call_juror(request.actor, contest, name=form.cleaned_data["name"]),
        reverse("assembly:contest", args=[contest.pk]),
        gettext_lazy("请好了。评分表可以打印，也可以扫码在手机上打分。"), contest.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD_CONTEST)
@require_POST
def drop_juror(request: ActedRequest, contest_id: UUID, number: int) -> HttpResponse:
    """Take somebody off the jury who has given no marks."""
    contest = found(queries.one, request.actor, contest_id)
    juror = contest.jurors.filter(number=number).first()
    if juror is None:
        raise OutsideYourArea
    back = see_other(request, "assembly:contest", contest.pk)
    return tap(request, lambda: contest_jury.leave(request.actor, juror), back, _("撤下了。"))
