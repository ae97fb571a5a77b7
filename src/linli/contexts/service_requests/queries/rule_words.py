"""What a rule asks, a phrase for each condition."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from linli.contexts.service_requests.models import Channel, Kind
from linli.contexts.service_requests.queries.words import category_label
from linli.kernel.phrases import listed


def phrases(when: Mapping[str, Any], places: Mapping[str, str]) -> list[str]:
    """The conditions in words; ``places`` names the codes of places."""
    said = [*_subject(when, places), *_time(when), *_text(when)]
    return said or [_("所有诉求")]


def _subject(when: Mapping[str, Any], places: Mapping[str, str]) -> Iterator[str]:
    if keys := when.get("categories"):
        yield _("类别是 %(what)s") % {"what": listed(category_label(key) for key in keys)}
    if codes := when.get("areas"):
        yield _("地点在 %(what)s") % {"what": listed(places.get(code, code) for code in codes)}
    if channels := when.get("channels"):
        names = dict(Channel.choices)
        yield _("渠道是 %(what)s") % {"what": listed(str(names.get(key, key)) for key in channels)}
    if kinds := when.get("kinds"):
        names = dict(Kind.choices)
        yield _("诉求类型是 %(what)s") % {"what": listed(str(names.get(key, key)) for key in kinds)}


def _time(when: Mapping[str, Any]) -> Iterator[str]:
    if hours := when.get("hours"):
        yield _("时间在 %(first)s 点到 %(last)s 点") % {"first": hours[0], "last": hours[1]}
    if days := when.get("weekdays"):
        yield _("在 %(what)s") % {"what": listed(str(WEEKDAYS[day - 1]) for day in days)}
    if when.get("working") is not None:
        yield _("是工作日") if when["working"] else _("是休息日")


def _text(when: Mapping[str, Any]) -> Iterator[str]:
    if some := when.get("any_words"):
        yield _("提到 %(what)s 之一") % {"what": listed(some)}
    if every := when.get("all_words"):
        yield _("同时提到 %(what)s") % {"what": listed(every)}
    if none := when.get("no_words"):
        yield _("没有提到 %(what)s") % {"what": listed(none)}
