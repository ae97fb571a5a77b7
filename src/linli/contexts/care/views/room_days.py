"""A room changed for good or on single days, and its roster as a file: out, and in after a look."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import policies
from linli.contexts.care.commands import room_days as commands
from linli.contexts.care.commands import rosters
from linli.contexts.care.exports import rosters as books
from linli.contexts.care.forms.pickups import DayForm, RosterForm
from linli.contexts.care.forms.rooms import RoomForm
from linli.contexts.care.imports import rosters as imports
from linli.contexts.care.models import Room
from linli.contexts.care.queries import rooms as queries
from linli.contexts.care.views.rooms import hour, page_of, staff_of
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea, Refusal
from linli.kernel.sheets.refusals import FileRefused
from linli.web.deeds import Deed, carry_out, tap
from linli.web.files import saved
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other

SALT, HELD_FOR = "care roster", 3600


def _run(request: ActedRequest, room_id: UUID) -> Room:
    found = queries.room(request.actor, room_id)
    if not policies.may_run_room(request.actor, found):
        raise NotAllowed
    return found


@requires("care.keep_room")
def change_room(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """Other hours, more places, somebody else on duty."""
    found = _run(request, room_id)
    initial = {
        "name": found.name, "opens": hour(found.opens), "closes": hour(found.closes),
        "weekdays": found.weekdays, "capacity": found.capacity, "from_on": found.from_on,
        "until_on": found.until_on, "on_duty": found.on_duty_id,
    }  # fmt: skip
    form = RoomForm(request.POST or None, initial=initial, staff=staff_of(found.community))

    def run(form: Any) -> None:
        commands.change_room(request.actor, found, told=form.told())

    title = _("调整“%(name)s”") % {"name": found.name}
    return carry_out(request, Deed(title, form, run, page_of(found), _("已改好。")))


@requires("care.keep_room")
def change_day(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """Closed for once, or open at other hours."""
    found = _run(request, room_id)
    form = DayForm(request.POST or None, initial={"on": clock.today() + timedelta(days=1), "is_open": "no"})

    def run(form: Any) -> None:
        commands.change_day(request.actor, found, told=form.told())

    lead = _("法定节假日本来就不开，不用写。改了以后请打电话或在家长群里告诉家长。")
    return carry_out(request, Deed(_("哪天不一样"), form, run, page_of(found), _("已记下。"), lead))


@requires("care.keep_room")
@require_POST
def restore_day(request: ActedRequest, room_id: UUID, day_id: int) -> HttpResponse:
    """As on any other day."""
    found = _run(request, room_id)
    day = next((one for one in queries.changes(found) if one.pk == day_id), None)
    if day is None:
        raise OutsideYourArea
    do = lambda: commands.restore_day(request.actor, found, day=day)  # noqa: E731
    return tap(request, do, see_other(request, "care:room", found.pk), _("照常了。"))


@requires("care.keep_room")
def roster_out(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """The roster as a workbook, for a reason."""
    found = queries.room(request.actor, room_id)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        rows = queries.roster(found)
        rosters.count_export(request.actor, found, rows=len(rows), reason=form.cleaned_data["reason"])
        name = _("%(room)s_名单_%(day)s.xlsx") % {"room": found.name, "day": clock.today().isoformat()}
        return saved(books.book(found, rows, request.actor.name), name)
    lead = _("电话和要留意的不导出；谁、哪天、为什么导出会记下来。照这个样子填好也可以导入。")
    deed = Deed(_("导出名单"), form, lambda _form: None, page_of(found), "", lead, _("导出"))
    status = 422 if form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


@requires("care.keep_room")
def week(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """A week to tick on paper."""
    found = queries.room(request.actor, room_id)
    days = queries.open_days(found, clock.today(), 14)[:5]
    if not days:
        messages.info(request, _("两个星期里都不开。"))
        return see_other(request, "care:room", found.pk)
    name = _("%(room)s_签到_%(day)s.xlsx") % {"room": found.name, "day": days[0].isoformat()}
    return saved(books.sheet(found, queries.roster(found), days[0], days), name)


@requires("care.keep_room")
def roster_in(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """Read a file, look at every line, then enrol those that can be."""
    found = queries.room(request.actor, room_id)
    is_sent = request.method == "POST"
    form = RosterForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    values: dict[str, Any] = {"room": found, "form": form}
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["read"]:
                return _take(request, found, form.cleaned_data["read"])
            values |= _looked_at(request, found, form)
        except OutsideYourArea:
            raise
        except (Refusal, FileRefused) as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.errors else 200
    return render(request, "care/roster_in.html", values, status=status)


def _looked_at(request: ActedRequest, found: Room, form: RosterForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    if file is None:
        raise BadInput(_("请选择一个文件。"))
    lines = imports.judge(request.actor, found, file.read(), file.name)
    good = [{"person": one.person, "days": one.days, "words": one.words} for one in lines if not one.trouble]
    read = signing.dumps({"room": str(found.pk), "lines": good}, salt=SALT, compress=True) if good else ""
    days = [" ".join(str(WEEKDAYS_ABBR[n]) for n in one.days) for one in lines]
    return {"lines": list(zip(lines, days, strict=True)), "good": len(good), "read": read}


def _take(request: ActedRequest, found: Room, text: str) -> HttpResponse:
    try:
        told = signing.loads(text, salt=SALT, max_age=HELD_FOR)
    except signing.BadSignature as fault:
        raise BadInput(_("这份预览已经过期，请重新选择文件。")) from fault
    if told["room"] != str(found.pk):
        raise OutsideYourArea
    cards = registry.held(request.actor, [UUID(one["person"]) for one in told["lines"]])
    lines = [
        rosters.Line(cards[UUID(one["person"])], imports.enrolled(one))
        for one in told["lines"]
        if UUID(one["person"]) in cards
    ]
    n = rosters.take(request.actor, found, lines=lines)
    messages.success(request, _("已报上 %(n)s 个孩子。") % {"n": n})
    return see_other(request, "care:room", found.pk)
