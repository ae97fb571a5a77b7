"""For workers: whom a notice has reached, whom not yet, entering receipts, slips and lists on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.commands import receipts as commands
from linli.contexts.bulletin.exports.receipts import receipts_book
from linli.contexts.bulletin.models import Notice, Receipt, Way
from linli.contexts.bulletin.queries import desk, receipts
from linli.contexts.bulletin.views.desk import posted
from linli.contexts.registry import api as registry
from linli.kernel import ports
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved, shown
from linli.web.forms import ReasonForm
from linli.web.htmx import see_other
from linli.web.paging import page_of

WAYS = [way for way in Way if way is not Way.LINK]
MOST_SLIPS = 400


def _asked(request: ActedRequest, notice_id: UUID) -> Notice:
    found = desk.notice(request.actor, notice_id)
    if not found.wants_receipts:
        raise OutsideYourArea
    return found


@requires("bulletin.view")
@require_GET
def reach(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """Whom it has reached; below it the doors that are left, in walking order, or the receipts that came."""
    found = _asked(request, notice_id)
    how_far, words = receipts.reach(request.actor, found), request.GET.get("q", "").strip()[:40]
    shows_came = request.GET.get("tab") == "came"
    rows: list[Any] = list(receipts.came(request.actor, found) if shows_came else how_far.left)
    if words:
        rows = [row for row in rows if words in (row.dwelling.short_address if shows_came else row.place)]
    page = page_of(request, rows)
    values = {
        "notice": found, "reach": how_far, "page": page, "words": words, "shows_came": shows_came,
        "ways": WAYS, "way": request.GET.get("way", Way.DOOR),
        "may_enter": request.actor.holds(policies.WRITE),
    }  # fmt: skip
    return render(request, "bulletin/reach.html", values)


@requires("bulletin.write")
@require_POST
def enter(request: ActedRequest, notice_id: UUID, dwelling_id: UUID) -> HttpResponse:
    """This household has heard."""
    found, way = _asked(request, notice_id), request.POST.get("way", "")
    door = registry.door(request.actor, dwelling_id)
    commands.enter(request.actor, found, door, way=way, remark=request.POST.get("remark", ""))
    messages.success(request, _("%(place)s 记下了。") % {"place": door.place})
    return see_other(request, "bulletin:reach", found.pk, query=f"way={way}")


@requires("bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: ActedRequest, notice_id: UUID, receipt_id: UUID) -> HttpResponse:
    """It was the wrong door."""
    found = _asked(request, notice_id)
    row = Receipt.objects.select_related("dwelling__area", "notice").get(pk=receipt_id, notice=found)
    deed = Deed(
        gettext_lazy("撤销回执"), ReasonForm(posted(request)),
        lambda form: commands.take_back(request.actor, row, reason=form.cleaned_data["reason"]),
        reverse("bulletin:reach", args=[found.pk]), gettext_lazy("已撤销。"), row.dwelling.short_address,
        gettext_lazy("撤销"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires("bulletin.view")
@require_GET
def export(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """Every door of one's area with its receipt, as a workbook."""
    found = _asked(request, notice_id)
    book = receipts_book(
        found, receipts.came(request.actor, found), receipts.reach(request.actor, found).left
    )
    return saved(book, f"回执-{found.number}.xlsx")


@requires("bulletin.view")
@require_GET
def slips(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """Slips to be signed, six on a page, for the doors that are left, in walking order."""
    found = _asked(request, notice_id)
    left = receipts.reach(request.actor, found).left[:MOST_SLIPS]
    values = {
        "community": found.community.name, "title": found.title, "number": found.number,
        "doors": [door.place for door in left], "head": _("回执"),
        "words": " ".join(found.words.split())[:120], "heard": _("我家知道了"), "say": _("想说的话"),
        "sign": _("签名"), "day": _("日期"),
    }  # fmt: skip
    made = ports.ask(ports.Documents).pdf("receipt_slips", values)
    return shown(made, f"receipts-{found.number}.pdf")
