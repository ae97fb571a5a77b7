"""A resident's own home, as the community knows it: short, and covered."""

from dataclasses import dataclass
from decimal import Decimal

from linli.contexts.registry import api as registry
from linli.engines.identity import ADULT, NameMask, mask_name
from linli.kernel import clock, codes
from linli.kernel.actor import Home


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody of the household, covered."""

    name: str
    relation: str
    age_band: str
    """``child``, ``adult``, ``older``; "" while unknown."""
    has_phone: bool
    is_self: bool


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One home: the place, and whoever of it one may know."""

    home: Home
    address: str
    area: Decimal | None
    members: tuple[MemberLine, ...]
    """Of one's own household only: an owner who lets a home does not see who rents it, nor the other way."""


OLDER = 60


def card(home: Home) -> HomeCard:
    """The home as its resident sees it; two queries."""
    unit = registry.units([home.dwelling])[home.dwelling]
    living = registry.members_of([home.household]).get(home.household, []) if home.household else []
    lines = tuple(_line(one, home) for one in living) if home.lives_there else ()
    return HomeCard(home, unit.address, unit.area if home.is_owner else None, lines)


def _line(one: registry.Member, home: Home) -> MemberLine:
    is_self = one.key == home.person
    age = one.age(clock.today())
    band = "" if age is None else "child" if age < ADULT else "older" if age >= OLDER else "adult"
    name = one.name if is_self else mask_name(one.name, NameMask.STRICT)
    return MemberLine(name, codes.word("relation", one.relation), band, bool(one.boxed_phone), is_self)
