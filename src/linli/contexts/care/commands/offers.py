"""What partners offer: opened, changed, closed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Offer
from linli.contexts.care.queries.offers import pack
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.organisations.models import Kind, Organisation

MOST_FEN = 200_000
"""Two thousand yuan: more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a partner does, where, when, at which price."""

    partner_id: int
    area_id: int
    kind: str
    name: str
    price_fen: int
    capacity: int
    weekdays: Sequence[int] = (0, 1, 2, 3, 4)
    on_holidays: bool = False


@command("care.offer_opened", policies.may_arrange)
def open_offer(actor: Actor, place: Area, /, *, told: Offered) -> Offer:
    """A partner begins to do something here."""
    _judge(place, told)
    if Offer.objects.filter(
        community=place, partner=told.partner_id, name=told.name, closed_on=None
    ).exists():
        raise BadInput(_("这家单位已经有同名的服务。"), field="name")
    made = Offer.objects.create(community=place, **_columns(told))
    note(target=made, area=place.code)
    return made


@command("care.offer_changed", policies.may_change_offer)
def change_offer(actor: Actor, offer: Offer, /, *, told: Offered) -> Offer:
    """Another price holds for new orders; more room moves nobody up by itself."""
    _judge(offer.community, told)
    row = db.lock_row(Offer, pk=offer.pk)
    if row.closed_on:
        raise NotAllowedNow
    for name, value in _columns(told).items():
        setattr(row, name, value)
    row.save()
    note(target=row, area=offer.community.code)
    return row


@command("care.offer_closed", policies.may_change_offer)
def close_offer(actor: Actor, offer: Offer, /) -> Offer:
    """Nobody can order it any more; what was ordered still comes."""
    row = db.lock_row(Offer, pk=offer.pk)
    if row.closed_on:
        raise NotAllowedNow
    row.closed_on = clock.today()
    row.save(update_fields=["closed_on"])
    note(target=row, area=offer.community.code)
    return row


def _columns(told: Offered) -> dict[str, object]:
    return {**asdict(told), "weekdays": sorted(set(told.weekdays)), "name": told.name.strip()}


def _judge(place: Area, told: Offered) -> None:
    if told.kind not in pack()["kind"]:
        raise BadInput(_("请选一类服务。"), field="kind")
    if not told.weekdays or set(told.weekdays) - set(range(7)):
        raise BadInput(_("请选至少一天。"), field="weekdays")
    if not 1 <= told.capacity <= 2000 or not 0 <= told.price_fen <= MOST_FEN:
        raise BadInput(_("名额要在 1 到 2000 之间，价格不超过 2000 元。"), field="capacity")
    if not Area.objects.filter(pk=told.area_id, code__startswith=place.code).exists():
        raise BadInput(_("请选本社区里的地方。"), field="area")
    here = Organisation.objects.filter(pk=told.partner_id, kind__in=(Kind.PARTNER, Kind.PROPERTY_MANAGER))
    if not here.exists():
        raise BadInput(_("请选一家合作单位。"), field="partner")
