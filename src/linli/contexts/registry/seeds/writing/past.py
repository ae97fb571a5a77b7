"""What happened since the roster, done again by the people who did it then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from linli.contexts.registry.commands import people, stays
from linli.contexts.registry.models import Household
from linli.contexts.registry.seeds.days import Days, moment
from linli.contexts.registry.seeds.model import Community, Family, Made
from linli.contexts.registry.seeds.people.kinship import HEAD
from linli.contexts.registry.seeds.people.sayings import VISIT
from linli.contexts.registry.seeds.writing.intake import Entered, Told
from linli.contexts.registry.seeds.writing.places import Places
from linli.kernel import clock
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli

REPORTED_AFTER = timedelta(days=8)
"""How long the register does not know what happened."""
COUNTER = 0
"""Where the account of the counter stands among those of the grids, which count from 1."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that happened to a family: who died, where it went."""

    on: date
    family: Family
    died: Made | None = None


class Past:
    """Replays deaths, moves and departures in their order, each on the day it was reported."""

    def __init__(
        self, days: Days, community: Community, places: Places, accounts: dict[int, Account]
    ) -> None:
        self._days = days
        self._community = community
        self._places = places
        self._actors = {grid: _acting(account) for grid, account in accounts.items()}

    def replay(self, entered: Entered, told: Told) -> None:
        """All of it."""
        steps = sorted(self._steps(), key=lambda step: (step.on, str(step.family.id)))
        for at, step in enumerate(steps, 1):
            reported = min(step.on + REPORTED_AFTER, self._days.anchor)
            with clock.standing_at(moment(reported, at)):
                self._take(step, reported, entered)
            told(at, len(steps))

    def _steps(self) -> Iterator[_Step]:
        for family in [*self._community.families, *self._community.former]:
            for made in family.members:
                if made.died_on is not None:
                    yield _Step(made.died_on, family, made)
            if family.left_on is not None:
                yield _Step(family.left_on, family)
            if family.earlier_home is not None:
                yield _Step(family.came_on, family)

    def _take(self, step: _Step, reported: date, entered: Entered) -> None:
        if step.died is not None:
            self._die(step.died, step, entered)
        elif step.family.left_on is not None:
            self._leave(step, entered)
        else:
            self._move(step, entered)

    def _die(self, died: Made, step: _Step, entered: Entered) -> None:
        family, actor = step.family, self._actor(step.family.home.building.grid)
        household = entered.households[family.id]
        people.record_death(actor, entered.people[died.id], on=step.on)
        household.refresh_from_db()
        for left in family.members:
            if left is not died and left.relation == HEAD:
                self._name_head(actor, household, entered, left)
        if household.size == 0:
            self._close(household, step.on)

    def _name_head(self, actor: Actor, household: Household, entered: Entered, left: Made) -> None:
        person = entered.people[left.id]
        stays.join_household(actor, household, person, relation=HEAD, on=clock.today(), source=VISIT)

    def _close(self, household: Household, on: date) -> None:
        household.ended_on = on
        household.save(update_fields=["ended_on"])

    def _leave(self, step: _Step, entered: Entered) -> None:
        actor = self._actor(step.family.home.building.grid)
        for made in step.family.members:
            stays.move_out(actor, entered.people[made.id], on=step.on, to=step.family.left_for)

    def _move(self, step: _Step, entered: Entered) -> None:
        """Everyone of the family, and with them the household."""
        family = step.family
        dwelling = self._places.at(family.home)
        # The counter: a worker sees only one of two grids.
        for made in family.members:
            stays.move_in(self._actor(COUNTER), dwelling, entered.people[made.id], on=step.on, source=VISIT)
        household = entered.households[family.id]
        household.home = dwelling
        household.save(update_fields=["home"])

    def _actor(self, grid: int) -> Actor:
        return self._actors.get(grid) or linli("demo")


def _acting(account: Account) -> Actor:
    return actor_for(account.pk, account.name, account.organisation_id)
