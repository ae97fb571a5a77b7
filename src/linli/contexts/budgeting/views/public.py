"""For everybody, without an account: rounds, candidates, results explained, files to count again."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.budgeting import exports
from linli.contexts.budgeting.forms.own import ReceiptForm
from linli.contexts.budgeting.models import Proposal, Round, RoundState
from linli.contexts.budgeting.queries import board, counting, desk, explaining, plain
from linli.contexts.budgeting.queries.rules import clauses, yuan
from linli.engines.tally import TallyRefused
from linli.kernel.access.guards import public
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import community_of
from linli.kernel.errors import OutsideYourArea
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web import files
from linli.web.paging import page_of

JSON = "application/json; charset=utf-8"
WHY = "everybody reads how common money is shared out"
TRIES = Limit("budget receipt", 30, timedelta(hours=1))


@public(WHY)
@require_GET
def open_rounds(request: HttpRequest, code: str) -> HttpResponse:
    """The rounds of a community."""
    place = Area.objects.filter(code=code, kind=Kind.COMMUNITY).first()
    if place is None:
        raise OutsideYourArea
    page = page_of(request, board.rounds(place.code))
    lines = [(row, yuan(row.pool)) for row in page.rows]
    return render(request, "budgeting/open_rounds.html", {"community": place, "page": page, "lines": lines})


@public(WHY)
@require_GET
def rounds_as_json(request: HttpRequest, code: str) -> JsonResponse:
    """The rounds of a community for programs, each with the address of the whole of it."""
    place = Area.objects.filter(code=code, kind=Kind.COMMUNITY).first()
    if place is None:
        raise OutsideYourArea
    page = page_of(request, board.rounds(place.code))
    found = [
        {**plain.line(row), "whole": reverse("budgeting:record", args=[row.pk, "json"])} for row in page.rows
    ]
    return JsonResponse(
        {"total": page.total, "page": page.number, "pages": page.last, "rounds": found},
        json_dumps_params={"ensure_ascii": False},
    )


@public(WHY)
@require_GET
def open_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: what it is about, its proposals, its result and why."""
    one = board.public(round_id)
    resident = getattr(request, "resident", None)
    values = {
        "round": one, "pool": yuan(one.pool), "cards": board.cards(one), "result": board.result(one),
        "states": RoundState, "days_left": desk.days_left(one), "clauses": clauses().values(),
        "objections": one.objections.filter(proposal=None).order_by("at"),
        "belongs": bool(resident and resident.homes_in(one.community.code)),
        "form": ReceiptForm() if one.box and one.box.published else None,
        "community": community_of(one.community.code),
    }  # fmt: skip
    return render(request, "budgeting/open_round.html", values)


@public(WHY)
@require_GET
def way_of(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """How the result came about, step by step."""
    one = board.public(round_id)
    way = explaining.way(one)
    if way is None:
        raise OutsideYourArea
    values = {"round": one, "pool": yuan(one.pool), "way": way, "result": board.result(one)}
    return render(request, "budgeting/counting.html", values)


@public(WHY)
@require_GET
def open_proposal(request: HttpRequest, round_id: UUID, number: int) -> HttpResponse:
    """One proposal: its words, why, the work and the account."""
    one = board.public(round_id)
    card = next((c for c in board.cards(one) if c.row.number == number), None)
    if card is None:
        raise OutsideYourArea
    resident = getattr(request, "resident", None)
    values = {
        "round": one, "card": card, "laps": board.laps(card.row),
        "purse": explaining.purse(one, card.row),
        "lines": [(r, yuan(r.fen)) for r in card.row.lines.order_by("on", "at")],
        "milestones": card.row.milestones.order_by("due_on"), "objection": card.row.objections.first(),
        "estimates": [(e, yuan(e.fen)) for e in card.row.estimates.order_by("at")],
        "belongs": bool(resident and resident.homes_in(one.community.code)),
    }  # fmt: skip
    return render(request, "budgeting/open_proposal.html", values)


@public("a receipt belongs to whoever holds it, and names nobody")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What one's own ballot did."""
    one = board.public(round_id)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    values = {"round": one, "form": form}
    if form.is_bound and form.is_valid():
        spend(TRIES, hand_of(request))
        try:
            found = counting.own_share(one, form.cleaned_data["code"])
        except TallyRefused:
            found = None
        if found is None:
            form.add_error("code", _("没有找到这张票。请再对一遍回执码。"))
        else:
            values |= _own(one, found)
    return render(request, "budgeting/receipt.html", values, status=422 if form.errors else 200)


def _own(one: Round, found: counting.OwnShare) -> dict[str, object]:
    titles = {row.key: row.title for row in counting.candidates(one)}
    return {
        "found": found, "share": yuan(found.share), "left": yuan(found.left),
        "chosen": [titles[key] for key in found.chosen],
        "payments": [(titles[key], yuan(fen)) for key, fen in found.payments],
        "others": [titles[key] for key in found.others], "without": [titles[key] for key in found.without],
    }  # fmt: skip


@public("everybody may count again")
@require_GET
def record(request: HttpRequest, round_id: UUID, kind: str) -> HttpResponse:
    """The published ballots, the Pabulib file, or plain values."""
    one = board.public(round_id)
    if kind == "ballots" and one.box and one.box.published:
        return files.saved_text(one.box.published, f"{one.number}.json")
    if kind == "pb":
        return files.saved_text(exports.as_pb(one), f"{one.number}.pb")
    if kind == "xlsx":
        return files.saved(exports.workbook(one), f"{one.number}.xlsx")
    if kind == "json":
        return HttpResponse(exports.as_json(one), content_type=JSON)
    raise OutsideYourArea


@public("photos of a proposal and of the work are as public as they are")
@require_GET
def photo(request: HttpRequest, round_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture that belongs to the round."""
    one = board.public(round_id)
    mine = Proposal.objects.filter(round=one)
    known = mine.filter(photo=file_id).exists() or mine.filter(milestones__photo=file_id).exists()
    if not known:
        raise OutsideYourArea
    return files.stored(file_id)


@public("the way to the rounds of the only community")
@require_GET
def open_any(request: HttpRequest) -> HttpResponse:
    """The first community's rounds."""
    first = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code").first()
    if first is None:
        raise OutsideYourArea
    return HttpResponseRedirect(reverse("budgeting:open_rounds", args=[first.code]))
