"""Accounts in the open: for everybody, and for those who keep them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.commands import funds as commands
from linli.contexts.bulletin.exports.funds import account_book
from linli.contexts.bulletin.forms.funds import AccountFileForm, EntryForm, FundForm, UntilForm, fen
from linli.contexts.bulletin.imports import preview as reading
from linli.contexts.bulletin.models import Entry, Fund
from linli.contexts.bulletin.queries import board, funds
from linli.contexts.bulletin.views.desk import posted
from linli.kernel.access.guards import ActedRequest, public, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Kind
from linli.kernel.commands import once
from linli.web.deeds import Deed, carry_out, tap
from linli.web.files import saved
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other


@public("everybody reads where the community's money came from and went to")
@require_GET
def open_funds(request: HttpRequest, code: str) -> HttpResponse:
    """Every fund of a community, month by month."""
    community = board.community_of(code)
    books = [funds.public_book(fund) for fund in funds.public_funds(community)]
    return render(request, "bulletin/public/funds.html", {"community": community, "books": books})


@public("the accounts in the open as a workbook")
@require_GET
def open_export(request: HttpRequest, code: str, fund_id: UUID) -> HttpResponse:
    """What everybody sees, for everybody's own sums."""
    community = board.community_of(code)
    fund = Fund.objects.get(pk=fund_id, community=community, shown_until__isnull=False)
    return _book(funds.public_book(fund))


def _book(book: funds.Book) -> HttpResponse:
    return saved(account_book(book), f"{book.fund.name}.xlsx")


@requires("bulletin.view")
@require_GET
def funds_page(request: ActedRequest) -> HttpResponse:
    """The funds of one's communities."""
    books = [funds.book(fund) for fund in funds.seen(request.actor)]
    may_keep = request.actor.holds(policies.ACCOUNTS)
    return render(request, "bulletin/funds.html", {"books": books, "may_keep": may_keep})


@requires("bulletin.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def open_fund(request: ActedRequest) -> HttpResponse:
    """A new purse."""
    places = list(areas.within(request.actor, policies.ACCOUNTS, Kind.COMMUNITY))
    form = FundForm(posted(request), places=places)

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        community = next(p for p in places if p.code == said["community"])
        commands.open_fund(
            request.actor, community, name=said["name"], purpose=said["purpose"],
            opened_on=said["opened_on"], opening_fen=fen(said["opening"]),
        )  # fmt: skip

    deed = Deed(gettext_lazy("建一本账"), form, run, reverse("bulletin:funds"), gettext_lazy("建好了。"))
    return carry_out(request, deed)


@requires("bulletin.view")
@require_GET
def fund(request: ActedRequest, fund_id: UUID) -> HttpResponse:
    """One fund with every amount."""
    found = funds.seen(request.actor).get(pk=fund_id)
    values = {
        "book": funds.book(found), "fund": found,
        "may_keep": request.actor.may(policies.ACCOUNTS, found.community.code),
        "may_show": request.actor.may(policies.REVIEW, found.community.code),
        "reversed": funds.reversed_of(found),
    }  # fmt: skip
    return render(request, "bulletin/fund.html", values)


@requires("bulletin.view")
@require_GET
def export(request: ActedRequest, fund_id: UUID) -> HttpResponse:
    """Every amount as a workbook."""
    return _book(funds.book(funds.seen(request.actor).get(pk=fund_id)))


@requires("bulletin.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: ActedRequest, fund_id: UUID) -> HttpResponse:
    """One amount."""
    found = funds.seen(request.actor).get(pk=fund_id)
    form = EntryForm(posted(request))
    deed = Deed(
        gettext_lazy("记一笔"), form,
        lambda sent: commands.enter(request.actor, found, amounts=[sent.amount]),
        reverse("bulletin:fund", args=[found.pk]), gettext_lazy("记好了。"), found.name,
    )  # fmt: skip
    return carry_out(request, deed)


@requires("bulletin.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: ActedRequest, fund_id: UUID) -> HttpResponse:
    """An account kept in Excel: looked at first, then all of it, once."""
    found = funds.seen(request.actor).get(pk=fund_id)
    form = AccountFileForm(posted(request) if not request.POST.get("held") else None, request.FILES or None)
    back, looked = reverse("bulletin:fund", args=[found.pk]), []

    def look(sent: Any) -> None:
        policies.may_keep(request.actor, found)
        file = sent.cleaned_data["file"]
        looked.append(reading.preview(request.actor, found, file.read(), file.name))

    if token := request.POST.get("held", ""):
        return tap(
            request, lambda: _take_held(request, found, token), see_other(request, "bulletin:fund", found.pk)
        )
    deed = Deed(
        gettext_lazy("从 Excel 导入"), form, look, back, "", found.name, gettext_lazy("先看一遍"),
    )  # fmt: skip
    answer = carry_out(request, deed)
    if not looked:
        return answer
    status = 422 if looked[0].faults else 200
    return render(request, "bulletin/bring.html", {"fund": found, "seen": looked[0]}, status=status)


def _take_held(request: ActedRequest, fund: Fund, token: str) -> None:
    amounts = reading.held(request.actor, fund, token)
    entered = once(
        request.actor, reading.once_key(token),
        lambda: commands.enter(request.actor, fund, amounts=amounts),
    )  # fmt: skip
    messages.success(request, _("记好了 %(n)s 笔。") % {"n": entered.value})


@requires("bulletin.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def reverse_entry(request: ActedRequest, fund_id: UUID, entry_id: UUID) -> HttpResponse:
    """An amount was wrong."""
    found = funds.seen(request.actor).get(pk=fund_id)
    row = Entry.objects.select_related("fund__community").get(pk=entry_id, fund=found)
    deed = Deed(
        gettext_lazy("冲正"), ReasonForm(posted(request)),
        lambda form: commands.reverse_entry(request.actor, row, reason=form.cleaned_data["reason"]),
        reverse("bulletin:fund", args=[found.pk]), gettext_lazy("已冲正。"), row.words,
        gettext_lazy("冲正"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires("bulletin.review")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActedRequest, fund_id: UUID) -> HttpResponse:
    """The second pair of eyes: everybody sees the accounts up to a day."""
    found = funds.seen(request.actor).get(pk=fund_id)
    lead = _("核对凭证以后再公开。公开以后，这一天以前的账不能再改，只能冲正。")
    deed = Deed(
        gettext_lazy("核对后公开"), UntilForm(posted(request)),
        lambda form: commands.show_until(request.actor, found, until=form.cleaned_data["until"]),
        reverse("bulletin:fund", args=[found.pk]), gettext_lazy("已公开。"), f"{found.name} · {lead}",
        gettext_lazy("公开"),
    )  # fmt: skip
    return carry_out(request, deed)
