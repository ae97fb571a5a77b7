"""Vouchers, and slips on which one says how help was, on paper for people without a phone."""

from collections.abc import Sequence

import segno
from django.utils.translation import gettext as _

from linli.contexts.care.models import Asking, Voucher
from linli.contexts.care.queries import offers
from linli.contexts.care.queries.opinions import number_of
from linli.engines.capitals import in_capitals
from linli.kernel import ports


def slips_pdf(rows: Sequence[Voucher]) -> bytes:
    """Four on a page of A4, to be cut apart, in large letters."""
    words = {
        "for": _("能付"), "until": _("用到"), "payer": _("出资"), "number": _("编号"), "left": _("现在还剩"),
        "how": _("送上门时说一声“用券”，会自动抵；这张纸只是凭据，丢了券还在，打社区电话就能问。"),
    }  # fmt: skip
    slips = [
        {
            "name": row.run.name, "who": row.person.name if row.person else "",
            "place": row.person.home.short_address if row.person and row.person.home else "",
            "amount": offers.yuan(row.left_fen), "capitals": in_capitals(row.left_fen),
            "kinds": "、".join(offers.word("kind", key) for key in row.run.kinds) or _("所有上门服务"),
            "until": f"{row.until_on:%Y-%m-%d}", "payer": row.run.payer, "number": row.number,
        }
        for row in rows
    ]  # fmt: skip
    return ports.ask(ports.Documents).pdf("voucher_slips", {"slips": slips, "words": words})


def opinion_slips_pdf(rows: Sequence[tuple[Asking, str]]) -> bytes:
    """Slips with three faces and a code for the phone, four on a page of A4."""
    words = {
        "tear": _("送到后撕去这一行"), "ask": _("您觉得怎么样？"),
        "good": _("满意"), "fair": _("一般"), "poor": _("不满意"),
        "words": _("想说什么"), "call": _("可以打电话来问问我"), "how": _("或用手机扫一扫"),
        "back": _("写好可以投进社区意见箱，或交给窗口。不记您的名字，也不给上门的人看。"),
    }  # fmt: skip
    slips = [
        {
            "number": number_of(row), "who": row.person.name, "offer": row.offer.name, "link": link,
            "place": row.person.home.short_address if row.person.home else "",
            "day": f"{row.occasion.on:%Y-%m-%d}", "code": _code(link),
        }
        for row, link in rows
    ]  # fmt: skip
    return ports.ask(ports.Documents).pdf("opinion_slips", {"slips": slips, "words": words})


def _code(link: str) -> str:
    """A QR code as SVG."""
    svg: str = segno.make(link, error="m", micro=False).svg_inline(border=1)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
