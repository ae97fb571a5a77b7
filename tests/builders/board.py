"""Notices at any point of their life."""

from typing import Any

from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area

WORDS = "3月18日8:30到11:30，因检修停水，请提前备水。\n给您带来不便，请谅解。"


def told(**more: Any) -> dict[str, Any]:
    """What a notice says."""
    return {
        "kind": "notice", "title": "停水通知", "words": WORDS, "signed": "梧桐苑社区居民委员会",
        "phone": "0579-12345678", "spoken": "", "wants_receipts": False, "receipts_until": None, **more,
    }  # fmt: skip


def draft(author: Actor, area: Area, **more: Any) -> Notice:
    """A draft."""
    return notices.draft(author, area, told=told(**more))


def posted(author: Actor, area: Area, **more: Any) -> Notice:
    """Something that hangs on the board and needed nobody else."""
    return notices.post(author, draft(author, area, **more))


def publicity(author: Actor, second: Actor, area: Area, **more: Any) -> Notice:
    """A publicity, read by two people."""
    begun = draft(author, area, **{"kind": "publicity", "title": "低保初审公示", **more})
    return notices.approve(second, notices.submit(author, begun))
