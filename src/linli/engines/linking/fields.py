"""In which way do two numbers, births, telephones or homes agree?"""

from datetime import date

from linli.engines.linking.model import ReasonCode as Code
from linli.engines.linking.people import Dwelling, Number

_SPREADSHEET_DIGITS = 15
_LUNAR_GAP = range(17, 56)
"""Days by which a lunar date, read as a solar one, comes too early."""


def compare_numbers(a: Number, b: Number) -> Code:
    """How two identity numbers agree; a fifteen-digit one is compared without check digit."""
    if a.digits == b.digits:
        return Code.SAME_ID_OLD_AND_NEW if a.is_legacy != b.is_legacy else Code.SAME_ID
    x, y = a.digits, b.digits
    if a.is_legacy or b.is_legacy:
        return _without_check_digit(x[:17], y[:17])
    if a.holds and b.holds:
        return Code.DIFFERENT_IDS
    if len(x) == len(y):
        return _same_length(x, y)
    return Code.ID_DIGIT_LOST if is_one_digit_lost(x, y) else Code.ID_UNLIKE


def _without_check_digit(x: str, y: str) -> Code:
    code = _same_length(x, y) if len(x) == len(y) else Code.ID_UNLIKE
    # Twins have numbers that differ in the sequence alone; without a check digit a slip there looks the same.
    twinlike = x[:14] == y[:14] and code in (Code.ID_ONE_DIGIT, Code.ID_SWAPPED)
    return Code.ID_TWO_DIGITS if twinlike else code


def _same_length(x: str, y: str) -> Code:
    unlike = [at for at, (one, other) in enumerate(zip(x, y, strict=True)) if one != other]
    if not unlike:
        return Code.SAME_ID_OLD_AND_NEW
    if len(unlike) == 1:
        return Code.ID_ONE_DIGIT
    if _are_swapped(x, y, unlike):
        return Code.ID_SWAPPED
    if unlike[0] >= _SPREADSHEET_DIGITS and "000" in (x[-3:], y[-3:]):
        return Code.ID_ROUNDED
    return Code.ID_TWO_DIGITS if len(unlike) == 2 else Code.ID_UNLIKE


def _are_swapped(x: str, y: str, unlike: list[int]) -> bool:
    if len(unlike) != 2 or unlike[1] - unlike[0] > 2:
        return False
    first, second = unlike
    return x[first] == y[second] and x[second] == y[first]


def is_one_digit_lost(x: str, y: str) -> bool:
    """True when one text is the other with a single character left out."""
    short, long = sorted((x, y), key=len)
    if len(long) - len(short) != 1:
        return False
    at = next(
        (at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short)
    )
    return short[at:] == long[at + 1 :]


def compare_births(a: date, b: date) -> Code:
    """How two birth dates agree."""
    if a == b:
        return Code.SAME_BIRTH
    if a.year == b.year:
        return _same_year(a, b)
    if (a.month, a.day) == (b.month, b.day) and _is_typing_slip(f"{a.year:04d}", f"{b.year:04d}"):
        return Code.BIRTH_YEAR_TYPED
    return Code.BIRTH_ONE_PART if (a.month, a.day) == (b.month, b.day) else Code.DIFFERENT_BIRTHS


def _same_year(a: date, b: date) -> Code:
    if (a.month, a.day) == (b.day, b.month):
        return Code.BIRTH_DAY_MONTH_SWAPPED
    if (1, 1) in ((a.month, a.day), (b.month, b.day)) or (a.month == b.month and 1 in (a.day, b.day)):
        return Code.BIRTH_ROUNDED
    if _is_typing_slip(f"{a:%m%d}", f"{b:%m%d}"):
        return Code.BIRTH_ONE_DIGIT
    if a.month == b.month or a.day == b.day:
        return Code.BIRTH_ONE_PART
    return Code.BIRTH_LUNAR if abs((a - b).days) in _LUNAR_GAP else Code.DIFFERENT_BIRTHS


def _is_typing_slip(x: str, y: str) -> bool:
    """One digit wrong, or two neighbours swapped."""
    unlike = [at for at, (one, other) in enumerate(zip(x, y, strict=True)) if one != other]
    return len(unlike) == 1 or _are_swapped(x, y, unlike)


def compare_phones(a: tuple[str, ...], b: tuple[str, ...]) -> Code:
    """The best agreement among all numbers of both."""
    if not set(a).isdisjoint(b):
        return Code.SAME_PHONE
    near = any(is_phone_slip(x, y) for x in a for y in b)
    return Code.PHONE_ONE_DIGIT if near else Code.DIFFERENT_PHONES


def is_phone_slip(x: str, y: str) -> bool:
    """One digit wrong, two neighbours swapped, or one digit lost."""
    if len(x) == len(y):
        return len(x) >= 7 and _is_typing_slip(x, y)
    return min(len(x), len(y)) >= 7 and is_one_digit_lost(x, y)


def compare_homes(a: Dwelling, b: Dwelling) -> Code:
    """How two homes agree."""
    if _other_compound(a.compound, b.compound):
        return Code.DIFFERENT_HOMES
    if a.house == b.house and a.room and a.room == b.room:
        return Code.SAME_HOME
    if a.building != b.building:
        return Code.DIFFERENT_HOMES
    entrances = a.entrance == b.entrance or not (a.entrance and b.entrance)
    if not entrances:
        return Code.SAME_BUILDING
    if a.room == b.room or not (a.room and b.room):
        return Code.HOME_PERHAPS
    return Code.HOME_NEAR if is_room_slip(a.room, b.room) else Code.SAME_BUILDING


def is_room_slip(x: str, y: str) -> bool:
    """501 and 510, 501 and 601: one slip of the finger apart."""
    return len(x) == len(y) and _is_typing_slip(x, y)


def _other_compound(a: str, b: str) -> bool:
    return bool(a and b) and a not in b and b not in a and len(set(a) & set(b)) * 2 < len(set(a))
