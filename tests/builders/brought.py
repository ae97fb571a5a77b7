"""Partners, what they bring, and who ordered it, in few words."""

from datetime import date, timedelta
from typing import Any

from linli.contexts.care.commands import offers, orders
from linli.contexts.care.models import Occasion, Offer, Order
from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Person
from linli.kernel import clock
from linli.kernel.access.models import Grant
from linli.kernel.accounts.models import Account
from linli.kernel.actor import linli
from linli.kernel.organisations.models import Kind, Organisation

TEST = linli("test")


def partner(name: str = "梧桐社区食堂") -> Organisation:
    """A body that brings something."""
    return Organisation.objects.get_or_create(name=name, defaults={"kind": Kind.PARTNER})[0]


def meals(world: Any, **more: Any) -> Offer:
    """Lunch for fifteen yuan."""
    told = {
        "partner_id": partner().pk, "area_id": world.community.pk, "kind": "meals", "name": "午餐",
        "price_fen": 1500, "capacity": 40, **more,
    }  # fmt: skip
    return offers.open_offer(TEST, world.community, told=offers.Offered(**told))


def ordered(offer: Offer, person: Person, **more: Any) -> Order:
    """An order from today on, once if nothing else is said."""
    today = clock.today()
    told = {
        "rhythm": "once",
        "from_on": today,
        "until_on": more.pop("until_on", today),
        "tariff": "full",
        **more,
    }
    held = registry.card(TEST, person.pk)
    return orders.order(TEST, offer, held, told=orders.Wanted(**told))


def only(order: Order, on: date | None = None) -> Occasion:
    """Its day."""
    return Occasion.objects.get(order=order, on=on or order.from_on)


def next_workday(day: date) -> date:
    """The next Monday to Friday."""
    day += timedelta(days=1)
    return day if day.weekday() < 5 else next_workday(day)


def rider(world: Any, body: Organisation | None = None, username: str = "rider") -> Any:
    """A browser of somebody who works for a partner, let into the community."""
    from django.test import Client

    account: Account = world.account(username)
    account.organisation = body or partner()
    account.save()
    Grant.objects.get_or_create(
        account=account, role="partner_staff", area=world.community, from_on=date(2020, 1, 1)
    )
    browser = Client()
    browser.post("/sign-in/", {"username": username, "password": "linli-2026"})
    return browser
