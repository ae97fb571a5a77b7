"""What the time of keeping is over for: it goes, and how much of what went stays in the trail as proof."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from linli.contexts.care import policies
from linli.contexts.care.models import Afternoon, Occasion, Order, PickUp, Pupil, Voucher
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note

AT_ONCE = 5000


def digest(keys: Iterable[object]) -> str:
    """SHA-256 over the keys in order, one a line: whoever holds a copy can compare."""
    return sha256("\n".join(sorted(str(key) for key in keys)).encode()).hexdigest()


@command("care.orders_forgotten", policies.is_linli)
def forget_orders(actor: Actor, place: Area, /, *, before: date) -> int:
    """Orders that ended long ago, with their days; settlements and vouchers keep sums and no name."""
    rows = Order.objects.filter(offer__community=place, until_on__lt=before)
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    days = list(Occasion.objects.filter(order__in=keys).values_list("pk", flat=True))
    Order.objects.filter(pk__in=keys).delete()
    ended = Voucher.objects.filter(run__community=place, until_on__lt=before, left_fen=0)
    vouchers = ended.exclude(person=None).update(person=None)
    note(
        target=place, area=place.code, orders=len(keys), days=len(days), vouchers=vouchers,
        before=before.isoformat(), digest=digest([*keys, *days]),
    )  # fmt: skip
    return len(keys) + len(days) + vouchers


@command("care.pupils_forgotten", policies.is_linli)
def forget_pupils(actor: Actor, place: Area, /, *, before: date) -> int:
    """Children who left, or whose term ended, long ago: with their afternoons and those who fetched them."""
    left = Pupil.objects.filter(room__community=place, left_on__lt=before)
    over = Pupil.objects.filter(room__community=place, room__until_on__lt=before)
    keys = sorted({*left.values_list("pk", flat=True), *over.values_list("pk", flat=True)})[:AT_ONCE]
    afternoons, _by_table = Afternoon.objects.filter(pupil__in=keys).delete()
    people, _by_table = PickUp.objects.filter(pupil__in=keys).delete()
    Pupil.objects.filter(pk__in=keys).delete()
    note(
        target=place, area=place.code, pupils=len(keys), afternoons=afternoons, people=people,
        before=before.isoformat(), digest=digest(keys),
    )  # fmt: skip
    return len(keys) + afternoons + people


@command("care.afternoons_forgotten", policies.is_linli)
def forget_afternoons(actor: Actor, place: Area, /, *, before: date) -> int:
    """Single afternoons are needed for less long than the roster; one that is still asked after stays."""
    rows = Afternoon.objects.filter(pupil__room__community=place, on__lt=before).exclude(state="missing")
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    Afternoon.objects.filter(pk__in=keys).delete()
    note(target=place, area=place.code, afternoons=len(keys), before=before.isoformat(), digest=digest(keys))
    return len(keys)
