"""Is this a unified social credit code (统一社会信用代码, GB 32100), and of which kind of organisation?"""

from dataclasses import dataclass

from linli.engines.identity.reasons import Reason
from linli.engines.identity.writing import bare_number, is_one_digit

_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_AUTHORITIES = frozenset("123456789ANY")


@dataclass(frozen=True, slots=True)
class CreditCodeCheck:
    """What a unified social credit code says."""

    given: str
    number: str
    reason: Reason
    kind: str = ""
    """Two characters: registering authority and form, such as 91 enterprise or 52 private non-enterprise."""
    region: str = ""
    organisation: str = ""
    """The nine characters of the organisation code (GB 11714)."""
    organisation_holds: bool = False
    """True when the organisation code's own check character fits; a few early codes do not."""

    @property
    def is_valid(self) -> bool:
        """True when nothing speaks against the code."""
        return self.reason is Reason.OK


def credit_check_character(first_seventeen: str) -> str:
    """The eighteenth character by GB 32100: weights 3^i mod 31."""
    total = sum(w * _SYMBOLS.index(c) for w, c in zip(_WEIGHTS, first_seventeen, strict=True))
    return _SYMBOLS[(31 - total % 31) % 31]


def organisation_check_character(first_eight: str) -> str:
    """The ninth character of an organisation code by GB 11714: MOD 11, ten written as X."""
    total = sum(w * _BASE_36.index(c) for w, c in zip(_ORGANISATION_WEIGHTS, first_eight, strict=True))
    rest = (11 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def check_credit_code(text: str) -> CreditCodeCheck:
    """Judge a unified social credit code."""
    number = bare_number(text)
    reason = _reason(number)
    if reason not in (Reason.OK, Reason.CHECK_DIGIT):
        return CreditCodeCheck(text, number, reason)
    organisation = number[8:17]
    holds = organisation_check_character(organisation[:8]) == organisation[8]
    return CreditCodeCheck(text, number, reason, number[:2], number[2:8], organisation, holds)


def _reason(number: str) -> Reason:
    if not number:
        return Reason.EMPTY
    if len(number) != 18:
        return Reason.LENGTH
    if is_one_digit(number):
        return Reason.PLACEHOLDER
    if any(c not in _SYMBOLS for c in number) or not number[2:8].isdigit():
        return Reason.CHARACTERS
    if number[0] not in _AUTHORITIES:
        return Reason.PREFIX
    return Reason.OK if credit_check_character(number[:17]) == number[17] else Reason.CHECK_DIGIT
