"""For workers: votes, one vote, and its steps."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.commands import ballots as commands
from linli.contexts.assembly.forms.ballots import BallotForm, WhyForm, told
from linli.contexts.assembly.models import Ballot, State
from linli.contexts.assembly.queries import ballots, results, rolls, walking
from linli.contexts.assembly.states import BALLOT, RUN, TAKE
from linli.contexts.assembly.views.common import acted, own, posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.ballots import boxes
from linli.kernel.ballots.handing import pile
from linli.kernel.errors import NotAllowedNow
from linli.kernel.workflow import Step
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of

PLACES = (Kind.COMMUNITY, Kind.COMPOUND, Kind.GRID, Kind.BUILDING)
STEPS: dict[str, Callable[..., Any]] = {
    "make_roll": commands.make_roll,
    "redraft": commands.redraft,
    "announce": commands.announce,
    "open": commands.open_ballot,
    "close": commands.close,
    "publish": commands.publish,
}


@requires(TAKE)
@require_GET
def ballot_list(request: ActedRequest) -> HttpResponse:
    """Votes of one's area."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    page = page_of(request, ballots.seen(request.actor, state=state, words=words))
    values = {"page": page, "state": state, "words": words, "states": State.choices}
    return render(request, "assembly/ballots.html", values)


@requires(TAKE)
@require_GET
def ballot_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """One vote: where it is, what comes next."""
    found = own(request.actor, ballot_id)
    box = found.box
    turnout = boxes.turnout(box) if box else None
    is_counted = found.state in (State.CLOSED, State.PUBLISHED)
    values = {
        "ballot": found,
        "unit": found.get_per_display(),
        "choices": results.options_of(found),
        "steps": _offered(request, found, turnout),
        "turnout": turnout,
        "buildings": rolls.by_building(found) if box else (),
        "doubts": rolls.doubts(found) if found.state == State.REVIEW else None,
        "from_day": ballots.shown_from(found),
        "takes": ballots.takes_votes(found),
        "walks": walking.may_walk(found),
        "pile": pile(box, request.actor.label) if found.state == State.OPEN else None,
        "result": results.result_of(found) if is_counted else None,
        "is_consultation": ballots.is_consultation(found),
        "is_over": found.state == State.OPEN and clock.now() >= found.ends,
    }
    return render(request, "assembly/ballot.html", values)


def _offered(request: ActedRequest, ballot: Ballot, turnout: boxes.Turnout | None) -> list[Step]:
    """The steps that this person may press; closing only when the time is over or everybody has voted."""
    if not request.actor.may(RUN, ballot.area.code):
        return []
    early = clock.now() < ballot.ends and turnout is not None and turnout.voted < turnout.entitled
    return [one for one in BALLOT.open_from(ballot.state) if not (early and one.verb == "close")]


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def new_ballot(request: ActedRequest) -> HttpResponse:
    """Begin a vote."""
    form = BallotForm(posted(request), places=_places(request))
    return _written(request, form, lambda: commands.draft(request.actor, form.place(), wanted=form.wanted()))


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def change_ballot(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Change what is asked."""
    found = own(request.actor, ballot_id)
    form = BallotForm(posted(request), initial=told(found), places=[found.area])
    return _written(request, form, lambda: commands.change(request.actor, found, wanted=form.wanted()))


def _places(request: ActedRequest) -> list[Area]:
    rows = areas.within(request.actor, RUN).filter(kind__in=PLACES)
    order = {kind: n for n, kind in enumerate(PLACES)}
    return sorted(rows, key=lambda one: (order[Kind(one.kind)], one.code))


def _written(request: ActedRequest, form: BallotForm, run: Callable[[], Ballot]) -> HttpResponse:
    """Show the form; when it is sent and right, go and look at the vote."""
    row = acted(form, run)
    if row is not None:
        messages.success(request, _("存好了。下一步：按登记生成名册。"))
        return see_other(request, "assembly:ballot", row.pk)
    status = 422 if form.is_bound else 200
    return render(request, "assembly/ballot_form.html", {"form": form}, status=status)


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, ballot_id: UUID, verb: str) -> HttpResponse:
    """One step; giving a vote up asks why."""
    found = own(request.actor, ballot_id)
    if verb == "cancel":
        deed = Deed(
            gettext_lazy("取消这次表决"), WhyForm(posted(request)),
            lambda form: commands.cancel(request.actor, found, reason=form.cleaned_data["reason"]),
            reverse("assembly:ballot", args=[found.pk]), gettext_lazy("已取消，原因大家都看得到。"),
            found.title,
            gettext_lazy("取消表决"), danger=True,
        )  # fmt: skip
        return carry_out(request, deed)
    if verb not in STEPS or request.method != "POST":
        raise NotAllowedNow
    done = _("做好了：%(step)s。") % {"step": BALLOT.step(verb, found.state).label}
    back = see_other(request, "assembly:ballot", found.pk)
    return tap(request, partial(STEPS[verb], request.actor, found), back, done)
