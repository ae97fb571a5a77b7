"""Vouchers on paper, for people without a phone."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.contexts.care.models import Voucher
from linli.contexts.care.queries import offers
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
