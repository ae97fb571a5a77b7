"""Asking by text message how help was: who agreed, whom one may ask today, in which words, at which hours."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.care.models import Asking, Texting
from linli.contexts.care.queries.opinions import key_of, rules
from linli.engines.identity import mask_phone
from linli.kernel import clock
from linli.kernel.areas.models import Area


def agreed(people: Iterable[UUID]) -> dict[UUID, tuple[Texting, str]]:
    """Who of some people agreed, each with the number covered; one query."""
    rows = Texting.objects.filter(person__in=list(people))
    return {row.person_id: (row, mask_phone(row.phone.reveal())) for row in rows}


def is_quiet() -> bool:
    """True at hours at which nobody gets a text message."""
    now = timezone.localtime(clock.now())
    return not rules()["text_from"] <= now.hour * 60 + now.minute < rules()["text_until"]


def _wanted() -> Q:
    """Questions without an answer, to people who live here and agreed."""
    here = Q(person__home__isnull=False, person__died_on=None)
    agreed = Q(person__in=Texting.objects.values("person"))
    return Q(answered_on=None, until_on__gte=clock.today()) & here & agreed


def to_text(place: Area) -> list[Asking]:
    """One question for each person who had none by text for a while, the newest help first; two queries."""
    since = clock.now() - timedelta(days=int(rules()["text_days"]))
    again = Asking.objects.filter(texted_at__gt=since).values("person")
    rows = Asking.objects.filter(_wanted(), offer__community=place, texted_at=None).exclude(person__in=again)
    found: dict[UUID, Asking] = {}
    for row in rows.order_by("-occasion__on", "pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())


def still_wanted(asking_id: UUID) -> tuple[Asking, str] | None:
    """A question that should go out now, with the number; None when it was answered, or nobody wants it."""
    rows = Asking.objects.filter(_wanted(), pk=asking_id, texted_at__isnull=False)
    found = rows.select_related("offer__community", "occasion").first()
    said = Texting.objects.filter(person=found.person_id).first() if found else None
    return (found, said.phone.reveal()) if found and said else None


def address() -> str:
    """Where our pages are to be found from outside; empty when nobody can open them."""
    return settings.ADDRESS


def words_of(asking: Asking) -> str:
    """The whole message: no name, no help that tells of an illness, one link."""
    words = _(
        "【邻里】%(place)s想问 %(day)s 的上门服务怎么样，点一下就好，不记名：%(link)s 页面上也可以点不再收。"
    )
    return words % {
        "place": asking.offer.community.name, "day": f"{asking.occasion.on:%m-%d}",
        "link": f"{address()}{reverse('care:opinion', args=[key_of(asking)])}",
    }  # fmt: skip
