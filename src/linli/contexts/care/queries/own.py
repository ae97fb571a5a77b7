"""Help at home as residents and their families see it: for whom, what is offered, what comes, until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care.models import Asking, FamilyLink, Occasion, Offer, Order
from linli.contexts.care.queries import offers, opinions, vouchers
from linli.contexts.care.states import OCCASION
from linli.contexts.registry import api as registry
from linli.engines.deadlines import WorkCalendar
from linli.engines.identity import NameMask, mask_name
from linli.kernel import clock, codes
from linli.kernel.actor import Resident, linli
from linli.kernel.catalogue.manifest import Tile
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar

SHOWN, LOOKED = timedelta(days=21), timedelta(days=30)
READER = linli("own door")


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody of one's household, covered unless it is oneself."""

    key: UUID
    name: str
    relation: str
    is_self: bool


def people(resident: Resident) -> list[Someone]:
    """For whom one may order: oneself first, then those of the same household; one query."""
    homes = [home for home in resident.homes if home.household and home.lives_there]
    living = registry.members_of([home.household for home in homes if home.household])
    selves = {home.person for home in homes}
    found = [
        Someone(
            one.key, one.name if one.key in selves else mask_name(one.name, NameMask.STRICT),
            codes.word("relation", one.relation), one.key in selves,
        )
        for home in homes
        for one in living.get(home.household or home.dwelling, [])
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.is_self)


def someone(resident: Resident, key: UUID) -> Someone:
    """One of them."""
    found = next((one for one in people(resident) if one.key == key), None)
    if found is None:
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be ordered, with the first day that still can."""

    offer: Offer
    kind: str
    price: str
    first_on: date
    until: datetime
    """When ordering for that day ends."""


def reaching(area_codes: Iterable[str]) -> list[Offered]:
    """What partners bring to some doors; one query."""
    codes_of, calendar = list(area_codes), work_calendar()
    rows = Offer.objects.filter(closed_on=None, community__code__in={code[:12] for code in codes_of})
    found = []
    for row in rows.select_related("area", "partner").order_by("kind", "name", "pk"):
        first = first_day(row, calendar) if any(code.startswith(row.area.code) for code in codes_of) else None
        if first is not None:
            found.append(
                Offered(
                    row, offers.word("kind", row.kind), offers.yuan(row.price_fen), first,
                    offers.order_by(row.kind, first),
                )
            )  # fmt: skip
    return found


def first_day(row: Offer, calendar: WorkCalendar) -> date | None:
    """The first day that can still be ordered, within a month."""
    today = clock.today()
    days = (today + timedelta(days=n) for n in range(LOOKED.days))
    return next(
        (day for day in days if offers.is_served(row, day, calendar) and not offers.is_late(row.kind, day)),
        None,
    )


def offer_for(area_code: str, offer_id: UUID) -> Offered:
    """One of those that reach a door."""
    found = next((one for one in reaching([area_code]) if one.offer.pk == offer_id), None)
    if found is None:
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class Coming:
    """One day on which something comes."""

    occasion: Occasion
    state: str
    may_cancel: bool
    until: datetime
    own: str


def coming(keys: Sequence[UUID]) -> dict[UUID, list[Coming]]:
    """What comes to some people in the next weeks; one query."""
    today = clock.today()
    rows = Occasion.objects.filter(
        order__person__in=keys, on__gte=today, on__lte=today + SHOWN
    ).exclude(state="cancelled")  # fmt: skip
    found: dict[UUID, list[Coming]] = {}
    for row in rows.select_related("order", "offer__partner").order_by("on", "pk"):
        is_open = any(step.verb == "cancel" for step in OCCASION.open_from(row.state))
        until = offers.order_by(row.offer.kind, row.on)
        found.setdefault(row.order.person_id, []).append(
            Coming(
                row, str(OCCASION.label(row.state)), is_open and clock.now() <= until, until,
                offers.yuan(row.order.own_fen),
            )
        )  # fmt: skip
    return found


def standing(keys: Sequence[UUID]) -> dict[UUID, list[Order]]:
    """Orders that go on beyond today; one query."""
    rows = Order.objects.filter(person__in=keys, ended_on=None, until_on__gt=clock.today())
    found: dict[UUID, list[Order]] = {}
    for row in rows.exclude(rhythm=Order.Rhythm.ONCE).select_related("offer").order_by("-at"):
        found.setdefault(row.person_id, []).append(row)
    return found


def questions(keys: Sequence[UUID]) -> list[tuple[Asking, str]]:
    """How was it: what these people can still answer, with the address; one query."""
    rows = Asking.objects.filter(person__in=keys, answered_on=None, until_on__gte=clock.today())
    return [
        (row, reverse("care:opinion", args=[opinions.key_of(row)]))
        for row in rows.select_related("offer", "occasion").order_by("asked_on", "pk")[:3]
    ]


def left(keys: Sequence[UUID]) -> dict[UUID, str]:
    """What vouchers of some people hold, in yuan; one query."""
    return {key: offers.yuan(fen) for key, fen in vouchers.left_of(keys, "", clock.today()).items()}


def own_occasion(keys: Sequence[UUID], occasion_id: UUID) -> Occasion:
    """A day of one of these people; for everybody else it does not exist."""
    rows = Occasion.objects.filter(pk=occasion_id, order__person__in=keys)
    found = rows.select_related("order", "offer", "area").first()
    if found is None:
        raise OutsideYourArea
    return found


def own_order(keys: Sequence[UUID], order_id: UUID) -> Order:
    """An order of one of these people."""
    found = Order.objects.filter(pk=order_id, person__in=keys).select_related("offer", "area").first()
    if found is None:
        raise OutsideYourArea
    return found


def held(person_id: UUID) -> registry.Held:
    """The card of somebody whose own door this is."""
    return registry.card(READER, person_id)


def may_order(link: FamilyLink) -> bool:
    """True while the person wants this relative to order."""
    return link.may_order and link.ended_at is None


def tiles(resident: Resident) -> Iterable[Tile]:
    """Help at home, where a partner goes there; and what one may say about the last time."""
    homes = [home for home in resident.homes if home.lives_there]
    communities = {home.community for home in homes}
    if not communities or not Offer.objects.filter(closed_on=None, community__code__in=communities).exists():
        return
    mine = reverse("care:own")
    yield Tile("care.own", _("上门服务"), "walk", mine, _("送餐、理发、保洁，看看订订"), order=32)
    keys = [one.key for one in people(resident)]
    for row, address in questions(keys):
        words = _("%(offer)s怎么样？点一下就好") % {"offer": row.offer.name}
        yield Tile(
            f"care.say.{row.pk}",
            _("评一评"),
            "mood-smile",
            address,
            words,
            until=row.until_on,
            is_matter=True,
        )
