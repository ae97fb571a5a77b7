"""A notice on paper: posters on A4 and A3 with the address to scan, and the words for the loudspeaker."""

from uuid import UUID

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.contexts.bulletin.models.notices import PUBLIC
from linli.contexts.bulletin.queries import board, desk
from linli.contexts.bulletin.queries.spoken import call_of
from linli.kernel import ports
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.web.files import saved_text, shown
from linli.web.templatetags.linli import day

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '
PAPERS = ("a4", "a3")


@requires("bulletin.view")
@require_GET
def poster(request: ActedRequest, notice_id: UUID, paper: str) -> HttpResponse:
    """As PDF; the larger paper with larger letters."""
    found = desk.notice(request.actor, notice_id)
    if paper not in PAPERS or found.state not in PUBLIC:
        raise OutsideYourArea
    page = board.page(found)
    address = request.build_absolute_uri(reverse("bulletin:read", args=[found.pk]))
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=0)
    values = {
        "paper": paper, "community": found.community.name, "kind": page.kind.label, "title": found.title,
        "paragraphs": list(page.paragraphs), "signed": found.signed,
        "day": day(timezone.localtime(found.posted_at)) if found.posted_at else "", "number": found.number,
        "until": _publicity(page),
        "ask": _("咨询电话 %(phone)s") % {"phone": found.phone} if found.phone else "",
        "qr": drawn.replace("<svg ", SVG, 1), "scan": _("扫码看全文、附件和更正"),
        "corrected": _("第 %(n)s 版（已更正）") % {"n": found.version} if found.version > 1 else "",
    }  # fmt: skip
    made = ports.ask(ports.Documents).pdf("notice_poster", values)
    return shown(made, f"notice-{found.number}-{paper}.pdf")


def _publicity(page: board.Page) -> str:
    count, start = page.count, page.notice.counted_from
    if count is None or start is None:
        return ""
    words = (
        _("公示 %(days)s 个工作日：%(first)s 至 %(last)s")
        if count.unit == "working"
        else _("公示 %(days)s 天：%(first)s 至 %(last)s")
    )
    return words % {"days": count.days, "first": day(start), "last": day(count.ends_on)}


@requires("bulletin.view")
@require_GET
def spoken(request: ActedRequest, notice_id: UUID) -> HttpResponse:
    """The words for the loudspeaker as plain text."""
    found = desk.notice(request.actor, notice_id)
    return saved_text(call_of(found).words, "broadcast.txt")
