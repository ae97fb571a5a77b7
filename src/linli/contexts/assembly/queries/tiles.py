"""What the assembly puts on a resident's own page: votes that run, and all others."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from linli.contexts.assembly.models import MeetingState
from linli.contexts.assembly.queries import ballots, meetings, promises
from linli.contexts.assembly.queries.space_tiles import space_tiles
from linli.contexts.assembly.queries.topic_tiles import topic_tiles
from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile


def tiles(resident: Resident) -> Iterable[Tile]:
    """A matter for each vote that waits, and the way to all of them."""
    yield from topic_tiles(resident)
    waiting = ballots.waiting_for(resident)
    for one, left in waiting:
        words = ngettext("您还有 %(n)s 票", "您还有 %(n)s 票", left) % {"n": left}
        address = reverse("assembly:vote", args=[one.pk])
        yield Tile(
            "assembly.vote", one.title, "checklist", address, words, left, one.closes_on, is_matter=True
        )
    if resident.communities:
        yield Tile(
            "assembly.votes",
            _("投票和结果"),
            "chart-bar",
            reverse("assembly:votes"),
            _("正在投的、公布了的"),
            order=30,
        )
    yield from _promises(resident)
    yield from space_tiles(resident)
    yield from _meetings(resident)


def _meetings(resident: Resident) -> Iterable[Tile]:
    """Meetings to which one can come, and the way to all of them."""
    for one in meetings.coming(resident.communities):
        start = timezone.localtime(one.starts_at)
        is_now = one.state == MeetingState.RUNNING
        if is_now:
            page, words = reverse("assembly:here", args=[one.pk]), _("正在开，到了请报到")
        else:
            page = reverse("assembly:read_meeting", args=[one.pk])
            words = f"{start:%Y-%m-%d %H:%M} · {one.place}"
        yield Tile("assembly.meeting", one.title, "users-group", page, words, is_matter=True, is_now=is_now)
    for code in resident.communities[:1]:
        address = reverse("assembly:open_meetings", args=[code])
        name, words = pgettext("list", "会议"), _("通知、议程和纪要")
        yield Tile("assembly.meetings", name, "users-group", address, words, order=31)


def _promises(resident: Resident) -> Iterable[Tile]:
    """News of what was promised where one took part, and the way to all promises."""
    found = promises.own(resident)
    fresh, waits = sum(one.is_new for one in found), sum(one.waits for one in found)
    own = reverse("assembly:own_promises")
    if waits:
        words = ngettext("%(n)s 件说做完了，请您看看", "%(n)s 件说做完了，请您看看", waits) % {"n": waits}
        yield Tile("assembly.promise", _("答应您的事"), "heart-handshake", own, words, waits, is_matter=True)
    elif fresh:
        words = ngettext("%(n)s 件有新消息", "%(n)s 件有新消息", fresh) % {"n": fresh}
        yield Tile("assembly.promise", _("答应您的事"), "heart-handshake", own, words, fresh, is_matter=True)
    elif found:
        yield Tile(
            "assembly.promise", _("答应您的事"), "heart-handshake", own, _("您参加过的会上答应的"), order=32
        )
    for code in resident.communities[:1]:
        address = reverse("assembly:open_promises", args=[code])
        yield Tile(
            "assembly.promises", _("承诺兑现"), "checklist", address, _("答应了什么，做到了没有"), order=33
        )
