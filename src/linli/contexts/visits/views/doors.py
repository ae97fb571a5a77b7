"""The visit page of a door."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.visits import forms
from linli.contexts.visits.commands.photos import MOST, keep_photo
from linli.contexts.visits.commands.visits import record
from linli.contexts.visits.models import Channel, Outcome
from linli.contexts.visits.queries import checklists
from linli.contexts.visits.queries import sheet as sheets
from linli.contexts.visits.queries.rhythm import rhythm_of
from linli.contexts.visits.views import brought, entered
from linli.contexts.visits.views.checklists import begun
from linli.kernel import clock, codes
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.commands import once
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.ids import new_id
from linli.kernel.sync.models import SetAside
from linli.web.htmx import see_other

UNFOLDED = 2
"""With more people at a door, what to ask of each is folded until it is tapped."""


@requires("visits.record")
def door(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """One page for a household; one save for everything."""
    if request.method == "POST":
        return _save(request, dwelling_id)
    aside = brought.aside_named(request.actor, request.GET.get("aside", ""), dwelling_id)
    return _page(request, dwelling_id, brought.entries(aside) if aside else QueryDict(), {}, aside)


def _save(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    found = sheets.sheet(request.actor, dwelling_id)

    def write() -> dict[str, str]:
        photos = _photos(request, found.door.area.code)
        aside = brought.aside_named(request.actor, request.POST.get("aside", ""), dwelling_id)
        if aside is not None:
            photos += brought.keep_photos(request.actor, aside, found.door.area.code)
        told = forms.read_all(request.actor, found.door, forms.Sent(request.POST, photos))
        visit = record(request.actor, found.door.area, door=found.door, told=told)
        if aside is not None:
            brought.settle(request.actor, aside)
        return {"visit": str(visit.pk)}

    try:
        answer = once(request.actor, f"visit:{request.POST.get('nonce', new_id())}", write)
    except OutsideYourArea:
        raise
    except forms.Faulty as faulty:
        return _page(request, dwelling_id, request.POST, faulty.faults)
    except Refusal as refusal:
        return _page(request, dwelling_id, request.POST, {refusal.field or "": str(refusal)})
    if not answer.repeated:
        messages.success(request, _("已记下 %(place)s 的走访。") % {"place": found.door.place})
    return see_other(request, "visits:visit", answer.value["visit"])


def _photos(request: ActedRequest, area_code: str) -> tuple[tuple[UUID, str], ...]:
    """The photos of a request, those of its checklists too, stored; the digest is of what was sent."""
    named = [name for name in request.FILES if name == "photo" or name.startswith("checklist:")]
    sent = [file for name in named for file in request.FILES.getlist(name)]
    if len(sent) > MOST:
        raise BadInput(_("一次最多 %(most)s 张照片。"), most=MOST)
    return tuple(keep_photo(request.actor, file.read(), area_code) for file in sent)


def _page(
    request: ActedRequest, dwelling_id: UUID, data: QueryDict, faults: dict[str, str],
    aside: SetAside | None = None,
) -> HttpResponse:  # fmt: skip
    found = sheets.sheet(request.actor, dwelling_id)
    now = timezone.localtime(clock.now())
    values = {
        "sheet": found,
        "door": found.door,
        "people": entered.people(found, data, faults),
        "states": entered.states(),
        "changes": entered.changes(),
        "newcomers": entered.newcomers(data),
        **entered.found(data),
        "offers": checklists.offers(found.door),
        "begun": begun(request.actor, found.door, data),
        "user": request.actor.name,
        "aside": str(aside.pk) if aside else data.get("aside", ""),
        "why_aside": aside.reason if aside else "",
        "brought": len(brought.photos(aside)) if aside else 0,
        "chosen": entered.chosen(data, now),
        "channels": Channel.choices,
        "outcomes": Outcome.choices,
        "parts": entered.parts(),
        "relations": codes.choices("relation"),
        "sexes": codes.choices("sex"),
        "faults": faults,
        "nonce": data.get("nonce") or new_id(),
        "today": now.date(),
        "folds": len(found.blocks) > UNFOLDED and not data,
        "everyone": data.get("everyone", ""),
        "rhythm": rhythm_of(dwelling_id),
        "back": reverse("web:home"),
    }
    return render(request, "visits/door.html", values, status=422 if faults else 200)
