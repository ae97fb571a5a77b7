"""An after-school room with a dozen children, two of whom wait for a place."""

from collections.abc import Sequence
from datetime import timedelta

from linli.contexts.care.commands import rooms
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.queries import holders
from linli.kernel.access.roles import COUNTER_CLERK
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

PLACES, CHILDREN = 10, 12
REMARKS = ("", "", "花生过敏", "", "哮喘，药在书包里", "")


def after_school(communities: Sequence[str]) -> None:
    """The first community; whoever sits at its counter is on duty."""
    place = Area.objects.filter(code__in=communities).order_by("code").first()
    if place is None:
        return
    today, actor = clock.today(), linli("demo")
    clerk = holders(COUNTER_CLERK, place.code).order_by("pk").first()
    told = rooms.Planned(
        "四点半课堂", 16 * 60 + 30, 18 * 60, range(5), PLACES, today - timedelta(days=60),
        today + timedelta(days=80), clerk.account_id if clerk else None,
    )  # fmt: skip
    made = rooms.open_room(actor, place, told=told)
    people = registry.members_in(place.code)
    grown = {one.household: one for one in people if one.household and one.is_adult(today)}
    young = [one for one in people if 7 <= (one.age(today) or 0) <= 11 and one.household in grown]
    for number, one in enumerate(young[:CHILDREN]):
        guardian = grown[one.household] if one.household else one
        fetchers = [rooms.Fetcher(guardian.name, "家长", guardian.boxed_phone.reveal())]
        told_of = rooms.Enrolled(range(5), guardian.name, fetchers, REMARKS[number % len(REMARKS)])
        rooms.enrol(actor, made, registry.card(actor, one.key), told=told_of)
