"""The responsibility list: found, narrowed, printed, taken away, kept."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.duties import exports, policies
from linli.contexts.duties.commands import lists as commands
from linli.contexts.duties.commands.leaving import count_export
from linli.contexts.duties.forms.items import EndForm, ItemForm, NewItemForm
from linli.contexts.duties.models import Duty
from linli.contexts.duties.models.lists import KEPT, Kind
from linli.contexts.duties.queries import lists as queries
from linli.contexts.duties.queries.rules import pack
from linli.contexts.duties.queries.words import LABELS, SORTS, STATES, read
from linli.contexts.duties.views.tabs import tabs
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.errors import NotAllowed, OutsideYourArea, ReasonNeeded
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of


def wish_of(request: ActedRequest) -> queries.Wish:
    """What the address bar narrows the list by."""
    asked = request.GET
    return queries.Wish(
        words=asked.get("q", "").strip()[:40], kind=asked.get("kind", ""), area=asked.get("area", ""),
        department=asked.get("department", ""), state=asked.get("state", "now"),
        sort=asked.get("sort", "number"),
    )  # fmt: skip


@requires("duties.view")
def items(request: ActedRequest) -> HttpResponse:
    """The list of one's area and of those above."""
    wish = wish_of(request)
    seen = queries.visible(request.actor)
    kept = queries.kept_places(request.actor)
    values = {
        "page": page_of(request, queries.narrowed(seen, wish), size=50),
        "wish": wish,
        "counts": [(k, Kind(k).label, n) for k, n in queries.counts(seen.filter(_holds())).items()],
        "kinds": Kind.choices,
        "departments": queries.departments(seen),
        "places": queries.places(request.actor, policies.VIEW),
        "states": STATES,
        "sorts": SORTS,
        "kept": kept,
        "empty": [p for p in kept if not seen.filter(queries.of_place(p.code)).exists()][:1],
        "is_example": seen.filter(_holds(), is_example=True).exists(),
        "note": pack()["list"]["note"],
        "tabs": tabs(request.actor, "items"),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return page_or_part(request, "duties/items.html", "duties/_items.html", values)


def _holds() -> Any:
    return queries.in_force(clock.today())


@requires("duties.view")
def item(request: ActedRequest, duty_id: UUID) -> HttpResponse:
    """One item, and how it came to be."""
    duty = queries.duty(request.actor, duty_id)
    values = {
        "duty": duty,
        "versions": [
            (v, who, [(LABELS[k], read(k, before.get(k, "")), read(k, v.values[k])) for k in v.changed])
            for v, who, before in _with_before(queries.versions(duty))
        ],
        "may_change": policies.may_change(request.actor, duty),
        "today": clock.today(),
    }
    return render(request, "duties/item.html", values)


def _with_before(told: list[Any]) -> Any:
    """Each version with what stood before it."""
    for (version, who), earlier in zip(told, [*told[1:], None], strict=True):
        yield version, who, earlier[0].values if earlier else {}


@requires("duties.manage")
def add(request: ActedRequest) -> HttpResponse:
    """A new item."""
    places = queries.kept_places(request.actor)
    form = NewItemForm(request.POST or None, places=places, initial={"valid_from": clock.today()})

    def run(form: Any) -> None:
        told = dict(form.cleaned_data)
        area = _kept(places, told.pop("area"))
        commands.add(request.actor, area, reason=told.pop("reason"), values=told)

    lead = _("写清社区做到哪一步、依据哪一条、谁牵头。")
    return carry_out(request, Deed(_("加一项"), form, run, reverse("duties:items"), _("已加入清单。"), lead))


def _kept(places: list[Area], code: str) -> Area:
    for place in places:
        if place.code == code:
            return place
    raise OutsideYourArea


@requires("duties.manage")
def change(request: ActedRequest, duty_id: UUID) -> HttpResponse:
    """A new version of an item."""
    duty = _mine(request, duty_id)
    form = ItemForm(request.POST or None, initial={key: getattr(duty, key) for key in KEPT})

    def run(form: Any) -> None:
        told = dict(form.cleaned_data)
        reason = told.pop("reason")
        if not reason:
            raise ReasonNeeded(field="reason")
        commands.change(request.actor, duty, values=told, reason=reason)

    lead = _("以前的写法会留着，谁在什么时候改了什么都查得到。")
    return carry_out(request, Deed(_("修改这一项"), form, run, _page(duty), _("已改好。"), lead))


@requires("duties.manage")
def end(request: ActedRequest, duty_id: UUID) -> HttpResponse:
    """An item stops holding."""
    duty = _mine(request, duty_id)
    form = EndForm(request.POST or None, initial={"last_day": clock.today()})

    def run(form: Any) -> None:
        commands.end(request.actor, duty, **form.cleaned_data)

    deed = Deed(_("让这一项失效"), form, run, _page(duty), _("已记下。"), str(duty), danger=True)
    return carry_out(request, deed)


def _mine(request: ActedRequest, duty_id: UUID) -> Duty:
    """An item of a list that one keeps."""
    duty = queries.duty(request.actor, duty_id)
    if not policies.may_change(request.actor, duty):
        raise NotAllowed
    return duty


def _page(duty: Any) -> str:
    return reverse("duties:item", args=[duty.pk])


@requires("duties.manage")
@require_POST
def example(request: ActedRequest) -> HttpResponse:
    """Begin an empty list with the example."""
    place = _kept(queries.kept_places(request.actor), request.POST.get("area", ""))
    commands.take_example(request.actor, place)
    return see_other(request, "duties:items")


@requires("duties.view")
def export(request: ActedRequest) -> HttpResponse:
    """The list as narrowed, as a workbook."""
    rows = list(queries.narrowed(queries.visible(request.actor), wish_of(request)))
    count_export(request.actor, rows=len(rows), what="items")
    name = _("权责清单_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return saved(exports.items_book("权责清单", rows), name)
