"""For residents: votes that wait, casting a vote, the receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import casting as commands
from linli.contexts.assembly.exports import papers
from linli.contexts.assembly.models import Ballot, State
from linli.contexts.assembly.queries import ballots, results
from linli.contexts.assembly.views.common import shown
from linli.engines.tally import TallyRefused
from linli.engines.tally.ballots import read_code
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.ballots import casting
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll, WrongBallot
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.web import files


@resident("the votes of one's own community")
@require_GET
def votes(request: ResidentRequest) -> HttpResponse:
    """Votes of the places where one is at home."""
    rows = ballots.shown_in(request.resident.communities)
    running = [one for one in rows if ballots.takes_votes(one)]
    values = {"running": running, "others": [one for one in rows if one not in running]}
    return render(request, "assembly/votes.html", values)


def _open(request: ResidentRequest, ballot_id: UUID) -> tuple[Ballot, list[ballots.OwnSeat]]:
    found = shown(ballot_id)
    if not request.resident.homes_in(found.community):
        raise OutsideYourArea
    return found, ballots.own_seats(request.resident, found)


@resident("one's own vote")
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: ResidentRequest, ballot_id: UUID) -> HttpResponse:
    """Choose; then look once more and confirm."""
    found, seats = _open(request, ballot_id)
    sent = request.POST if request.method == "POST" else request.GET
    free = [one for one in seats if not one.voted]
    chosen, key = sent.getlist("choice"), sent.get("key", "") or (free[0].key if len(free) == 1 else "")
    choices = results.options_of(found)
    values: dict[str, Any] = {
        "ballot": found, "seats": seats, "free": free, "choices": choices, "chosen": chosen,
        "key": key, "takes": ballots.takes_votes(found), "trouble": "",
        "is_consultation": ballots.is_consultation(found),
    }  # fmt: skip
    if request.method != "POST" or sent.get("again"):
        return render(request, "assembly/vote.html", values)
    try:
        values |= {"seat": _checked(found, free, key, chosen)}
    except Refusal as refusal:
        return render(
            request, "assembly/vote.html", {**values, "trouble": str(refusal)}, status=refusal.status
        )
    values["names"] = [words for one, words in choices if one in chosen]
    return render(request, "assembly/vote_confirm.html", values)


def _checked(ballot: Ballot, free: list[ballots.OwnSeat], key: str, chosen: list[str]) -> ballots.OwnSeat:
    if ballot.box is None or not ballots.takes_votes(ballot):
        raise BoxShut
    if not free:
        raise NotOnRoll
    casting.refuse_faults(ballot.box, (tuple(chosen), ()))
    seat = next((one for one in free if one.key == key), None)
    if seat is None:
        raise BadInput
    return seat


@resident("one's own vote")
@require_POST
def confirm(request: ResidentRequest, ballot_id: UUID) -> HttpResponse:
    """Cast it, and show the receipt this one time."""
    found, seats = _open(request, ballot_id)
    key, chosen = request.POST.get("key", ""), request.POST.getlist("choice")
    trouble, code = "", ""
    try:
        code = commands.vote(request.resident, found, key=key, choices=chosen)
    except (AlreadyVoted, BoxShut, NotOnRoll, WrongBallot) as refusal:
        trouble = str(refusal)
    left = [one for one in seats if not one.voted and one.key != key]
    values = {"ballot": found, "code": code, "trouble": trouble, "left": left}
    answer = render(request, "assembly/voted.html", values, status=409 if trouble else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@resident("printing one's own receipt")
@require_POST
def receipt(request: ResidentRequest, ballot_id: UUID) -> HttpResponse:
    """The receipt on paper; the code comes from the page and is kept nowhere."""
    found, _seats = _open(request, ballot_id)
    address = request.build_absolute_uri(reverse("assembly:check", args=[found.pk]))
    return receipt_of(request, found.community, found.title, address)


def receipt_of(asked: ResidentRequest, code: str, title: str, address: str) -> HttpResponse:
    """A receipt on a small sheet, for the code that the page sent back."""
    typed = asked.POST.get("code", "")
    try:
        read_code(typed)
    except TallyRefused:
        raise BadInput from None
    answer = files.shown(papers.receipt(code, title, typed, address), "receipt.pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@resident("which doors of one's own community have voted, where the rule asks for it")
@require_GET
def doors(request: ResidentRequest, ballot_id: UUID) -> HttpResponse:
    """The doors that have voted; never how, never when."""
    found, _seats = _open(request, ballot_id)
    if (
        not found.roll_shown
        or found.state not in (State.OPEN, State.CLOSED, State.PUBLISHED)
        or found.box is None
    ):
        raise OutsideYourArea
    rows = found.box.seats.filter(voted=True).order_by("area__code", "door").values_list("door", flat=True)
    return render(request, "assembly/doors.html", {"ballot": found, "doors": list(dict.fromkeys(rows))})
