"""For workers: the roll of a vote, putting it right, and the doors that have not voted yet."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import keeping, printing
from linli.contexts.assembly.commands import rolls as commands
from linli.contexts.assembly.exports import rolls as exports
from linli.contexts.assembly.forms.ballots import HoldingForm, WhyForm
from linli.contexts.assembly.models import Ballot, State
from linli.contexts.assembly.queries import rolls, walking
from linli.contexts.assembly.states import RUN, TAKE
from linli.contexts.assembly.views.common import own, posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.ballots.models import Seat
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web import files
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of

WHICH = (("", gettext_lazy("全部")), ("no_area", gettext_lazy("缺面积")),
         ("not_voted", gettext_lazy("还没投")), ("voted", gettext_lazy("已投")))  # fmt: skip


@requires(TAKE)
@require_GET
def roll_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Everybody who has a say."""
    found = own(request.actor, ballot_id)
    which, words = request.GET.get("which", ""), request.GET.get("q", "").strip()
    page = page_of(request, rolls.seats(request.actor, found, words=words, which=which), size=50)
    parts = rolls.parts_by_key(found, [one.key for one in page.rows])
    values = {
        "ballot": found, "page": page, "which": which, "words": words, "filters": _filters(found),
        "names": rolls.named(found, page.rows), "parts": parts,
        "may_change": _may_change(request, found),
        "changes": found.changes.order_by("-at")[:20],
    }  # fmt: skip
    return render(request, "assembly/roll.html", values)


def _may_change(request: ActedRequest, ballot: Ballot) -> bool:
    return ballot.state in (State.REVIEW, State.ANNOUNCED) and request.actor.may(RUN, ballot.area.code)


def _filters(ballot: Ballot) -> list[tuple[str, object]]:
    hidden = set() if ballot.parts.exists() else {"no_area"}
    if ballot.state not in (State.OPEN, State.CLOSED, State.PUBLISHED):
        hidden |= {"voted", "not_voted"}
    return [one for one in WHICH if one[0] not in hidden]


@requires(TAKE)
@require_GET
def export(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """The roll as a workbook."""
    found = own(request.actor, ballot_id)
    rows = list(rolls.seats(request.actor, found))
    printing.export_roll(request.actor, found, rows=len(rows))
    data = exports.roll(rows, rolls.named(found, rows), rolls.parts_by_key(found, [one.key for one in rows]))
    return files.saved(data, _("投票名册_%(day)s.xlsx") % {"day": clock.today().isoformat()})


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Find who is missing behind a door, and put them on the roll."""
    found = own(request.actor, ballot_id)
    door = (request.POST if request.method == "POST" else request.GET).get("door", "").strip()
    trouble = ""
    if request.method == "POST":
        reason, key = request.POST.get("reason", ""), request.POST.get("key", "")
        try:
            commands.add(request.actor, found, key=key, door=door, reason=reason)
        except Refusal as refusal:
            trouble = str(refusal)
        else:
            return see_other(request, "assembly:roll", found.pk, query=f"q={door}")
    values = {
        "ballot": found, "door": door, "trouble": trouble,
        "candidates": rolls.missing_at(request.actor, found, door) if door else (),
    }  # fmt: skip
    return render(request, "assembly/add_line.html", values, status=422 if trouble else 200)


def _seat(request: ActedRequest, ballot: Ballot, key: str) -> Seat:
    seat = rolls.seats(request.actor, ballot).filter(key=key).first()
    if seat is None:
        raise OutsideYourArea
    return seat


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: ActedRequest, ballot_id: UUID, key: str) -> HttpResponse:
    """Take a line off the roll."""
    found = own(request.actor, ballot_id)
    seat = _seat(request, found, key)
    deed = Deed(
        gettext_lazy("移出名册"), WhyForm(posted(request)),
        lambda form: commands.strike(request.actor, found, key=key, reason=form.cleaned_data["reason"]),
        reverse("assembly:roll", args=[found.pk]), gettext_lazy("已移出，原因记下了。"), seat.door,
        gettext_lazy("移出"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActedRequest, ballot_id: UUID, key: str) -> HttpResponse:
    """Put right what somebody owns."""
    found = own(request.actor, ballot_id)
    seat, part = _seat(request, found, key), found.parts.filter(key=key).first()
    if part is None:
        raise OutsideYourArea
    start = {"floor_area": part.floor_area, "held_by_developer": part.held_by_developer}

    def run(form: HoldingForm) -> object:
        said = form.cleaned_data
        holding = commands.Held(
            said["floor_area"], said["same_owner_as"], held_by_developer=said["held_by_developer"]
        )
        return commands.correct(request.actor, found, key=key, holding=holding, reason=said["reason"])

    deed = Deed(
        gettext_lazy("改面积或业主"), HoldingForm(posted(request), initial=start), run,
        reverse("assembly:roll", args=[found.pk]), gettext_lazy("已更正，原因记下了。"), seat.door,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(TAKE)
@require_GET
def left_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """The doors with votes not cast yet, in walking order."""
    found = own(request.actor, ballot_id)
    rows = walking.doors_left(request.actor, found)
    values = {
        "ballot": found, "page": page_of(request, rows, size=100), "may_walk": walking.may_walk(found),
        "told": walking.doors_told(request.actor, found),
    }  # fmt: skip
    return render(request, "assembly/left.html", values)


@requires(TAKE)
@require_POST
def tell(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """A door was told, or was not after all; it is told once and then left in peace."""
    found, door = own(request.actor, ballot_id), request.POST.get("door", "")
    seat = rolls.seats(request.actor, found).filter(door=door).first()
    if seat is None or not door:
        raise OutsideYourArea
    act = keeping.untell if request.POST.get("undo") else keeping.tell
    back = see_other(request, "assembly:left", found.pk)
    return tap(request, partial(act, request.actor, found, seat.area, door=door), back)


@requires(TAKE)
@require_GET
def export_left(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """The doors with votes not cast yet, as a workbook."""
    found = own(request.actor, ballot_id)
    rows = walking.doors_left(request.actor, found)
    printing.export_roll(request.actor, found, rows=len(rows))
    return files.saved(exports.doors_left(rows), _("送票_%(day)s.xlsx") % {"day": clock.today().isoformat()})
