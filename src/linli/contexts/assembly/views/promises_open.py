"""Promises for everybody, without an account; and for residents who took part."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.commands import taking_part
from linli.contexts.assembly.forms.promises import VoiceForm
from linli.contexts.assembly.models import Promise, PromiseState
from linli.contexts.assembly.queries import promises
from linli.contexts.assembly.views.common import community_at, found, posted
from linli.contexts.residents import api as residents
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out
from linli.web.paging import page_of

WHY = "what was promised before neighbours, and what became of it, is for everybody"


def shown(promise_id: UUID) -> Promise:
    """A promise; 404 when there is none."""
    return found(promises.shown, promise_id)


@public(WHY)
@require_GET
def open_any(request: HttpRequest) -> HttpResponse:
    """The communities; where there is only one, its promises."""
    found = list(Area.objects.filter(kind=Kind.COMMUNITY).select_related("parent").order_by("code"))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("assembly:open_promises", args=[found[0].code]))
    return render(request, "assembly/promises/communities.html", {"communities": found})


@public(WHY)
@require_GET
def open_list(request: HttpRequest, code: str) -> HttpResponse:
    """What was promised in a community."""
    place = community_at(code)
    which, words = request.GET.get("which", ""), request.GET.get("q", "").strip()[:40]
    rows = promises.made_in(place.code)
    page = page_of(request, promises.narrowed(rows, which, words))
    values = {
        "community": place, "page": page, "which": which, "words": words, "numbers": promises.numbers(rows),
    }  # fmt: skip
    return render(request, "assembly/promises/open.html", values)


@public(WHY)
@require_GET
def read(request: HttpRequest, promise_id: UUID) -> HttpResponse:
    """One promise with everything that happened."""
    row = shown(promise_id)
    who = residents.current(request)
    part = promises.own_part(who, row) if who else None
    values: dict[str, Any] = {
        "promise": row, "events": promises.steps_of(row), "part": part,
        "waits": part is not None and row.state == PromiseState.DONE,
        "voices": [one for one in promises.voices_of(row) if one.words], "counts": promises.counted(row),
    }  # fmt: skip
    return render(request, "assembly/promises/read.html", values)


@public("the photos of a promise are as public as the promise")
@require_GET
def photo(request: HttpRequest, promise_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture that belongs to a promise."""
    row = shown(promise_id)
    if not row.steps.filter(photo=file_id).exists():
        raise OutsideYourArea
    return files.stored(file_id)


@resident("what became of the promises made where one took part")
@require_GET
def mine(request: ResidentRequest) -> HttpResponse:
    """Promises made where one took part; looking is hearing."""
    found = promises.own(request.resident)
    if any(one.is_new for one in found):
        taking_part.note_seen(request.resident)
    return render(request, "assembly/promises/mine.html", {"found": found})


@resident("whoever took part says whether it was kept")
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: ResidentRequest, promise_id: UUID) -> HttpResponse:
    """Was it kept?"""
    row = shown(promise_id)
    part = promises.own_part(request.resident, row)
    if part is None:
        raise OutsideYourArea
    deed = Deed(
        _("您看，做到了吗？"), VoiceForm(posted(request)),
        lambda form: taking_part.speak(
            request.resident, row, part, is_kept=form.cleaned_data["is_kept"] == "yes",
            words=form.cleaned_data["words"],
        ),
        reverse("assembly:read_promise", args=[row.pk]), _("谢谢您说了实话，大家都看得到有几位说做到了。"),
        row.title, _("就这样说"),
    )  # fmt: skip
    return carry_out(request, deed)
