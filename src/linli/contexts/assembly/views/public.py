"""For everybody: what is voted about, the result, the file to count again, one's receipt."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.assembly.forms.ballots import ReceiptForm
from linli.contexts.assembly.models import State
from linli.contexts.assembly.queries import ballots, contests, results, rolls
from linli.contexts.assembly.views.common import posted, shown
from linli.contexts.residents import api as residents
from linli.engines.tally import TallyRefused
from linli.kernel.access.guards import public
from linli.kernel.ballots import boxes, publishing
from linli.kernel.ballots.models import Box
from linli.kernel.errors import OutsideYourArea
from linli.web import files


@public("what a community votes about, and with which result, is for everybody")
@require_GET
def vote_page(request: HttpRequest, ballot_id: UUID) -> HttpResponse:
    """What is asked, until when, how many took part; after publishing the result."""
    found = shown(ballot_id)
    resident, contest = residents.current(request), contests.of_ballot(found.pk)
    values = {
        "ballot": found,
        "choices": results.options_of(found),
        "unit": found.get_per_display(),
        "turnout": boxes.turnout(found.box) if found.box else None,
        "buildings": rolls.by_building(found),
        "takes": ballots.takes_votes(found),
        "seats": ballots.own_seats(resident, found) if resident else (),
        "resident": resident,
        "result": results.result_of(found) if found.state == State.PUBLISHED and contest is None else None,
        "contest": contest,
        "is_consultation": ballots.is_consultation(found),
        "from_day": ballots.shown_from(found),
    }
    return render(request, "assembly/public.html", values)


@public("the file of a published vote is for everybody to count again")
@require_GET
def published(request: HttpRequest, ballot_id: UUID) -> HttpResponse:
    """The anonymised ballots with rule and result, exactly as they were published."""
    box = shown(ballot_id).box
    if box is None or not box.published:
        raise OutsideYourArea
    return file_of(box)


def file_of(box: Box) -> HttpResponse:
    """What was published of a box, to take along."""
    return files.saved_text(box.published, f"ballots-{box.fingerprint[:12]}.json")


@public("whoever has a receipt can look whether the vote is there")
@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest, ballot_id: UUID) -> HttpResponse:
    """One's own ballot in the published file."""
    found = shown(ballot_id)
    if found.state != State.PUBLISHED or found.box is None:
        raise OutsideYourArea
    back = reverse("assembly:public", args=[found.pk])
    return look_up(request, found.box, found.title, back, dict(results.options_of(found)))


def look_up(asked: HttpRequest, box: Box, title: str, back: str, words: Mapping[str, str]) -> HttpResponse:
    """The page on which whoever has a receipt sees what it stands for; ``words``: option → what it says."""
    form = ReceiptForm(posted(asked))
    choices, is_there = [], None
    if form.is_bound and form.is_valid():
        try:
            mine = publishing.own_ballot(box, form.cleaned_data["code"])
        except TallyRefused:
            is_there = False
        else:
            is_there = mine is not None
            choices = [words.get(key, key) for key in mine.choices] if mine else []
    values = {"title": title, "back": back, "form": form, "choices": choices, "is_there": is_there}
    answer = render(asked, "assembly/receipt_check.html", values, status=422 if is_there is False else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
