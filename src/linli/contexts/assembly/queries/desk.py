"""What of the assembly stands in Today's desk."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.assembly.models import Promise
from linli.contexts.assembly.queries import meetings, promises, telling
from linli.contexts.assembly.states import FOLLOW
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due
from linli.kernel.clock import today as now

MOST = 20


def due(actor: Actor, today: date) -> Iterator[Due]:
    """Promises to keep, to confirm and to tell."""
    if not actor.holds(FOLLOW):
        return
    for row in promises.mine_due(actor, today)[:MOST]:
        yield _of(row, "keep", _keep_words(row, today), row.due_on)
    for row in promises.to_confirm(actor)[:MOST]:
        yield _of(row, "confirm", _("说做完了，等您看过确认"), today)
    for meeting, words, day in meetings.waiting_for(actor, today):
        page = reverse("assembly:meeting", args=[meeting.pk])
        yield Due(f"meeting-{meeting.state}:{meeting.pk}", meeting.title, words, day, page)
    left = telling.untold(actor).count()
    if left:
        why = ngettext("%(n)s 位没有手机的，还没听到结果", "%(n)s 位没有手机的，还没听到结果", left)
        title = _("告诉参加过的人，答应的事怎么样了")
        day = today + timedelta(days=1)
        yield Due("assembly-tell", title, why % {"n": left}, day, reverse("assembly:to_tell"))


def _keep_words(row: Promise, today: date) -> str:
    days = (row.due_on - today).days
    if days < 0:
        return _("答应的日子过了 %(n)s 天") % {"n": -days}
    if days == 0:
        return _("今天是答应的日子")
    return _("还有 %(n)s 天到答应的日子") % {"n": days}


def _of(row: Promise, what: str, why: str, day: date) -> Due:
    return Due(f"promise-{what}:{row.pk}", row.title, why, day, reverse("assembly:promise", args=[row.pk]))


def waiting(actor: Actor) -> int:
    """How many promises wait for this person."""
    day = now()
    return promises.mine_due(actor, day).count() + promises.to_confirm(actor).count()
