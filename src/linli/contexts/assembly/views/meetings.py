"""For those of us: meetings, their plan and agenda, and the steps from notice to minutes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import agenda, minutes
from linli.contexts.assembly.commands import meetings as commands
from linli.contexts.assembly.exports import meetings as papers
from linli.contexts.assembly.forms import meetings as forms
from linli.contexts.assembly.forms.promises import ReasonForm
from linli.contexts.assembly.models import AgendaItem, Meeting, MeetingState
from linli.contexts.assembly.policies.meetings import may_hold
from linli.contexts.assembly.queries import meeting_board, meetings, responsible
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.states import FOLLOW, HOLD, MEETING, PUBLIC
from linli.contexts.assembly.views.common import found, posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import NotAllowedNow, OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of

PLACES = (Kind.COMMUNITY, Kind.COMPOUND, Kind.GRID, Kind.BUILDING)
STEPS: dict[str, Callable[..., Any]] = {
    "announce": commands.announce,
    "open": commands.open_meeting,
    "close": commands.close,
    "submit": minutes.submit,
    "agree": minutes.agree,
    "publish": minutes.publish,
}
WITH_REASON: dict[str, Callable[..., Any]] = {"cancel": commands.cancel, "send_back": minutes.send_back}


def own(request: ActedRequest, meeting_id: UUID) -> Meeting:
    """A meeting that one may see; 404 otherwise."""
    return found(meetings.one, request.actor, meeting_id)


def item_of(row: Meeting, item_id: UUID) -> AgendaItem:
    """An item of its agenda; 404 otherwise."""
    found = row.items.filter(pk=item_id).first()
    if found is None:
        raise OutsideYourArea
    return found


@requires(FOLLOW)
@require_GET
def meeting_list(request: ActedRequest) -> HttpResponse:
    """Meetings of the communities where one works."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    page = page_of(request, meetings.seen(request.actor, state=state, words=words))
    values = {
        "page": page, "lines": [(one, rules.kind_of(one.kind).label) for one in page.rows], "state": state,
        "words": words, "states": MeetingState.choices,
        "community": next(iter(areas.communities_seen(request.actor, FOLLOW)), None),
    }  # fmt: skip
    return render(request, "assembly/meetings/list.html", values)


def _places(request: ActedRequest) -> list[Area]:
    rows = areas.within(request.actor, HOLD).filter(kind__in=PLACES)
    order = {kind: n for n, kind in enumerate(PLACES)}
    return sorted(rows, key=lambda one: (order[Kind(one.kind)], one.code))


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Lay out a meeting."""
    places = _places(request)
    if not places:
        raise OutsideYourArea
    form = forms.MeetingForm(posted(request), places=places, people=responsible.choices(places[0]))
    made: list[Meeting] = []
    deed = Deed(
        gettext_lazy("安排一次会议"), form,
        lambda sent: made.append(commands.plan(request.actor, sent.chosen_area(), wanted=sent.wanted())),
        reverse("assembly:meetings"), gettext_lazy("存好了。下一步：写议程，再发通知。"),
        gettext_lazy("先定时间、地点和主持人；写好议程就可以发通知，居民手机上和公开的会议页面都能看到。"),
    )  # fmt: skip
    answer = carry_out(request, deed)
    return (
        HttpResponseRedirect(reverse("assembly:meeting", args=[made[0].pk]), status=303) if made else answer
    )


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """Change what was laid out."""
    row = own(request, meeting_id)
    people = responsible.choices(row.area)
    form = forms.MeetingForm(posted(request), initial=forms.told(row), places=[row.area], people=people)
    deed = Deed(
        gettext_lazy("修改会议安排"), form,
        lambda sent: commands.change(request.actor, row, wanted=sent.wanted()), _page(row),
        gettext_lazy("改好了。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """Another time or place, once the notice is out."""
    row = own(request, meeting_id)
    said = {"starts_at": timezone.localtime(row.starts_at), "place": row.place}
    deed = Deed(
        gettext_lazy("改时间地点"), forms.MoveForm(posted(request), initial=said),
        lambda sent: commands.move(request.actor, row, **sent.cleaned_data), _page(row),
        gettext_lazy("改好了，公告栏会跟着更正，写明原来的时间地点和原因。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


def _page(row: Meeting) -> str:
    return reverse("assembly:meeting", args=[row.pk])


@requires(FOLLOW)
@require_GET
def meeting_page(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting with everything one may do."""
    row = own(request, meeting_id)
    kind = rules.kind_of(row.kind)
    values = {
        "meeting": row, "kind": kind, "steps": meetings.offered(request.actor, row),
        "items": meetings.agenda(row), "motions": meetings.motions_of(row), "first_day": rules.earliest(kind),
        "presence": meetings.presence(row), "came": row.attendees.count(),
        "promises": meetings.promises_of(row), "may_hold": may_hold(request.actor, row),
        "is_public": row.announced_at is not None, "current": meetings.current(row),
        "hung": meeting_board.hung(row, clock.today()), "earlier": meeting_board.earlier(row),
    }  # fmt: skip
    return render(request, "assembly/meetings/meeting.html", values)


@requires(FOLLOW)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, meeting_id: UUID, verb: str) -> HttpResponse:
    """One step of its life; those that must be explained ask why."""
    row = own(request, meeting_id)
    if verb in WITH_REASON:
        label = MEETING.step(verb, row.state).label
        deed = Deed(
            label, ReasonForm(posted(request)),
            lambda form: WITH_REASON[verb](request.actor, row, reason=form.cleaned_data["reason"]),
            _page(row), gettext_lazy("办好了。"), row.title, label, danger=verb == "cancel",
        )  # fmt: skip
        return carry_out(request, deed)
    if verb not in STEPS or request.method != "POST":
        raise NotAllowedNow
    return at_once(request, lambda: STEPS[verb](request.actor, row), "assembly:meeting", row.pk)


def at_once(asked: ActedRequest, run: Callable[[], object], back: str, *args: Any) -> HttpResponse:
    """Do it, say how it went, and go and look."""
    return tap(asked, run, see_other(asked, back, *args), _("做好了。"))


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """Put something on the agenda."""
    row = own(request, meeting_id)
    deed = Deed(
        gettext_lazy("加一项议程"), forms.ItemForm(posted(request)),
        lambda form: agenda.add_item(request.actor, row, **form.cleaned_data), _page(row),
        gettext_lazy("加好了。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HOLD)
@require_POST
def remove_item(request: ActedRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take something off the agenda."""
    row = own(request, meeting_id)
    item = item_of(row, item_id)
    return at_once(request, lambda: agenda.remove_item(request.actor, row, item), "assembly:meeting", row.pk)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def add_paper(request: ActedRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """A paper to read beforehand."""
    row = own(request, meeting_id)
    item = item_of(row, item_id)
    form = forms.PaperForm(posted(request), request.FILES or None)

    def run(sent: Any) -> None:
        data, name = sent.cleaned_data["file"]
        agenda.add_paper(request.actor, row, item, data=data, name=name)

    deed = Deed(gettext_lazy("加材料"), form, run, _page(row), gettext_lazy("加好了。"), item.title)
    return carry_out(request, deed)


@requires(HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: ActedRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """What was said about an item."""
    row = own(request, meeting_id)
    item = item_of(row, item_id)
    deed = Deed(
        gettext_lazy("记录"), forms.NotesForm(posted(request), initial={"notes": item.notes}),
        lambda form: agenda.write_notes(request.actor, row, item, notes=form.cleaned_data["notes"]),
        reverse("assembly:minutes", args=[row.pk]), gettext_lazy("记下了。"), item.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(FOLLOW)
@require_GET
def notice(request: ActedRequest, meeting_id: UUID) -> HttpResponse:
    """The notice to hang up."""
    row = own(request, meeting_id)
    if row.state not in PUBLIC:
        raise OutsideYourArea
    address = request.build_absolute_uri(reverse("assembly:read_meeting", args=[row.pk]))
    return files.shown(papers.notice(row, address), "meeting-notice.pdf")
