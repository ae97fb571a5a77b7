"""For workers: open spaces, one of them, and its steps."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import spaces as commands
from linli.contexts.assembly.forms.ballots import WhyForm
from linli.contexts.assembly.forms.spaces import IssueForm, SpaceForm, blank, told
from linli.contexts.assembly.models.spaces import OpenSpace, SpaceState
from linli.contexts.assembly.queries import market, spaces
from linli.contexts.assembly.states.spaces import BACK, HELP, LEAD, SPACE, TAKES_CARDS, TAKES_NOTES
from linli.contexts.assembly.views.common import acted, posted
from linli.contexts.assembly.views.space_common import own_space
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Kind
from linli.kernel.errors import NotAllowedNow
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires(HELP)
@require_GET
def space_list(request: ActedRequest) -> HttpResponse:
    """Open spaces of one's area."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    page = page_of(request, spaces.seen(request.actor, state=state, words=words))
    values = {"page": page, "state": state, "words": words, "states": SpaceState.choices}
    return render(request, "assembly/space/list.html", values)


@requires(HELP)
@require_GET
def space_page(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """One open space: where it is, what comes next, and everything on its walls."""
    space = own_space(request.actor, space_id)
    leads = request.actor.may(LEAD, space.area.code)
    has_talked = space.state in (*TAKES_NOTES, SpaceState.CLOSED)
    steps = [one for one in SPACE.open_from(space.state) if leads]
    values = {
        "space": space,
        "leads": leads,
        "steps": [one for one in steps if one.verb not in (*BACK, "cancel")],
        "back": [one for one in steps if one.verb in (*BACK, "cancel")],
        "board": market.board(space),
        "cards": spaces.cards_of(space) if space.state in (SpaceState.DRAFT, SpaceState.CALLING) else (),
        "taken_down": spaces.taken_down(space),
        "people": spaces.people(space),
        "news": spaces.wall_of_news(space) if has_talked else (),
        "bars": market.bars(space) if space.state in (SpaceState.PLANNING, SpaceState.CLOSED) else (),
        "actions": spaces.actions_of(space),
        "takes_cards": space.state in TAKES_CARDS,
        "takes_notes": space.state in TAKES_NOTES,
        "plans": space.state in (SpaceState.DOTS, SpaceState.PLANNING),
        "is_shown": space.state not in (SpaceState.DRAFT, SpaceState.CANCELLED),
        "is_over": space.state in (SpaceState.CLOSED, SpaceState.CANCELLED),
        "issue": IssueForm(),
    }
    return render(request, "assembly/space/space.html", values)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def new_space(request: ActedRequest) -> HttpResponse:
    """Begin an open space."""
    rows = areas.within(request.actor, LEAD).filter(kind=Kind.COMMUNITY).order_by("code")
    form = SpaceForm(posted(request), initial=blank(), areas=rows)
    return _written(request, form, lambda: commands.draft(request.actor, form.place(), wanted=form.wanted()))


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change_space(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Change what was laid out."""
    space = own_space(request.actor, space_id)
    form = SpaceForm(posted(request), initial=told(space), areas=[space.area])
    return _written(request, form, lambda: commands.change(request.actor, space, wanted=form.wanted()))


def _written(request: ActedRequest, form: SpaceForm, run: Callable[[], OpenSpace]) -> HttpResponse:
    row = acted(form, run)
    if row is not None:
        messages.success(request, _("存好了。"))
        return see_other(request, "assembly:space", row.pk)
    return render(request, "assembly/space/form.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, space_id: UUID, verb: str) -> HttpResponse:
    """One step; giving an open space up asks why."""
    space = own_space(request.actor, space_id)
    if verb == "cancel":
        deed = Deed(
            gettext_lazy("取消这次会议"), WhyForm(posted(request)),
            lambda form: commands.cancel(request.actor, space, reason=form.cleaned_data["reason"]),
            reverse("assembly:space", args=[space.pk]), gettext_lazy("已取消，原因大家都看得到。"),
            space.title, gettext_lazy("取消会议"), danger=True,
        )  # fmt: skip
        return carry_out(request, deed)
    if request.method != "POST" or verb not in {one.verb for one in SPACE.steps}:
        raise NotAllowedNow
    names = {one.verb: one.label for one in SPACE.steps}
    done = _("做好了：%(step)s。") % {"step": names[verb]}
    back = see_other(request, "assembly:space", space.pk)
    return tap(request, lambda: commands.lead_on(request.actor, space, verb=verb), back, done)


@requires(LEAD)
@require_POST
def call_round(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Say which round talks now."""
    space = own_space(request.actor, space_id)
    typed = request.POST.get("number", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    done = _("屏幕上现在是第 %(n)s 场。") % {"n": number}
    back = see_other(request, "assembly:space", space.pk)
    return tap(request, lambda: commands.call_round(request.actor, space, number=number), back, done)
