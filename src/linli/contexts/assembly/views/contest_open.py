"""For everybody: what a contest looks at, putting a place forward, who is honoured and how it was counted."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.commands import contest_entries
from linli.contexts.assembly.forms.contests import ForwardForm
from linli.contexts.assembly.models.contests import ContestEntry, ContestState, EntryState
from linli.contexts.assembly.queries import contests as queries
from linli.contexts.assembly.queries.ballots import SHOWN, takes_votes
from linli.contexts.assembly.views.common import community_at, found, posted
from linli.contexts.residents import api as residents
from linli.kernel import clock
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.errors import OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out
from linli.web.paging import page_of

WHY = "what a community honours, and by which rule, is for everybody"


@public(WHY)
@require_GET
def contest_list(request: HttpRequest, code: str) -> HttpResponse:
    """The contests of a community."""
    place = community_at(code)
    page = page_of(request, queries.shown_in([place.code]))
    return render(request, "assembly/contest/open_list.html", {"community": place, "page": page})


@public(WHY)
@require_GET
def contest_page(request: HttpRequest, contest_id: UUID) -> HttpResponse:
    """What counts, who takes part, and after publishing who is honoured; the others are not shown."""
    contest = found(queries.readable, contest_id)
    here, ballot = residents.current(request), contest.ballot
    is_over = contest.state == ContestState.PUBLISHED
    values = {
        "contest": contest,
        "resident": here,
        "may_propose": contest.state == ContestState.NOMINATING and contest.until >= clock.today(),
        "lives_here": here is not None and bool(here.homes_in(contest.community)),
        "own": queries.own_entries(contest, here),
        "entries": () if is_over else queries.taking_part(contest),
        "honoured": queries.honoured_places(contest) if is_over else (),
        "jurors": queries.jurors(contest),
        "ballot": ballot if ballot is not None and ballot.state in SHOWN else None,
        "takes_votes": ballot is not None and takes_votes(ballot),
        "jury_percent": 100 - contest.percent,
        "is_over": is_over,
        "count": queries.count(contest) if is_over else None,
    }
    return render(request, "assembly/contest/open.html", values)


@resident("putting forward one's own stairway or a neighbour's")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ResidentRequest, contest_id: UUID) -> HttpResponse:
    """Put a place forward by phone; one's own comes first in the list."""
    contest = found(queries.shown, contest_id)
    if not request.resident.homes_in(contest.community):
        raise OutsideYourArea
    homes = [home.area_code for home in request.resident.homes]
    places = queries.places_to_choose(contest)
    places.sort(key=lambda one: not any(code.startswith(one[0].code) for code in homes))
    deed = Deed(
        gettext_lazy("推荐一处"), ForwardForm(posted(request), request.FILES or None, places=places),
        lambda form: contest_entries.propose(request.resident, contest, forward=form.forward()),
        reverse("assembly:open_contest", args=[contest.pk]), gettext_lazy("收到了，谢谢。核对以后参加评选。"),
        contest.title, gettext_lazy("推荐"),
    )  # fmt: skip
    return carry_out(request, deed)


@public("pictures of stairways that take part are as public as the stairways")
@require_GET
def photo(request: HttpRequest, contest_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture of a place that takes part, and is not turned down."""
    contest = found(queries.shown, contest_id)
    hidden = (EntryState.PROPOSED, EntryState.DECLINED)
    hangs = ContestEntry.objects.filter(contest=contest, photo=file_id).exclude(state__in=hidden).exists()
    if not hangs:
        raise OutsideYourArea
    return files.stored(file_id)
