"""Is this an identity number (公民身份号码 and its relatives), and what does it say about its bearer?"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.engines.identity.reasons import Reason
from linli.engines.identity.writing import bare_number, is_one_digit, is_scientific

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in codes
) | {"71", "81", "82", "83", "91"}
_LOOKS_LIKE_X = str.maketrans({"×": "X", "✕": "X", "╳": "X", "Х": "X", "Χ": "X", "*": "X"})
_OLD_FOREIGN = re.compile(r"[A-Z]{3}[0-9]{12}")
_CENTENARIANS = frozenset({"996", "997", "998", "999"})


class IdKind(StrEnum):
    """Which document the number belongs to."""

    RESIDENT = "resident"
    LEGACY = "legacy"
    """Fifteen digits, before 1999: two-digit year, no check digit."""
    HONG_KONG = "hong_kong"
    MACAO = "macao"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"
    """Permanent residence card from 2023: eighteen digits, the first is 9."""
    FOREIGN_OLD = "foreign_old"
    """Permanent residence card before that: three letters of the nationality and twelve digits."""


class Sex(StrEnum):
    """Sex by its code in GB/T 2261.1."""

    MALE = "1"
    FEMALE = "2"


@dataclass(frozen=True, slots=True)
class IdCheck:
    """What an identity number says; fields stay empty where the number does not reach."""

    given: str
    number: str
    """As it should be kept: narrow, upper case, no spaces."""
    reason: Reason
    kind: IdKind | None = None
    birth: date | None = None
    sex: Sex | None = None
    region: str = ""
    """Six digits of the division that registered the birth; it may long be abolished."""

    @property
    def is_valid(self) -> bool:
        """True when nothing speaks against the number."""
        return self.reason is Reason.OK

    @property
    def full(self) -> str:
        """The eighteen-character form, also for a legacy number; otherwise the number itself."""
        if self.kind is IdKind.LEGACY and self.birth is not None:
            return full_from_legacy(self.number)
        return self.number


def check_character(first_seventeen: str) -> str:
    """The eighteenth character by ISO 7064 MOD 11-2, as GB 11643 asks."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def full_from_legacy(number: str) -> str:
    """A fifteen-digit number in its eighteen-character form; century 18 only for sequences 996 to 999."""
    # GB 11643-1989 kept these four sequence numbers for people who were then over a hundred years old.
    century = "18" if number[12:15] in _CENTENARIANS else "19"
    body = number[:6] + century + number[6:]
    return body + check_character(body)


def check_id(text: str, *, on: date | None = None) -> IdCheck:
    """Judge an identity number; ``on`` also refuses births after that day."""
    number = bare_number(text).translate(_LOOKS_LIKE_X)
    early = Reason.MASKED if "**" in text else _unreadable(text, number)
    if early is not None:
        return IdCheck(text, number, early)
    if _OLD_FOREIGN.fullmatch(number):
        return IdCheck(text, number, Reason.OK, IdKind.FOREIGN_OLD)
    full = full_from_legacy(number) if len(number) == 15 else number
    return _judge(text, number, full, on)


def _unreadable(text: str, number: str) -> Reason | None:
    if not number:
        return Reason.EMPTY
    if is_scientific(text):
        return Reason.ROUNDED
    if is_one_digit(number):
        return Reason.PLACEHOLDER
    if _OLD_FOREIGN.fullmatch(number):
        return None
    if not re.fullmatch(r"[0-9]+X?", number):
        return Reason.CHARACTERS
    readable = len(number) == 18 or (len(number) == 15 and number.isdigit())
    return None if readable else Reason.LENGTH


def _judge(text: str, number: str, full: str, on: date | None) -> IdCheck:
    kind = _kind(number)
    birth = _birth(full)
    return IdCheck(
        given=text,
        number=number,
        reason=_verdict(full, kind, birth, on),
        kind=kind,
        birth=birth,
        sex=Sex.MALE if int(full[16]) % 2 else Sex.FEMALE,
        region="" if kind is IdKind.FOREIGN else full[:6],
    )


def _kind(number: str) -> IdKind:
    if len(number) == 15:
        return IdKind.LEGACY
    by_prefix = {"810000": IdKind.HONG_KONG, "820000": IdKind.MACAO, "830000": IdKind.TAIWAN}
    if number[0] == "9":
        return IdKind.FOREIGN
    return by_prefix.get(number[:6], IdKind.RESIDENT)


def _birth(full: str) -> date | None:
    try:
        born = date(int(full[6:10]), int(full[10:12]), int(full[12:14]))
    except ValueError:
        return None
    return born if born.year >= 1850 else None


def _verdict(full: str, kind: IdKind, birth: date | None, on: date | None) -> Reason:
    right_check = full[17] == check_character(full[:17])
    if kind is not IdKind.FOREIGN and full[:2] not in _PROVINCES:
        return Reason.REGION
    if birth is None:
        return Reason.DATE
    if not right_check:
        # Spreadsheets keep fifteen significant digits and fill the rest with zeros.
        return Reason.ROUNDED if full.endswith("000") else Reason.CHECK_DIGIT
    if on is not None and birth > on:
        return Reason.IN_FUTURE
    return Reason.OK
