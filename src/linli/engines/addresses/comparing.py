"""Do two written addresses mean the same home?"""

from dataclasses import replace

from linli.engines.addresses.model import Address, Match
from linli.engines.addresses.numerals import with_digits
from linli.engines.addresses.parsing import parse

_COMPOUND_ENDINGS = ("小区", "花园", "家园", "公寓", "住宅区", "新村", "院")


def same(first: str | Address, second: str | Address) -> bool:
    """True when both name one home; a left-out entrance or room is not enough."""
    return compare(first, second) is Match.SAME


def compare(first: str | Address, second: str | Address) -> Match:
    """Same, possibly the same (one says less), or different."""
    a = first if isinstance(first, Address) else parse(first)
    b = second if isinstance(second, Address) else parse(second)
    a, b = _lane_as(a, b), _lane_as(b, a)
    if not a.key() or not b.key() or not _one_surrounding(a, b):
        return Match.DIFFERENT
    pairs = tuple(zip(_home(a), _home(b), strict=True))
    if all(x == y for x, y in pairs):
        return Match.SAME
    return Match.POSSIBLE if all(x == y or not x or not y for x, y in pairs) else Match.DIFFERENT


def _lane_as(address: Address, other: Address) -> Address:
    """18-5-302 beside 18弄5号302 is that lane and house jotted down."""
    jotted = address.entrance and not address.lane and other.lane and not other.entrance
    if not jotted:
        return address
    return replace(address, lane=address.building, building=address.entrance, entrance="")


def _home(address: Address) -> tuple[str, str, str]:
    building = address.building or ("" if address.lane else address.street_number)
    return (building, address.entrance, address.room)


def _one_surrounding(a: Address, b: Address) -> bool:
    """Nothing around the home differs: lane, zone, compound, or street where no compound is named."""
    if _differ(a.lane, b.lane) or _differ(a.zone, b.zone):
        return False
    if a.compound and b.compound:
        return _alike(a.compound, b.compound)
    if a.street and b.street and a.street == b.street and not (a.lane or b.lane):
        return not _differ(a.street_number, b.street_number)
    return True


def _differ(first: str, second: str) -> bool:
    return bool(first and second) and first != second


def _alike(first: str, second: str) -> bool:
    x, y = _bare(first), _bare(second)
    if x in y or y in x:
        return True
    shared = len(set(x) & set(y))
    return len(x) == len(y) and shared * 3 >= len(set(x)) * 2


def _bare(compound: str) -> str:
    name = with_digits(compound)
    for ending in _COMPOUND_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
