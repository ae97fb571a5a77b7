"""People we look after, in few words."""

from datetime import date
from typing import Any

from linli.contexts.care.commands import cards, plans, records
from linli.contexts.care.models import CareRecord
from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Person
from linli.kernel.actor import Actor, linli

TEST = linli("test")
OLD = date(1944, 3, 2)
"""82 on the day of the tests."""


def grandmother(world: Any, name: str = "李秀英", **more: Any) -> Person:
    """Somebody of 82 who lives alone in the first grid."""
    home = more.pop("home", None) or world.home(world.building1, 1, more.pop("number", "301"))
    return world.person(name, more.pop("born", OLD), "2", home=home, **more)


def looked_after(person: Person, actor: Actor = TEST, **more: Any) -> CareRecord:
    """An open record."""
    told = {"classes": ["alone_80"], "tier": "high", **more}
    held = registry.card(actor, person.pk)
    return records.take_up(actor, held, told=records.Told(**told))


def cared_for(world: Any, **more: Any) -> tuple[Person, CareRecord]:
    """Somebody with a record, a card and a goal."""
    person = grandmother(world, **more)
    row = looked_after(person)
    cards.write(TEST, row, told=cards.CardTold(medicines="降压药"))
    plans.set_goal(TEST, row, words="每周下楼两次")
    return person, row
