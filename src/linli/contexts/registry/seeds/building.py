"""How is the demonstration built, part by part?"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days
from linli.contexts.registry.seeds.model import Community
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people.making import Maker, Staff
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.people.sayings import Chronicler
from linli.contexts.registry.seeds.town.drawing import plan_for, plans
from linli.contexts.registry.seeds.town.model import Plan
from linli.contexts.registry.seeds.writing.intake import Entered, Intake
from linli.contexts.registry.seeds.writing.past import Past
from linli.contexts.registry.seeds.writing.places import Places, write_homes, write_places, write_subdistrict
from linli.contexts.registry.seeds.writing.registers import Shopkeeper, write_registers
from linli.contexts.registry.seeds.writing.staff import write_staff
from linli.contexts.registry.seeds.writing.words import write_words
from linli.kernel import clock, db
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput
from linli.kernel.workdays.seeding import seed_calendar

SEED = 20_261_116
FULL = 3200
FEWEST, MOST = 20, 3300
SMALL = 120
"""Households of the two small communities beside a full one."""
CLERKS = {"001": "counter", "002": "manager2", "003": ""}
WORKERS = {"001": {grid: f"grid{grid}" for grid in range(1, 9)}, "002": {1: "grid21"}, "003": {}}

Progress = Callable[[str, int, int], None]
"""(what is being done, how far, of how many)"""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built."""

    anchor: date
    """The day the town is as of: the last Monday."""
    communities: tuple[str, ...]
    people: int
    households: int
    dwellings: int
    doubles: tuple[tuple[UUID, UUID], ...]
    """(who is meant, the second record) of each planted pair."""


def build(progress: Progress | None = None, households: int = FULL) -> Built | None:
    """The subdistrict with one full community and two small ones; None when it is there already.

    All or nothing: whoever interrupts it finds the installation as it was.
    """
    _refuse_impossible(households)
    small = min(SMALL, households)
    wanted = [(plan_for(households), households), *((plan, small) for plan in plans()[1:])]
    return _build(progress or _silent, wanted)


def small_world(households: int = SMALL, progress: Progress | None = None) -> Built | None:
    """One community with a few buildings of every kind, for tests."""
    _refuse_impossible(households)
    return _build(progress or _silent, [(plan_for(households), households)])


def _refuse_impossible(households: int) -> None:
    if not FEWEST <= households <= MOST:
        raise BadInput(_("演示社区可以有 %(few)s 到 %(most)s 户。"), few=FEWEST, most=MOST)


def _silent(_what: str, _done: int, _of: int) -> None:
    return


def _build(progress: Progress, wanted: list[tuple[Plan, int]]) -> Built | None:
    if Area.objects.filter(code=city("town")["subdistrict"]["code"]).exists():
        return None
    with _collector_at_rest(), db.write():
        progress(_("工作日历"), 0, 1)
        seed_calendar()
        progress(_("工作日历"), 1, 1)
        return Builder(Days.until(clock.today()), progress).build(wanted)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Half a million rows that live on are walked by the collector again and again: a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Part:
    """One community while it is being built."""

    plan: Plan
    made: Community
    chronicler: Chronicler
    places: Places


@dataclass(slots=True)
class Builder:
    """Builds from one stream of chance, so that two builds in one week are the same."""

    days: Days
    progress: Progress
    chance: Chance = field(default_factory=lambda: Chance(SEED))
    numbers: Numbers = field(init=False)
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        self.numbers, self.names = Numbers(self.chance), Names(self.chance)

    def build(self, wanted: list[tuple[Plan, int]]) -> Built:
        """Places, staff, then one community after another."""
        demo = linli("demo")
        plans = [plan for plan, _households in wanted]
        all_places = draw(demo, self, plans)
        accounts = hire(demo, self)
        parts = []
        for (plan, households), places in zip(wanted, all_places, strict=True):
            self.progress(_("构思 %(name)s") % {"name": plan.name}, 0, 1)
            made, chronicler = self._made(plan, households, places)
            parts.append(_Part(plan, made, chronicler, places))
            self.progress(_("构思 %(name)s") % {"name": plan.name}, 1, 1)
            populate(demo, self, parts[-1], accounts)
        return self._summary(parts)

    def _made(self, plan: Plan, households: int, places: Places) -> tuple[Community, Chronicler]:
        staff = Staff(CLERKS[plan.code], WORKERS[plan.code])
        maker = Maker(self.chance, self.days, self.names, self.numbers)
        return maker.community(places.community.code, plan, households, staff)

    def _summary(self, parts: list[_Part]) -> Built:
        return Built(
            anchor=self.days.anchor,
            communities=tuple(part.places.community.code for part in parts),
            people=sum(len(part.made.living()) + len(part.made.away) for part in parts),
            households=sum(len(part.made.families) for part in parts),
            dwellings=sum(len(part.made.homes) for part in parts),
            doubles=tuple((d.meant.id, d.second.id) for part in parts for d in part.made.doubles),
        )


def only_linli(_actor: Actor, *_subjects: object) -> bool:
    """Nobody seeds by hand; Linli itself is not asked."""
    return False


@command("registry.seeded", only_linli)
def draw(actor: Actor, builder: Builder, plans: list[Plan], /) -> list[Places]:
    """Subdistrict, communities, grids, buildings, doors and ways."""
    subdistrict = write_subdistrict()
    subdistrict.save()
    drawn = []
    for at, plan in enumerate(plans, 1):
        drawn.append(write_places(subdistrict, plan, builder.days))
        builder.progress(_("街道、楼栋和步道"), at, len(plans))
    note(target=subdistrict, area=subdistrict.code, part="places")
    return drawn


@command("registry.seeded", only_linli)
def hire(actor: Actor, builder: Builder, /) -> dict[str, Account]:
    """Organisations, accounts, grants."""
    accounts = write_staff(builder.numbers, builder.days)
    builder.progress(_("机构与账号"), len(accounts), len(accounts))
    note(target="accounts.account:demo", part="staff", accounts=len(accounts))
    return accounts


@command("registry.seeded", only_linli)
def populate(actor: Actor, builder: Builder, part: _Part, accounts: dict[str, Account], /) -> Entered:
    """Homes, people, what happened, what was said, lists and shops of one community."""
    name, by_grid = part.plan.name, _by_grid(part, accounts)
    ids = {username: account.pk for username, account in accounts.items()}
    workers = {grid: account.pk for grid, account in by_grid.items()}
    write_homes(part.places, part.made.homes, workers, builder.days)
    intake = Intake(builder.days, part.made, part.chronicler, part.places, ids)
    entered = intake.enter(partial(builder.progress, _("%(name)s：居民") % {"name": name}))
    past = Past(builder.days, part.made, part.places, by_grid)
    past.replay(entered, partial(builder.progress, _("%(name)s：变动") % {"name": name}))
    write_words(part.made, entered, ids, partial(builder.progress, _("%(name)s：走访") % {"name": name}))
    intake.enter_doubles(entered)
    write_registers(part.places.community)
    Shopkeeper(part.places, builder.chance, builder.names, builder.numbers).write()
    note(
        target=part.places.community,
        area=part.places.community.code,
        part="people",
        people=len(entered.people),
    )
    return entered


def _by_grid(part: _Part, accounts: dict[str, Account]) -> dict[int, Account]:
    """Who works each grid, and at 0 who sits at the counter."""
    named = {0: CLERKS[part.plan.code], **WORKERS[part.plan.code]}
    return {grid: accounts[username] for grid, username in named.items() if username in accounts}
