"""How content people are: who can still be asked, what was answered by many enough, whom one should call."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.models import Asking, Occasion, Offer, Opinion
from linli.contexts.care.queries.offers import offers, pack
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue.manifest import Due
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea
from linli.kernel.privacy import cipher


def rules() -> dict[str, Any]:
    """How often one asks, and how many answers are shown."""
    found: dict[str, Any] = pack()["opinion"]
    return found


def key_of(asking: Asking) -> str:
    """The key of its address; made from the row and kept nowhere."""
    return f"{asking.pk.hex}-{cipher.lookup(str(asking.pk), 'opinion link')[:12]}"


def number_of(asking: Asking) -> str:
    """A short number for paper."""
    return asking.pk.hex[-6:].upper()


def by_key(key: str) -> Asking:
    """The question behind an address, as long as it can be answered; else it does not exist."""
    head, _dash, _tail = key.partition("-")
    try:
        rows = Asking.objects.filter(pk=UUID(head), until_on__gte=clock.today())
    except ValueError as fault:
        raise OutsideYourArea from fault
    found = rows.select_related("offer__partner", "offer__community", "occasion").first()
    if found is None or key_of(found) != key:
        raise OutsideYourArea
    return found


def askings(actor: Actor) -> QuerySet[Asking]:
    """Whom one can still ask, in one's communities, in walking order."""
    rows = Asking.objects.filter(inside("offer__community__code", actor.areas(policies.HEAR)))
    rows = rows.filter(answered_on=None, until_on__gte=clock.today())
    return rows.select_related("offer__partner", "person__home", "occasion").order_by(
        "person__home__order", "pk"
    )


def asking(actor: Actor, asking_id: UUID) -> Asking:
    """One of them."""
    found = askings(actor).filter(pk=asking_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def to_ask(place: Area) -> list[Occasion]:
    """Days of help lately, one for each person and offer, where nobody was asked for a while."""
    today = clock.today()
    since, again = today - timedelta(days=rules()["within_days"]), today - timedelta(days=rules()["ask_days"])
    rows = Occasion.objects.filter(offer__community=place, state="done", on__gte=since, on__lt=today)
    rows = rows.filter(order__person__home__isnull=False).select_related("order")
    asked = set(
        Asking.objects.filter(offer__community=place, asked_on__gt=again).values_list("person", "offer")
    )
    found: dict[tuple[UUID, UUID], Occasion] = {}
    for row in rows.order_by("on", "pk"):
        key = (row.order.person_id, row.offer_id)
        if row.order.person_id and key not in asked:
            found[key] = row
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Heard:
    """What was answered about one offer lately; ``None`` while too few answered."""

    offer: Offer
    n: int | None
    good: int
    fair: int
    poor: int
    words: tuple[str, ...]

    @property
    def percent(self) -> int:
        """How many of a hundred are content."""
        return round(100 * self.good / self.n) if self.n else 0


def heard(actor: Actor) -> list[Heard]:
    """Each offer by its name, never by its marks; two queries, and nothing of fewer than a handful."""
    since, least = _since(), int(rules()["smallest"])
    rows: Sequence[Offer] = list(offers(actor).order_by("name", "pk"))
    found: dict[UUID, list[Opinion]] = {}
    for one in Opinion.objects.filter(offer__in=rows, month__gte=since).order_by("-month", "pk"):
        found.setdefault(one.offer_id, []).append(one)
    may_read = actor.holds(policies.HEAR)
    made = []
    for row in rows:
        answers = found.get(row.pk, [])
        if len(answers) < least:
            made.append(Heard(row, None, 0, 0, 0, ()))
            continue
        marks = Counter(one.mark for one in answers)
        words = sorted(text for one in answers if (text := one.words.reveal())) if may_read else []
        made.append(Heard(row, len(answers), marks[3], marks[2], marks[1], tuple(words[:30])))
    return made


def _since() -> date:
    """Answers of so long are put together, by whole months."""
    return (clock.today() - timedelta(days=rules()["shown_days"])).replace(day=1)


def calls(actor: Actor) -> QuerySet[Opinion]:
    """People who were not content and want to be called."""
    rows = Opinion.objects.filter(inside("offer__community__code", actor.areas(policies.HEAR)))
    rows = rows.filter(call__isnull=False, called_on=None)
    return rows.select_related("call__home", "call__area", "offer__partner", "offer__community").order_by(
        "pk"
    )


def call(actor: Actor, opinion_id: UUID) -> Opinion:
    """One of them."""
    found = calls(actor).filter(pk=opinion_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """Calls to make: somebody was not content and would like to say why."""
    if not actor.holds(policies.HEAR):
        return
    for row in calls(actor)[:50]:
        yield Due(
            key=f"care-opinion:{row.pk}", title=_("给一位居民打个电话"),
            why=_("对“%(offer)s”不太满意，愿意说说；听一听，看怎么改") % {"offer": row.offer.name},
            due_on=today, address=reverse("care:opinion_call", args=[row.pk]), priority=70,
        )  # fmt: skip
