"""Who has a say in a place, by the unit a matter asks for: adults, households, homes that are owned."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Resident


class Unit(StrEnum):
    """One vote for each."""

    ADULT = "adult"
    HOUSEHOLD = "household"
    DWELLING = "dwelling"


@dataclass(frozen=True, slots=True)
class Voter:
    """One line of the roll."""

    key: UUID
    """Of the person, the household or the dwelling, as the unit says."""
    area_code: str
    area: Decimal | None = None
    """Square metres, where homes are counted."""
    owner: str = ""
    """The same for all homes of one owner; empty while unknown."""


def roll(code: str, unit: Unit) -> list[Voter]:
    """Everybody in a place who has a say today; two queries."""
    if unit is Unit.DWELLING:
        return [Voter(u.key, u.area_code, u.area, u.owner) for u in registry.units_in(code)]
    today = clock.today()
    places = registry.stairways_in(code)
    adults = [m for m in registry.members_in(code) if m.is_adult(today) and m.home is not None]
    if unit is Unit.ADULT:
        return [Voter(m.key, places[m.home]) for m in adults if m.home is not None]
    seen: dict[UUID, str] = {}
    for one in adults:
        if one.household is not None and one.home is not None:
            seen.setdefault(one.household, places[one.home])
    return [Voter(key, where) for key, where in seen.items()]


def votes_of(resident: Resident, code: str, unit: Unit) -> list[UUID]:
    """The keys of the roll for which a resident may speak: oneself, one's household, the homes one owns."""
    homes = resident.homes_in(code)
    if unit is Unit.DWELLING:
        return [home.dwelling for home in homes if home.is_owner]
    at_home = [home for home in homes if home.lives_there and home.person is not None]
    known = registry.members([home.person for home in at_home if home.person])
    grown = [h for h in at_home if h.person in known and known[h.person].is_adult(clock.today())]
    if unit is Unit.ADULT:
        return list(dict.fromkeys(h.person for h in grown if h.person))
    return list(dict.fromkeys(h.household for h in grown if h.household))
