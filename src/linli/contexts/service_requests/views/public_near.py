"""What neighbours reported nearby already, and joining it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.service_requests.commands import reporting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.forms.public import WhoForm
from linli.contexts.service_requests.models import Photo, Reporter, Request, Stage
from linli.contexts.service_requests.queries import nearby, suggesting, whereabouts, words
from linli.contexts.service_requests.views.public_door import (
    BY_PHONE,
    HINTS,
    REPORTS,
    RESIDENT,
    community_of,
    count,
    picture,
    posted,
    remember,
    unlisted,
)
from linli.kernel.access.guards import public
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.visitors.limits import spend


@public("what neighbours reported nearby: no person in it")
@unlisted
@require_POST
def near(request: HttpRequest, code: str) -> HttpResponse:
    """Likely the same, while it is typed.  A POST: words must not stand in addresses and logs."""
    community = community_of(code)
    count(request, HINTS)
    point = nearby.point_said(request.POST)
    place = nearby.place_named(community, request.POST.get("building", ""), point)
    typed = request.POST.get("words", "")[:400]
    guess = suggesting.guess(community.code, typed)
    values = {
        "found": nearby.likely(place, typed),
        "community": community,
        "guess": words.category_label(guess.category) if guess and guess.is_sure else "",
    }
    return render(request, "service_requests/public/_near.html", values)


@public("a picture in which somebody of us found nothing personal")
@unlisted
@require_GET
def photo(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A picture of a request that neighbours may see."""
    shown = Photo.objects.filter(
        file_id=file_id, stage=Stage.REPORT, request__is_shown=True, request__area__code__startswith=code
    )
    if len(code) < areas.COMMUNITY_DIGITS or not shown.exists():
        raise OutsideYourArea
    return picture(file_id)


@public("residents join what a neighbour reported")
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str, request_id: UUID) -> HttpResponse:
    """The same happens to me: who I am, or nobody; a code of my own."""
    community = community_of(code)
    row = Request.objects.select_related("area__parent").get(pk=request_id)
    if not row.area.code.startswith(community.code):
        raise OutsideYourArea
    form = WhoForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            reporter = _join(request, row, form)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            remember(request, reporter)
            return HttpResponseRedirect(
                reverse("service_requests:tell_given", args=[reporter.pk]), status=303
            )
    values = {"form": form, "community": community, "one": nearby.told([row])[0]}
    status = 422 if form.is_bound else 200
    return render(request, "service_requests/public/join.html", values, status=status)


def _join(request: HttpRequest, row: Request, form: WhoForm) -> Reporter:
    if form.is_trapped:
        raise OutsideYourArea
    count(request, *REPORTS)
    said = form.cleaned_data
    if said["phone"]:
        spend(BY_PHONE, said["phone"])
    who = Who(said["name"], said["phone"], proved=False)
    answer = once(RESIDENT, f"join:{form.key}", lambda: str(reporting.join(RESIDENT, row, who=who).pk))
    return Reporter.objects.get(pk=answer.value)


@public("where buildings stand: nobody in it")
@unlisted
@require_GET
def places(request: HttpRequest, code: str) -> HttpResponse:
    """The buildings and ways of a community as GeoJSON, to tap on."""
    community = community_of(code)
    houses = list(areas.buildings_of(community))
    features = [shape for house in houses if house.longitude is not None for shape in _building(house)]
    features += [
        {
            "type": "Feature",
            "properties": {"what": "path"},
            "geometry": {"type": "LineString", "coordinates": way.line},
        }
        for way in areas.paths_of(community)
    ]
    told: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if corners := _corners(houses):
        told["bounds"] = corners
    response = JsonResponse(told)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _building(house: Area) -> list[dict[str, Any]]:
    spot = {"type": "Point", "coordinates": [house.longitude, house.latitude]}
    label = whereabouts.labelled(house)
    about = {"code": house.code, "name": house.name, "label": label, "colour": "#c9bfa8"}
    return [
        {"type": "Feature", "properties": {**about, "what": "building"}, "geometry": house.outline or spot},
        {"type": "Feature", "properties": {**about, "what": "label"}, "geometry": spot},
    ]


def _corners(houses: list[Area]) -> list[float] | None:
    east = [house.longitude for house in houses if house.longitude is not None]
    north = [house.latitude for house in houses if house.latitude is not None]
    return [min(east), min(north), max(east), max(north)] if east and north else None
