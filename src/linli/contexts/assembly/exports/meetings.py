"""A meeting on paper: the notice with a code to scan, the list to sign, the minutes as PDF and as Word."""

from typing import Any

import segno
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.assembly.models import Meeting
from linli.contexts.assembly.queries import meetings, minutes
from linli.contexts.assembly.queries.meeting_board import spoken_day
from linli.contexts.assembly.queries.meeting_rules import kind_of
from linli.kernel import ports
from linli.kernel.areas.queries import community_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


def qr(address: str) -> str:
    """An address as a drawing to scan."""
    return (
        segno.make(address, error="m", micro=False)
        .svg_inline(border=0, omitsize=True)
        .replace("<svg ", SVG, 1)
    )


def notice(row: Meeting, address: str) -> bytes:
    """The notice as a poster on A4."""
    kind, community = kind_of(row.kind), community_of(row.area.code)
    told = timezone.localtime(row.announced_at or row.made_at)
    paragraphs = [f"时间：{spoken_day(row.starts_at)}", f"地点：{row.place}"]
    paragraphs += [row.words] if row.words else []
    paragraphs += ["议程：", *(f"{one.number}. {one.title}" for one in meetings.agenda(row))]
    paragraphs += [f"主持：{row.chair_name}。请互相转告，来不了的可以把意见告诉网格员。"]
    values: dict[str, Any] = {
        "paper": "a4", "community": community.name, "kind": f"{kind.name}通知", "title": row.title,
        "paragraphs": paragraphs, "signed": f"{community.name}居民委员会",
        "day": f"{told.year}年{told.month}月{told.day}日", "number": "", "until": "", "ask": "",
        "qr": qr(address), "scan": _("扫码看议程和材料"), "corrected": "",
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("notice_poster", values)


def protocol(row: Meeting) -> bytes:
    """The minutes as PDF."""
    return ports.ask(ports.Documents).pdf("meeting_minutes", minutes.of(row))


def protocol_word(row: Meeting) -> bytes:
    """The minutes as Word."""
    return ports.ask(ports.Documents).word("meeting_minutes", minutes.of(row))
