"""What topics put on a resident's own page: a talk that waits for a word, news, the way to all."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.assembly.queries import own_topics
from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile


def topic_tiles(resident: Resident) -> Iterable[Tile]:
    """A matter for each talk and for news; topics themselves as a field to press."""
    if not resident.communities:
        return
    for row, left in own_topics.waiting_for(resident):
        words = ngettext("还有 %(n)s 句话等您表态", "还有 %(n)s 句话等您表态", left) % {"n": left}
        yield Tile(
            f"assembly.talk.{row.pk}", row.title, "message-circle", reverse("assembly:say", args=[row.pk]),
            words, left, row.talk_until, is_matter=True,
        )  # fmt: skip
    unread = sum(one.seen_at is None for one in own_topics.news_of(resident))
    if unread:
        words = ngettext("有 %(n)s 条新消息", "有 %(n)s 条新消息", unread) % {"n": unread}
        yield Tile(
            "assembly.news",
            _("我的议题"),
            "bell",
            reverse("assembly:my_topics"),
            words,
            unread,
            is_matter=True,
        )
    yield Tile(
        "assembly.topics", _("大家的议题"), "message-circle",
        reverse("assembly:topics", args=[resident.communities[0]]), _("提一件事、附议、说看法"), order=28,
    )  # fmt: skip
