"""Writing a request down for somebody: words, where, who, in under a minute."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.registry import api as registry
from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.photos import keep_photos
from linli.contexts.service_requests.commands.reporting import Told, Who, report
from linli.contexts.service_requests.forms.entering import EnterForm
from linli.contexts.service_requests.queries import listing, nearby, suggesting, whereabouts, words
from linli.contexts.service_requests.queries.whereabouts import Whereabouts
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.ids import new_id
from linli.web.htmx import see_other


@requires(policies.ENTER)
def enter(request: ActedRequest) -> HttpResponse:
    """The form; sent twice it is one request."""
    communities = areas.communities_seen(request.actor, policies.ENTER)
    if request.method != "POST":
        start = {"nonce": new_id(), "where": request.GET.get("where", "")}
        return _page(request, EnterForm(communities=communities, initial=start), communities)
    form = EnterForm(request.POST, request.FILES, communities=communities)
    if not form.is_valid():
        return _page(request, form, communities)
    try:
        key = form.cleaned_data["nonce"] or str(new_id())
        answer = once(request.actor, f"request:{key}", lambda: _write(request, form, communities))
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, form, communities)
    if not answer.repeated:
        messages.success(request, _("已记下 %(number)s。") % {"number": answer.value["number"]})
    return see_other(request, "service_requests:request", answer.value["id"], query="entered=1")


@requires(policies.ENTER)
def enter_at(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """The form with a door filled in."""
    door = registry.door(request.actor, dwelling_id)
    communities = areas.communities_seen(request.actor, policies.ENTER)
    start = {"nonce": new_id(), "where": door.place, "community": door.community.pk, "channel": "worker"}
    return _page(request, EnterForm(communities=communities, initial=start), communities)


def _write(request: ActedRequest, form: EnterForm, communities: list[Area]) -> dict[str, str]:
    said, actor = form.cleaned_data, request.actor
    place = _meant(request, said.get("community"), said["where"], communities, form.point)
    guess = suggesting.guess(place.area.code, said["words"])
    row = report(
        actor, place.area,
        told=Told(
            said["words"], said["channel"], category=said["category"] or "other", urgency=said["urgency"],
            who=Who(said["name"], said["phone"]), place=place.words, point=form.point,
            dwelling=place.dwelling, photos=keep_photos(actor, said["photos"], place.area.code),
            suggested=guess.data if guess else {},
        ),
    )  # fmt: skip
    return {"id": str(row.pk), "number": row.number}


def _meant(
    request: ActedRequest,
    community: Area | None,
    typed: str,
    communities: list[Area],
    point: nearby.Point | None = None,
) -> Whereabouts:
    chosen = community or (communities[0] if communities else None)
    if chosen is None:
        raise OutsideYourArea
    return whereabouts.understood(request.actor, chosen, typed, point)


def _page(request: ActedRequest, form: EnterForm, communities: list[Area]) -> HttpResponse:
    values = {
        "form": form,
        "houses": whereabouts.buildings(request.actor, communities),
        "draft": f"request:{request.actor.account_id}",
        "communities": communities,
    }
    return render(request, "service_requests/enter.html", values, status=422 if form.is_bound else 200)


@requires(policies.ENTER)
@require_POST
def hints(request: ActedRequest) -> HttpResponse:
    """While one types: the place understood, what it is likely about, and the same matter nearby."""
    communities = areas.communities_seen(request.actor, policies.ENTER)
    chosen = next((c for c in communities if str(c.pk) == request.POST.get("community")), None)
    typed = request.POST.get("words", "")[:400]
    point = nearby.point_said(request.POST)
    place = _meant(request, chosen, request.POST.get("where", "")[:60], communities, point)
    guess = suggesting.guess(place.area.code, typed)
    community = areas.community_of(place.area.code)
    near = nearby.likely(nearby.place_named(community, place.area.code, point), typed)
    values: dict[str, Any] = {
        "place": place,
        "guess": guess,
        "label": words.category_label(guess.category) if guess else "",
        "found": near,
        "titles": listing.titles(request.actor, [one.id for one in near]),
    }
    return render(request, "service_requests/_hints.html", values)
