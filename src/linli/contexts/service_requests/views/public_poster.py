"""The poster for a stairway: scan, tell, see what became of it."""

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.views.public_door import community_of
from linli.kernel import ports
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.web.files import shown

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


@requires(policies.ENTER)
@require_GET
def poster(request: ActedRequest, code: str) -> HttpResponse:
    """A4 as PDF, with the address of the community's page as a QR code."""
    community = community_of(code)
    if not any(a.startswith(code) or code.startswith(a) for a in request.actor.areas(policies.ENTER)):
        raise OutsideYourArea
    address = request.build_absolute_uri(reverse("service_requests:tell", args=[code]))
    drawn = segno.make(address, error="q", micro=False).svg_inline(border=0)
    values = {
        "community": community.name, "title": _("有事扫码说"), "lead": _("不用装软件，不用注册，一分钟报完"),
        "qr": drawn.replace("<svg ", SVG, 1), "address": address, "address_label": _("也可以在浏览器里打开"),
        "steps": [
            _("扫一扫，写下什么事、在哪里"), _("拍张照片，留不留电话都行"),
            _("凭查询码随时看谁在办、哪天办好"),
        ],
        "urgent": _("有人受伤、着火、闻到煤气：先打 119、120、110"),
    }  # fmt: skip
    made = ports.ask(ports.Documents).pdf("report_poster", values)
    return shown(made, f"report-{code}.pdf")
