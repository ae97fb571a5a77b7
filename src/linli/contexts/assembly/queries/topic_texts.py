"""Which news of topics are texted to whom: those who asked for it, by day, and never what somebody said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.contexts.assembly.models.topics import News, Second, TextWish
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.talk_rules import number
from linli.contexts.residents import api as residents
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.ports import TextNotSent
from linli.kernel.visitors.models import Visitor

AT_ONCE = 200
SOME = 500
"""Voices that are asked for in one query."""


def is_day() -> bool:
    """Whether text messages may ring now."""
    hour = timezone.localtime(clock.now()).hour
    return number("texts", "from_hour") <= hour < number("texts", "until_hour")


def wants(resident: Resident) -> bool:
    """Whether this phone asked for text messages."""
    return resident.visitor is not None and TextWish.objects.filter(visitor=resident.visitor).exists()


@dataclass(frozen=True, slots=True)
class ToText:
    """A piece of news, and the phone that asked for it."""

    news: News
    visitor: UUID


def to_text() -> list[ToText]:
    """What is fresh, unseen and asked for, the oldest first; a few queries for any number of phones."""
    wishes = dict(TextWish.objects.values_list("visitor", "since"))
    if not wishes:
        return []
    of_voice = {policies.voice_of_phone(str(visitor)): visitor for visitor in wishes}
    of_voice |= {
        policies.voice_of_person(str(person)): visitor
        for visitor, person in residents.people_of_phones(wishes).items()
    }
    found = [
        ToText(news, of_voice[news.voice])
        for news in _fresh(sorted(of_voice))
        if news.at >= wishes[of_voice[news.voice]]
    ]
    return sorted(found, key=lambda one: (one.news.at, str(one.news.pk)))[:AT_ONCE]


def _fresh(voices: list[str]) -> Iterator[News]:
    """News of authors and of those who seconded; who only said what they think is not texted."""
    now = clock.now()
    seconded = Second.objects.filter(topic=OuterRef("topic"), voice=OuterRef("voice"))
    rows = News.objects.filter(Q(topic__voice=F("voice")) | Exists(seconded), key__in=list(steps()))
    rows = rows.filter(Q(text_after=None) | Q(text_after__lte=now), seen_at=None, behalf=None, texted_at=None)
    since = now - timedelta(hours=number("texts", "fresh_hours"))
    rows = rows.filter(at__gte=since, text_tries__lt=number("texts", "tries"))
    for start in range(0, len(voices), SOME):
        part = rows.filter(voice__in=voices[start : start + SOME]).select_related("topic__community")
        yield from part.order_by("at", "pk")[:AT_ONCE]


def phone_of(visitor: UUID) -> str:
    """The number; TextNotSent when the phone is gone, or may be somebody else's by now."""
    row = Visitor.objects.filter(pk=visitor, is_doubted=False).first()
    if row is None:
        raise TextNotSent("no_phone", is_final=True)
    return str(row.phone.reveal())


def words_of(news: News) -> str:
    """What the message says: which topic, which step, where to read; nothing that anybody wrote."""
    with translation.override("zh-hans"):
        words = _("【邻里】%(place)s第 %(number)s 号议题：%(step)s。请到“我的议题”里看，也可以到社区窗口问。")
        topic = news.topic
        return words % {"place": topic.community.name, "number": topic.number, "step": steps()[news.key]}


def steps() -> dict[str, str]:
    """Steps of which one hears by text message."""
    return {
        "shown": _("公开了"), "removed": _("没有公开，原因写在里面"), "seconded": _("附议的人够了"),
        "amended": _("改过了"), "withdrawn": _("提出人撤回了"), "opened": _("开始讨论了"),
        "set_aside": _("暂不讨论，原因写在里面"), "taken_up": _("又在征集附议了"), "moved": _("写成了动议"),
        "taken_back": _("继续讨论"), "decided": _("有了决定"), "followed": _("写成了承诺"),
        "merge_asked": _("社区想把它和另一个合并，请您看看"), "merge_off": _("不和别的合并了"),
        "merged": _("并入了另一个议题"), "merged_into_yours": _("有一个议题并了进来"),
    }  # fmt: skip
