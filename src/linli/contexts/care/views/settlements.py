"""Monthly settlements: the list, one month of one partner, agreeing, approving, corrections, paper."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care import policies
from linli.contexts.care.commands import settlements as commands
from linli.contexts.care.exports import settled
from linli.contexts.care.forms.settlements import AgreeForm, CorrectionForm, DrawForm, SendBackForm
from linli.contexts.care.models import Settlement
from linli.contexts.care.queries import settlements as queries
from linli.contexts.care.queries.offers import yuan
from linli.contexts.care.states import SETTLEMENT
from linli.engines.capitals import in_capitals
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.accounts.models import Account
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.files import saved, shown
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires("care.settlements")
def settlements(request: ActedRequest) -> HttpResponse:
    """Months by partner; those that wait first to the eye."""
    rows = queries.settlements(request.actor)
    state = request.GET.get("state", "")
    rows = rows.filter(state=state) if state in SETTLEMENT.states else rows
    page = page_of(request, rows)
    values = {
        "page": page, "state": state, "states": [(key, words) for key, words in SETTLEMENT.states.items()],
        "rows": [(row, SETTLEMENT.label(row.state), yuan(row.owed_fen)) for row in page.rows],
        "places": communities_seen(request.actor, policies.SETTLE),
    }  # fmt: skip
    return render(request, "care/settlements.html", values)


@requires("care.settle")
def draw(request: ActedRequest, code: str) -> HttpResponse:
    """Draw up a month."""
    place = next((one for one in communities_seen(request.actor, policies.SETTLE) if one.code == code), None)
    if place is None:
        raise OutsideYourArea
    initial = {"month": queries.month_before(clock.today())}
    form = DrawForm(request.POST or None, initial=initial, partners=queries.partners_of(place.code))
    made: list[Settlement] = []

    def run(form: Any) -> None:
        said = form.cleaned_data
        made.append(commands.draw(request.actor, place, partner_id=int(said["partner"]), month=said["month"]))

    lead = _("把这家单位这个月送到的、没有开门的都算进来；以前漏下的、改过的，作为更正一起算。")
    deed = Deed(
        _("核算一个月"),
        form,
        run,
        reverse("care:settlements"),
        _("已算好，请合作单位确认。"),
        lead,
        _("核算"),
    )
    answer = carry_out(request, deed)
    return see_other(request, "care:settlement", made[0].pk) if made else answer


@requires("care.settlements")
def settlement(request: ActedRequest, settlement_id: UUID) -> HttpResponse:
    """One month of one partner."""
    found = queries.settlement(request.actor, settlement_id)
    code, actor = found.community.code, request.actor
    names = Account.objects.in_bulk([key for key in (found.drawn_by, found.approved_by) if key])
    is_over = clock.today() >= queries.next_month(found.month)
    values = {
        "settlement": found, "state": SETTLEMENT.label(found.state), "month": f"{found.month:%Y-%m}",
        "groups": [
            (one, settled.kind_words(one.kind),
             [yuan(n) for n in (one.price_fen, one.own_fen, one.voucher_fen, one.public_fen, one.owed_fen)])
            for one in queries.groups(found)
        ],
        "sums": [yuan(n) for n in (found.own_fen, found.voucher_fen, found.public_fen, found.owed_fen)],
        "capitals": in_capitals(found.owed_fen), "corrections": queries.corrections(found),
        "drawn_by": names.get(found.drawn_by or 0), "approved_by": names.get(found.approved_by or 0),
        "is_fresh": found.state != "draft" or queries.is_fresh(found), "is_over": is_over,
        "may_draw": found.state == "draft" and actor.may(policies.SETTLE, code),
        "may_agree": found.state == "draft" and is_over and policies.may_agree(actor, found),
        "may_approve": found.state == "agreed" and policies.may_approve(actor, found)
        and actor.account_id not in (found.drawn_by, found.agreed_by),
        "may_send_back": found.state == "agreed" and policies.may_send_back(actor, found),
    }  # fmt: skip
    return render(request, "care/settlement.html", values)


@requires("care.settle")
@require_POST
def redraw(request: ActedRequest, settlement_id: UUID) -> HttpResponse:
    """Draw a draft anew."""
    found = queries.settlement(request.actor, settlement_id)
    return _then(
        request, found, _("已重新核算。"),
        lambda: commands.draw(
            request.actor, found.community, partner_id=found.partner_id, month=found.month
        ),
    )  # fmt: skip


@requires("care.settlements")
def agree(request: ActedRequest, settlement_id: UUID) -> HttpResponse:
    """The partner agrees; on paper, one of ours writes down who did."""
    found = queries.settlement(request.actor, settlement_id)
    if not policies.may_agree(request.actor, found):
        raise NotAllowed
    is_ours = policies.is_partners(request.actor, found)
    form = AgreeForm(request.POST or None, initial={"signed_by": request.actor.name if is_ours else ""})

    def run(form: Any) -> None:
        commands.agree(request.actor, found, signed_by=form.cleaned_data["signed_by"])

    lead = (
        _("确认以后数字不再变；不对的先请社区重新核算。")
        if is_ours
        else _("对方在纸上签了字、盖了章，才替对方记下来。")
    )
    title = _("确认%(partner)s %(month)s 的结算") % {
        "partner": found.partner.name, "month": f"{found.month:%Y-%m}",
    }  # fmt: skip
    return carry_out(request, Deed(title, form, run, page_of_one(found), _("已确认。"), lead, _("确认无误")))


@requires("care.settlements")
def send_back(request: ActedRequest, settlement_id: UUID) -> HttpResponse:
    """Something is not right."""
    found = queries.settlement(request.actor, settlement_id)
    if not policies.may_send_back(request.actor, found):
        raise NotAllowed
    form = SendBackForm(request.POST or None)

    def run(form: Any) -> None:
        commands.send_back(request.actor, found, reason=form.cleaned_data["reason"])

    lead = _("写清楚哪里不对，双方都会看到。")
    return carry_out(request, Deed(_("退回重新核算"), form, run, page_of_one(found), _("已退回。"), lead))


@requires("care.approve_settlement")
@require_POST
def approve(request: ActedRequest, settlement_id: UUID) -> HttpResponse:
    """It is paid so."""
    found = queries.settlement(request.actor, settlement_id)
    return _then(request, found, _("已批准，数字从此不变。"), lambda: commands.approve(request.actor, found))


@requires("care.settle")
def correct(request: ActedRequest, settlement_id: UUID) -> HttpResponse:
    """Write a difference into the draft."""
    found = queries.settlement(request.actor, settlement_id)
    form = CorrectionForm(request.POST or None)

    def run(form: Any) -> None:
        commands.correct(request.actor, found, fen=form.fen(), words=form.cleaned_data["words"])

    lead = _("已经批准的月份不再改动，差多少写在这个月。")
    return carry_out(request, Deed(_("加一笔更正"), form, run, page_of_one(found), _("已加上。"), lead))


@requires("care.settle")
@require_POST
def drop_correction(request: ActedRequest, settlement_id: UUID, line_id: UUID) -> HttpResponse:
    """Take a correction out of the draft."""
    found = queries.settlement(request.actor, settlement_id)
    line = next((one for one in queries.corrections(found) if one.pk == line_id), None)
    if line is None:
        raise OutsideYourArea
    return _then(
        request, found, _("已去掉。"), lambda: commands.drop_correction(request.actor, found, line=line)
    )


@requires("care.settlements")
@require_POST
def take(request: ActedRequest, settlement_id: UUID, kind: str) -> HttpResponse:
    """As a workbook, or as paper to sign."""
    found = queries.settlement(request.actor, settlement_id)
    if kind not in ("xlsx", "pdf"):
        raise OutsideYourArea
    commands.count_export(request.actor, found, kind=kind)
    if kind == "xlsx":
        name = _("%(partner)s_%(month)s_结算单.xlsx") % {
            "partner": found.partner.name, "month": f"{found.month:%Y-%m}",
        }  # fmt: skip
        return saved(settled.book(found), name)
    return shown(settled.paper(found), f"settlement-{found.month:%Y-%m}.pdf")


def _then(request: ActedRequest, found: Settlement, said: str, do: Any) -> HttpResponse:
    return tap(request, do, see_other(request, "care:settlement", found.pk), said)


def page_of_one(found: Settlement) -> str:
    """Its address."""
    return reverse("care:settlement", args=[found.pk])
