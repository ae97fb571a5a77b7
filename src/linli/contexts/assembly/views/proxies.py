"""For workers: written authorisations of owners, from the paper to the second look."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.assembly.commands import proxies as commands
from linli.contexts.assembly.commands.proxies import Paper
from linli.contexts.assembly.forms.ballots import ProxyForm, WhyForm
from linli.contexts.assembly.models import Ballot, Kind, Proxy, State
from linli.contexts.assembly.queries import proxies, rolls
from linli.contexts.assembly.states import TAKE
from linli.contexts.assembly.views.common import own, posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other


@requires(TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def proxy_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Authorisations of a vote of owners, and entering one from its paper."""
    found = own(request.actor, ballot_id)
    if found.kind != Kind.OWNERS:
        raise OutsideYourArea
    form = ProxyForm(posted(request))
    if form.is_bound and form.is_valid() and _entered(request, found, form):
        return see_other(request, "assembly:proxies", found.pk)
    values = {
        "ballot": found, "form": form, "cards": proxies.cards(proxies.seen(request.actor, found)),
        "actor": request.actor, "most": proxies.most_votes(),
        "takes": found.state in (State.ANNOUNCED, State.OPEN) and clock.now() < found.ends,
    }  # fmt: skip
    return render(request, "assembly/proxies.html", values, status=422 if form.is_bound else 200)


def _entered(request: ActedRequest, ballot: Ballot, form: ProxyForm) -> bool:
    said = form.cleaned_data
    seat = rolls.seat_at(rolls.seats(request.actor, ballot), said.pop("door"))
    if seat is None:
        form.add_error("door", _("名册里没有这一户，请照门牌填，例如 3号楼2单元501。"))
        return False
    try:
        commands.enter(request.actor, seat, ballot=ballot, paper=Paper(**said))
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("登记好了，请第二个人看过委托书后在自己的账号上确认。"))
    return True


def _proxy(request: ActedRequest, proxy_id: UUID) -> Proxy:
    try:
        return proxies.one(request.actor, proxy_id)
    except Proxy.DoesNotExist:
        raise OutsideYourArea from None


@requires(TAKE)
@require_POST
def confirm(request: ActedRequest, proxy_id: UUID) -> HttpResponse:
    """Be the second person who has seen the paper."""
    found = _proxy(request, proxy_id)
    back = see_other(request, "assembly:proxies", found.ballot_id)
    return tap(
        request, partial(commands.confirm, request.actor, found), back, _("委托有效了，受托人可以投这一票。")
    )


@requires(TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActedRequest, proxy_id: UUID) -> HttpResponse:
    """It no longer holds."""
    found = _proxy(request, proxy_id)
    deed = Deed(
        gettext_lazy("作废委托书"), WhyForm(posted(request)),
        lambda form: commands.withdraw(request.actor, found, reason=form.cleaned_data["reason"]),
        reverse("assembly:proxies", args=[found.ballot_id]),
        gettext_lazy("已作废。还没投的话，这一户可以自己投。"), found.door, gettext_lazy("作废"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: ActedRequest, proxy_id: UUID) -> HttpResponse:
    """The names on the paper, with a reason."""
    found = _proxy(request, proxy_id)

    def run(form: WhyForm) -> None:
        names = commands.reveal(request.actor, found, reason=form.cleaned_data["reason"])
        words = _("委托人 %(principal)s，受托人 %(delegate)s") % dict(
            zip(("principal", "delegate"), names, strict=True)
        )
        messages.info(request, words)

    deed = Deed(
        gettext_lazy("看委托书上的姓名"), WhyForm(posted(request)), run,
        reverse("assembly:proxies", args=[found.ballot_id]), gettext_lazy("查看已经留痕。"), found.door,
        gettext_lazy("查看"),
    )  # fmt: skip
    return carry_out(request, deed)
