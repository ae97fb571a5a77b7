"""The board that everybody reads, without an account: list, notice, files, news feed."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.contexts.bulletin.commands import receipts as commands
from linli.contexts.bulletin.queries import board as queries
from linli.contexts.bulletin.queries import receipts
from linli.contexts.bulletin.queries.kinds import kind_of, kinds
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.actor import Resident
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import OutsideYourArea
from linli.web.files import stored_to_save
from linli.web.paging import page_of

IN_FEED = 30


@public("everybody reads the board: which community")
@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """The communities; where there is only one, its board."""
    found = list(Area.objects.filter(kind=Kind.COMMUNITY).select_related("parent").order_by("code"))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("bulletin:board", args=[found[0].code]))
    return render(request, "bulletin/public/boards.html", {"communities": found})


@public("everybody reads the board")
@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """What hangs there now; on wish what hung there before."""
    community = queries.community_of(code)
    wish = queries.Wish(
        request.GET.get("q", "").strip()[:40], request.GET.get("kind", ""), request.GET.get("old") == "1"
    )
    page = page_of(request, queries.board(community, wish))
    values = {
        "community": community, "wish": wish, "kinds": kinds().values(), "page": page,
        "lines": queries.lines(page.rows),
    }  # fmt: skip
    return render(request, "bulletin/public/board.html", values)


@public("everybody reads a notice")
@require_GET
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice with its count, its corrections and its files."""
    found = queries.page(queries.public(notice_id))
    who: Resident | None = getattr(request, "resident", None)
    values = {
        "page": found, "notice": found.notice, "receipt": receipts.asked_of(who, found.notice),
        "sign_in": f"{reverse('residents:sign_in')}?{urlencode({'next': request.path})}",
    }  # fmt: skip
    return render(request, "bulletin/public/notice.html", values)


@resident("a household says that it has heard")
@require_POST
def answer(request: ResidentRequest, notice_id: UUID, dwelling_id: UUID) -> HttpResponse:
    """The receipt of one's own home."""
    found = queries.public(notice_id)
    home = next((h for h in request.resident.homes if h.dwelling == dwelling_id), None)
    if home is None or not home.area_code.startswith(found.area.code):
        raise OutsideYourArea
    commands.acknowledge(request.resident, found, home, remark=request.POST.get("remark", ""))
    messages.success(request, _("收到您家的回执了，谢谢。"))
    return HttpResponseRedirect(reverse("bulletin:read", args=[found.pk]), status=303)


@public("the files of a notice are as public as the notice")
@require_GET
def file(request: HttpRequest, notice_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A file that hangs beside a notice."""
    found = queries.page(queries.public(notice_id))
    files = [one.file_id for one in found.attachments if one.pk == attachment_id]
    if not files:
        raise OutsideYourArea
    return stored_to_save(files[0])


@public("news of the board for readers' programs")
@require_GET
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest notices as RSS 2.0."""
    community = queries.community_of(code)
    link = request.build_absolute_uri(reverse("bulletin:board", args=[code]))
    made = Rss201rev2Feed(
        title=_("%(name)s公告栏") % {"name": community.name}, link=link, language="zh-CN",
        description=_("通知、公示和居务公开"), feed_url=request.build_absolute_uri(),
    )  # fmt: skip
    for row in queries.board(community, queries.Wish())[:IN_FEED]:
        address = request.build_absolute_uri(reverse("bulletin:read", args=[row.pk]))
        kind = kind_of(row.kind)
        made.add_item(
            title=row.title, link=address, description=row.words, pubdate=row.posted_at,
            unique_id=f"{row.pk}/{row.version}", unique_id_is_permalink=False, categories=[kind.label],
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
