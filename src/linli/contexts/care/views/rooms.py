"""The after-school room: the list, an afternoon, who comes and goes, the roster and the emergency sheet."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import policies
from linli.contexts.care.commands import rooms as commands
from linli.contexts.care.forms.rooms import CollectForm, EnrolForm, GiveWordForm, RoomForm, WordsForm
from linli.contexts.care.models import Room
from linli.contexts.care.queries import rooms as queries
from linli.contexts.care.states import AFTERNOON
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.access.queries import in_force
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.forms import LinliForm, ReasonForm
from linli.web.htmx import see_other


@requires("care.keep_room")
def rooms(request: ActedRequest) -> HttpResponse:
    """Every room one has to do with."""
    values = {
        "rooms": list(queries.rooms(request.actor)), "today": clock.today(),
        "places": communities_seen(request.actor, policies.ARRANGE),
    }  # fmt: skip
    return render(request, "care/rooms.html", values)


@requires("care.keep_room")
def room(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """This afternoon, and the roster."""
    found = queries.room(request.actor, room_id)
    roster, today = queries.roster(found), clock.today()
    late, hours = {one.pk for one in queries.late(found)}, queries.hours(found, today)
    usual = (found.opens, found.closes)
    values = {
        "room": found, "today": today, "is_open": hours is not None,
        "opens": hour((hours or usual)[0]), "closes": hour((hours or usual)[1]),
        "next_on": None if hours else next(iter(queries.open_days(found, today, 60)), None),
        "changes": [
            (one, hour(one.opens or found.opens), hour(one.closes or found.closes))
            for one in queries.changes(found)
        ],
        "children": [(one, AFTERNOON.label(one.state), one.pupil.pk in late, one.pupil.remarks.reveal())
                     for one in queries.day(found, today)],
        "missed": queries.missed_before(found, today),
        "roster": [one for one in roster if not one.is_waiting],
        "waiting": [one for one in roster if one.is_waiting],
        "left": max(0, found.capacity - sum(not one.is_waiting for one in roster)),
    }  # fmt: skip
    return render(request, "care/room.html", values)


def hour(minutes: int) -> str:
    """16:30 for 990."""
    return f"{minutes // 60}:{minutes % 60:02d}"


@requires("care.arrange")
def open_room(request: ActedRequest, code: str) -> HttpResponse:
    """A room for a term."""
    place = next((one for one in communities_seen(request.actor, policies.ARRANGE) if one.code == code), None)
    if place is None:
        raise OutsideYourArea
    initial = {"name": _("四点半课堂"), "opens": "16:30", "closes": "18:00", "weekdays": range(5)}
    form = RoomForm(request.POST or None, initial=initial, staff=staff_of(place))

    def run(form: Any) -> None:
        commands.open_room(request.actor, place, told=form.told())

    return carry_out(request, Deed(_("开一间课堂"), form, run, reverse("care:rooms"), _("已开好。")))


def staff_of(place: Area) -> list[Account]:
    """Who may be on duty in a room of a community."""
    here = in_force().filter(area__code__startswith=place.code).values("account")
    return list(Account.objects.filter(pk__in=here, is_active=True).order_by("name"))


@requires("care.keep_room")
def enrol(request: ActedRequest, room_id: UUID, person_id: UUID) -> HttpResponse:
    """Put a child on the roster."""
    found, held = queries.room(request.actor, room_id), registry.card(request.actor, person_id)
    form = EnrolForm(request.POST or None, room=found, initial={"weekdays": found.weekdays})

    def run(form: Any) -> None:
        said = form.cleaned_data
        told = commands.Enrolled(
            [int(n) for n in said["weekdays"]], said["consent_by"], form.fetchers(), said["remarks"]
        )
        commands.enrol(request.actor, found, held, told=told)

    lead = _("孩子的情况要监护人同意才登记。座位满了会排队，有人退出按先后轮上。")
    title = _("%(name)s报名%(room)s") % {"name": held.name, "room": found.name}
    return carry_out(request, Deed(title, form, run, page_of(found), _("已报上名。"), lead, _("报名")))


@requires("care.keep_room")
@require_POST
def tick(request: ActedRequest, room_id: UUID, pupil_id: UUID, verb: str) -> HttpResponse:
    """A child came, or that was a slip of the finger."""
    found = queries.room(request.actor, room_id)
    do = partial(commands.step, request.actor, found, pupil=queries.pupil(found, pupil_id), verb=verb)
    return tap(request, do, see_other(request, "care:room", found.pk))


SAID = ("excuse", "account")


@requires("care.keep_room")
def say(request: ActedRequest, room_id: UUID, pupil_id: UUID, verb: str) -> HttpResponse:
    """Excused, or somebody said where the child is."""
    if verb not in SAID:
        raise OutsideYourArea
    found = queries.room(request.actor, room_id)
    pupil, form = queries.pupil(found, pupil_id), WordsForm(request.POST or None)

    def run(form: Any) -> None:
        commands.step(request.actor, found, pupil=pupil, verb=verb, words=form.cleaned_data["words"])

    lead = _("写清楚是谁说的、人在哪里。") if verb == "account" else _("写清楚谁替孩子请的假、为什么。")
    label = AFTERNOON.step(verb, "missing" if verb == "account" else "expected").label
    title = f"{pupil.person.name} · {label}"
    return carry_out(request, Deed(title, form, run, page_of(found), _("已记下。"), lead))


@requires("care.keep_room")
def give_word(request: ActedRequest, room_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Somebody else comes today."""
    found = queries.room(request.actor, room_id)
    pupil, form = queries.pupil(found, pupil_id), GiveWordForm(request.POST or None)

    def run(form: Any) -> None:
        made = commands.give_word(request.actor, found, pupil=pupil, name=form.cleaned_data["name"])
        said = _("今天的口令是“%(word)s”，请在电话里告诉监护人。") % {"word": made.once_word}
        messages.warning(request, said)

    lead = _("只有监护人亲自来电话才给口令；一次有效，用完作废。")
    title = _("%(name)s今天换人接") % {"name": pupil.person.name}
    return carry_out(request, Deed(title, form, run, page_of(found), _("已记下。"), lead, _("给一个口令")))


@requires("care.keep_room")
def collect(request: ActedRequest, room_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Somebody fetches the child."""
    found = queries.room(request.actor, room_id)
    pupil = queries.pupil(found, pupil_id)
    fetchers = list(pupil.pickups.filter(ended_on=None).order_by("pk"))
    row = next((one.row for one in queries.day(found, clock.today()) if one.pupil.pk == pupil.pk), None)
    form = CollectForm(
        request.POST or None, fetchers=fetchers, once=row.once_name if row and row.once_word else ""
    )

    def run(form: Any) -> None:
        chosen = next((one for one in fetchers if str(one.pk) == form.cleaned_data["fetcher"]), None)
        commands.collect(request.actor, found, pupil=pupil, fetcher=chosen, word=form.cleaned_data["word"])

    lead = _("不在名单上的人不能接，先给监护人打电话。")
    title = _("接走%(name)s") % {"name": pupil.person.name}
    return carry_out(request, Deed(title, form, run, page_of(found), _("已记下谁接走的。"), lead))


@requires("care.keep_room")
def sheet(request: ActedRequest, room_id: UUID) -> HttpResponse:
    """The emergency sheet: every child with those to call, for a reason on record; also one child alone."""
    found = queries.room(request.actor, room_id)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        asked = request.GET.get("child", "")
        rows = [one for one in queries.roster(found) if not one.is_waiting and asked in ("", str(one.pk))]
        commands.show_guardians(request.actor, found, pupils=rows, reason=form.cleaned_data["reason"])
        shown = [
            (one, one.remarks.reveal(), [(who, who.phone.reveal()) for who in one.pickups.all()])
            for one in rows
        ]
        return render(request, "care/room_sheet.html", {"room": found, "rows": shown, "now": clock.now()})
    lead = _("上面有监护人的电话，查看和打印都会记下来。")
    deed = Deed(_("紧急联系单"), form, lambda _form: None, page_of(found), "", lead, _("打开"))
    status = 422 if form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


@requires("care.keep_room")
def leave(request: ActedRequest, room_id: UUID, pupil_id: UUID) -> HttpResponse:
    """A child leaves the roster, after a second look: the place goes to whoever waits."""
    found = queries.room(request.actor, room_id)
    pupil = queries.pupil(found, pupil_id)
    form = LinliForm(request.POST if request.method == "POST" else None)
    title = _("%(name)s退出%(room)s") % {"name": pupil.person.name, "room": found.name}
    lead = _("名额马上让给排队的孩子。以后再来，要重新报名。")
    run = partial(commands.leave, request.actor, found, pupil=pupil)
    done = _("已退出，名额让给排队的孩子。")
    deed = Deed(title, form, lambda _form: run(), page_of(found), done, lead, _("退出"), danger=True)
    return carry_out(request, deed)


def page_of(found: Room) -> str:
    """Its address."""
    return reverse("care:room", args=[found.pk])
