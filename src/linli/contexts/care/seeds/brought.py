"""Partners who bring meals and more, and neighbours who ordered some weeks ago."""

import random
from collections.abc import Sequence
from datetime import timedelta

from linli.contexts.care.commands import offers, orders
from linli.contexts.care.models import CareRecord, Occasion, Offer
from linli.contexts.care.queries.offers import suggested_tariff
from linli.contexts.care.seeds import paid, said
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation

STREAM = 20260612
OFFERS = (
    # partner, kind, name, fen, a day, weekdays
    ("梧桐社区食堂", "meals", "两荤一素午餐", 1500, 60, (0, 1, 2, 3, 4, 5, 6)),
    ("梧桐社区食堂", "meals", "软食套餐", 1600, 8, (0, 1, 2, 3, 4)),
    ("暖邻居家养老服务中心", "bathing", "上门助浴", 12000, 2, (0, 2, 4)),
    ("暖邻居家养老服务中心", "cleaning", "两小时保洁", 7000, 4, (0, 1, 2, 3, 4)),
    ("暖邻居家养老服务中心", "haircut", "上门理发", 2000, 6, (1, 3)),
    ("梧桐街道社区卫生服务中心", "health_check", "上门量血压", 0, 10, (1, 3)),
)
REMARKS = ("", "", "", "少盐", "软饭少盐", "不吃辣", "耳背，敲门要响", "糖尿病，不放糖")
EATERS, PAST = 18, 45
"""So many eat, and so many days ago they began."""


def brought(communities: Sequence[str]) -> None:
    """Offers of three partners, eighteen who eat, a few who have other help, and today's round half done."""
    place = Area.objects.filter(code__in=communities).order_by("code").first()
    bodies = {row.name: row for row in Organisation.objects.filter(name__in={line[0] for line in OFFERS})}
    if place is None or len(bodies) < len({line[0] for line in OFFERS}):
        return
    chance, actor = random.Random(STREAM), linli("demo")  # noqa: S311 - a believable past, not a secret
    made = [
        offers.open_offer(
            actor, place, told=offers.Offered(bodies[who].pk, place.pk, kind, name, fen, many, days)
        )
        for who, kind, name, fen, many, days in OFFERS
    ]
    rows = CareRecord.objects.filter(
        kind="older", state="active", community=place, person__home__isnull=False
    )
    older = list(rows.order_by("person__home__order", "pk")[: EATERS + 8])
    held = registry.held(actor, [row.person_id for row in older])
    for number, row in enumerate(older):
        if number < EATERS:
            _order(made[1 if number % 6 == 5 else 0], held[row.person_id], chance, "daily", PAST + 30)
        else:
            _order(made[2 + number % 4], held[row.person_id], chance, "weekly", PAST + 30)
    _today(chance)
    said.said(place, actor)
    paid.paid(place, actor, [held[row.person_id] for row in older[:EATERS]])


def _order(offer: Offer, who: registry.Held, chance: random.Random, rhythm: str, days: int) -> None:
    """As it was ordered some days ago, early in the morning."""
    start = clock.today() - timedelta(days=PAST)
    while start.weekday() not in offer.weekdays:
        start += timedelta(days=1)
    told = orders.Wanted(
        rhythm, start, start + timedelta(days=days), suggested_tariff(who.key),
        chance.choice(("door", "phone", "counter")), chance.choice(REMARKS) if offer.kind == "meals" else "",
    )  # fmt: skip
    with clock.standing_at(clock.at_noon(start - timedelta(days=2))):
        orders.order(linli("demo"), offer, who, told=told)


def _today(chance: random.Random) -> None:
    """Days gone by were done; of today's, some are done and one door stayed closed."""
    today, rows = clock.today(), list(Occasion.objects.filter(on__lte=clock.today(), state="ordered"))
    for row in rows:
        row.state = "done" if row.on < today or chance.random() < 0.4 else "accepted"
        row.at = clock.at_noon(row.on) if row.state == "done" else None
    db.write_back(Occasion, rows, ("state", "at"))
    first = Occasion.objects.filter(on=today, state="accepted", offer__kind="meals").order_by("pk").first()
    if first is not None:
        orders.step(linli("demo"), first, verb="miss")
