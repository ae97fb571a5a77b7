"""What a reporter is told by text message, in one sentence and with the way to the whole story."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.service_requests.models import Hop, Reporter, Request

LONGEST = 90
"""Signs of what others wrote: the rest stands on the page."""


def _dispatched(row: Request, said: str) -> str:
    due = timezone.localtime(row.due_at) if row.due_at else None
    return _("您报的事已交给%(unit)s，最晚 %(month)s 月 %(day)s 日办好。") % {
        "unit": row.unit.name if row.unit else "", "month": due.month if due else "",
        "day": due.day if due else "",
    }  # fmt: skip


def _extended(row: Request, said: str) -> str:
    return _("您报的事延长了 %(days)s 个工作日，原因：%(why)s") % {"days": row.extended_days, "why": said}


def _suspended(row: Request, said: str) -> str:
    on = row.review_on
    return _("您报的事暂时办不了，原因：%(why)s。%(month)s 月 %(day)s 日再看。") % {
        "why": said.rstrip("。"), "month": on.month if on else "", "day": on.day if on else "",
    }  # fmt: skip


SENTENCES: dict[str, Callable[[Request, str], str]] = {
    "dispatch": _dispatched,
    "reopen": lambda row, said: _("您报的事重新办理：") + _dispatched(row, said),
    "order": lambda row, said: _("您报的事由上级督办：") + _dispatched(row, said),
    "grant_extension": _extended,
    "grant_suspension": _suspended,
    "answer": lambda row, said: _("您报的事答复如下：%(words)s") % {"words": said},
    "divert": lambda row, said: _("您报的事要走别的渠道：%(words)s") % {"words": said},
    "accept": lambda row, said: (
        _("您报的事办好了：%(words)s 请打开链接说说是不是真的解决了。") % {"words": _short(row.answer)}
    ),
    "settle": lambda row, said: _("您报的事，上级说明如下：%(words)s") % {"words": said},
    "merge": lambda row, said: _("您报的事和邻居报的是同一件，合在一起办，结果会一起告诉您。"),
}
"""Steps after which reporters are told."""


def message(reporter: Reporter, verb: str) -> str:
    """The whole text message."""
    row = reporter.request
    hop = Hop.objects.filter(request=row, verb=verb, is_shown=True).order_by("-at", "-pk").first()
    told = SENTENCES[verb](row, _short(hop.words if hop else ""))
    return _("【邻里】%(told)s（%(number)s）看进展：%(where)s") % {
        "told": told, "number": reporter.came_with.number, "where": where(reporter),
    }  # fmt: skip


def where(reporter: Reporter) -> str:
    """The way to the story; the code stands behind the #, which browsers keep to themselves."""
    code = reporter.tracking.reveal()
    if not settings.CSRF_TRUSTED_ORIGINS:
        return _("查询码 %(code)s") % {"code": code}
    return f"{settings.CSRF_TRUSTED_ORIGINS[0]}{reverse('service_requests:track')}#{code}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
