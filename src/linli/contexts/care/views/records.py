"""People we look after: the list, one of them, and what is decided about somebody."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.care import policies
from linli.contexts.care.commands import records as commands
from linli.contexts.care.forms.records import EndForm, LookAfterForm, PauseForm, initial_of
from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries import cards, family, holdings, judging, plans, screenings
from linli.contexts.care.queries import proposals as proposing
from linli.contexts.care.queries import records as queries
from linli.contexts.care.queries.words import choices, label, labels, rules, say, suggested
from linli.contexts.care.states import OPEN, RECORD
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm
from linli.web.htmx import page_or_part
from linli.web.paging import page_of

SORTS = (
    ("tier", gettext_lazy("看望最勤的在前")),
    ("place", gettext_lazy("按门牌")),
    ("name", gettext_lazy("按姓名")),
    ("review", gettext_lazy("最早要商量计划的在前")),
    ("since", gettext_lazy("最近开始照看的在前")),
)


def wish_of(request: ActedRequest) -> queries.Wish:
    """What the address bar narrows the list by."""
    asked = request.GET
    return queries.Wish(
        words=asked.get("q", "").strip()[:40], kind=asked.get("kind", ""), tier=asked.get("tier", ""),
        reason=asked.get("reason", ""), place=asked.get("place", ""), state=asked.get("state", ""),
        sort=asked.get("sort", "tier"),
    )  # fmt: skip


def filters(request: ActedRequest) -> dict[str, Any]:
    """What the list can be narrowed by."""
    return {
        "kinds": choices("kind"),
        "tiers": choices("tier"),
        "reasons": choices("class"),
        "grids": within(request.actor, policies.VIEW, AreaKind.GRID),
        "query": request.GET.urlencode(),
    }


@requires("care.view")
def people(request: ActedRequest) -> HttpResponse:
    """Everybody in one's area whom we look after."""
    wish = wish_of(request)
    page = page_of(request, queries.narrowed(queries.seen(request.actor), wish))
    values = {
        "page": page,
        "rows": [(row, label("tier", row.tier), labels("class", row.classes)) for row in page.rows],
        "wish": wish,
        "states": list(RECORD.states.items()),
        "states_named": RECORD.states,
        "sorts": SORTS,
        "counts": [(key, label("tier", key), n) for key, n in queries.counts(request.actor).items()],
        "waiting": proposing.count_waiting(request.actor),
        "today": clock.today(),
        **filters(request),
    }
    return page_or_part(request, "care/people.html", "care/_people.html", values)


@requires("care.view")
def record(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Somebody we look after."""
    found = queries.record(request.actor, record_id)
    screened = screenings.of_record(found)
    values = {
        "record": found,
        "kind": label("kind", found.kind),
        "tier": label("tier", found.tier),
        "tier_about": say(rules()["tier"][found.tier], "about"),
        "classes": labels("class", found.classes),
        "needs": labels("need", found.needs),
        "state": RECORD.label(found.state),
        "history": queries.history(found),
        "verbs": queries.VERBS,
        "may_part": policies.may_change(request.actor, found),
        "may_change": policies.may_change(request.actor, found) and found.state in OPEN,
        "open_states": OPEN,
        "farewell": [(k, say(row), found.farewell.get(k)) for k, row in rules()["farewell_item"].items()],
        "goals": plans.goals(found),
        "talks": plans.talks(found),
        "card": (card := cards.card_of(found)),
        "card_due": cards.due_on(found, card),
        "floor": cards.floors_of([found]).get(found.person_id, ""),
        "screenings": [(row, screenings.grade_label(row.grade)) for row in screened],
        "course": screenings.course(screened),
        "held": [(row, holdings.name_of(row.what)) for row in holdings.of_person(found.person_id)],
        "links": family.links(found),
        "last_seen": family.last_seen(found),
        "contacts": registry.contacts_of(request.actor, found.person_id),
        "today": clock.today(),
    }
    return render(request, "care/record.html", values)


@requires("care.view")
def home(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Who lives behind a door, and whom of them we look after."""
    door = registry.door(request.actor, dwelling_id)
    held = queries.behind(request.actor, dwelling_id)
    rows = [
        (one, held.get(one.key), label("tier", held[one.key].tier) if one.key in held else "")
        for one in door.residents
    ]
    values = {"door": door, "rows": rows, "may": request.actor.may(policies.LOOK_AFTER, door.area.code)}
    return render(request, "care/home.html", values)


@requires("care.look_after")
def take_up(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Begin to look after somebody, with what the register suggests ticked already."""
    held = registry.card(request.actor, person_id)
    if not policies.may_take_up(request.actor, held):
        raise NotAllowed
    known = queries.of_person(request.actor, person_id)
    door = registry.home_of(person_id)
    lines = registry.doors_of([door]) if door else []
    keys = judging.classes_of(lines[0], person_id, clock.today()) if lines else []
    tier = suggested(keys)[1]
    form = LookAfterForm(request.POST or None, initial=initial_of(keys, tier))

    def run(form: Any) -> None:
        commands.take_up(request.actor, held, told=form.told())

    back = request.GET.get("back", "")
    there = reverse("care:proposals") if back == "proposals" else reverse("care:person", args=[person_id])
    lead = f"{held.short_address}　{_('台账里符合的已经勾好，请您定。')}"
    if known is not None:
        lead = _("已经在照看了。")
    deed = Deed(
        _("照看%(name)s") % {"name": held.name}, form, run, there, _("已开始照看。"), lead, _("开始照看")
    )
    return carry_out(request, deed)


@requires("care.view")
def person(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """The record of somebody, wherever one comes from; 404 when there is none."""
    found = queries.of_person(request.actor, person_id)
    if found is None:
        raise OutsideYourArea
    return record(request, found.pk)


@requires("care.look_after")
def adjust(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Other reasons, another tier, other needs."""
    found = mine(request, record_id)
    initial = initial_of(
        found.classes, found.tier, tier_why=found.tier_why, needs=found.needs, remarks=found.remarks.reveal()
    )
    form = LookAfterForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        commands.adjust(request.actor, found, told=form.told())

    title = _("调整%(name)s的照看") % {"name": found.person.name}
    return carry_out(request, Deed(title, form, run, page_of_record(found), _("已改好。")))


STEPS = {
    "pause": (
        PauseForm,
        gettext_lazy("暂停照看"),
        gettext_lazy("暂停期间不再安排看望；回来以后点“继续照看”。"),
        gettext_lazy("已暂停。"),
    ),
    "resume": (
        None,
        gettext_lazy("继续照看"),
        gettext_lazy("从今天起按原来的间隔看望。"),
        gettext_lazy("已继续照看。"),
    ),
    "end": (
        EndForm,
        gettext_lazy("不再需要照看"),
        gettext_lazy("档案会留着，计划和看望安排从今天起结束。"),
        gettext_lazy("已结束照看。"),
    ),
}


@requires("care.look_after")
def step(request: ActedRequest, record_id: UUID, verb: str) -> HttpResponse:
    """Pause, go on or end."""
    if verb not in STEPS:
        raise OutsideYourArea
    found = mine(request, record_id)
    make, title, lead, done = STEPS[verb]
    form = (make or LinliForm)(request.POST if request.method == "POST" else None)

    def run(form: Any) -> None:
        reason = form.cleaned_data.get("reason", "")
        commands.step(request.actor, found, verb=verb, reason=reason)

    deed = Deed(f"{title} · {found.person.name}", form, run, page_of_record(found), done, lead, title)
    return carry_out(request, deed)


def mine(request: ActedRequest, record_id: UUID) -> CareRecord:
    """A record that one may change."""
    found = queries.record(request.actor, record_id)
    if not policies.may_change(request.actor, found):
        raise NotAllowed
    return found


def page_of_record(found: CareRecord) -> str:
    """Its address."""
    return reverse("care:record", args=[found.pk])
