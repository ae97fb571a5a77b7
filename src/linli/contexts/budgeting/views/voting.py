"""For residents with a phone: choose, look once more, cast, and see the receipt this one time."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.budgeting.commands import voting
from linli.contexts.budgeting.forms.desk import ReadForm, option_words
from linli.contexts.budgeting.models import Round, RoundState, VoteKind
from linli.contexts.budgeting.queries import counting
from linli.contexts.budgeting.queries.own import own_votes
from linli.contexts.budgeting.views.own import round_for
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.ballots import casting
from linli.kernel.ballots.models import Seat
from linli.kernel.ballots.refusals import AlreadyVoted, BoxShut, NotOnRoll, WrongBallot
from linli.kernel.errors import Refusal

OWN = "one's own vote"


def _form(one: Round, sent: Any) -> ReadForm:
    purse = one.purse if one.vote_kind == VoteKind.POINTS else 0
    form = ReadForm(sent, options=option_words(counting.choices(one)), purse=purse)
    for name in ("number", "spoiled"):
        del form.fields[name]
    return form


def _open_votes(request: ResidentRequest, one: Round) -> tuple[list[UUID], list[UUID]]:
    """The lines of the roll one may speak for, and those of them that have their vote still."""
    keys = own_votes(request.resident, one)
    open_seats = Seat.objects.filter(box=one.box, key__in=[str(key) for key in keys], voted=False)
    still = set(open_seats.values_list("key", flat=True))
    return keys, [key for key in keys if str(key) in still]


@resident(OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: ResidentRequest, round_id: UUID) -> HttpResponse:
    """Choose; what was chosen is shown once more before it is cast."""
    one = round_for(request, round_id)
    if one.box is None or one.state != RoundState.VOTE:
        return HttpResponseRedirect(reverse("budgeting:open_round", args=[one.pk]))
    keys, still = _open_votes(request, one)
    sent = request.POST if request.method == "POST" and still else None
    form = _form(one, sent)
    values: dict[str, Any] = {
        "round": one, "form": form, "purse": form.purse, "may": bool(still), "on_roll": bool(keys),
        "choices": () if form.purse else form.options, "chosen": sent.getlist("choices") if sent else (),
    }  # fmt: skip
    if sent is None or sent.get("again"):
        return render(
            request, "budgeting/vote.html", values, status=422 if request.POST and not sent else 200
        )
    if form.is_valid():
        try:
            casting.refuse_faults(one.box, form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "budgeting/vote_confirm.html", values | _chosen(form) | {"key": still[0]})
    return render(request, "budgeting/vote.html", values, status=422)


def _chosen(form: ReadForm) -> dict[str, Any]:
    """What was chosen, in words and as it is sent again."""
    keys, points = form.said()
    labels = dict(form.options)
    if points:
        pairs = list(zip(keys, points, strict=True))
        return {
            "given": [(labels[key], n) for key, n in pairs],
            "fields": [(f"p{key}", n) for key, n in pairs],
        }
    return {"given": [(labels[key], "") for key in keys], "fields": [("choices", key) for key in keys]}


@resident(OWN)
@require_POST
def confirm(request: ResidentRequest, round_id: UUID) -> HttpResponse:
    """Cast it, and show the receipt this one time; pressed twice, it says that the vote is there."""
    one = round_for(request, round_id)
    keys, still = _open_votes(request, one)
    trouble, code = "", ""
    try:
        code = _cast(request, one, keys)
    except (AlreadyVoted, BoxShut, NotOnRoll, WrongBallot) as refusal:
        trouble = str(refusal)
    values = {"round": one, "code": code, "trouble": trouble, "more": len(still) - bool(code)}
    answer = render(request, "budgeting/voted.html", values, status=409 if trouble else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _cast(request: ResidentRequest, one: Round, keys: list[UUID]) -> str:
    """By the seat that the page named, so that two presses are one vote, whatever else one may vote for."""
    form = _form(one, request.POST)
    if not form.is_valid():
        raise WrongBallot(why="")
    key = next((own for own in keys if str(own) == request.POST.get("key")), None)
    if key is None:
        raise NotOnRoll
    return voting.vote(request.resident, one, key=key, said=form.said())
