"""Which telephone numbers does this cell hold, and how is each written once?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from linli.engines.identity.reasons import Reason
from linli.engines.identity.writing import half_width, is_one_digit, is_scientific


class PhoneKind(StrEnum):
    """How a number is reached."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    HOTLINE = "hotline"
    """Public short numbers and 400/800 numbers."""
    SHORT = "short"
    """Three to six digits inside a company or community network."""
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class PhoneCheck:
    """One telephone number as it should be kept."""

    given: str
    number: str
    """``13800138000``, ``0571-88888888``, ``88888888`` without a known area code, ``+85291234567``."""
    reason: Reason
    kind: PhoneKind | None = None
    extension: str = ""

    @property
    def is_valid(self) -> bool:
        """True when the number can be dialled."""
        return self.reason is Reason.OK


_GAP = r"[ .-]{0,2}"
_MOBILE = rf"(?:\+?{_GAP}(?:00)?86{_GAP})?\(?0?(?P<mobile>1[3-9]\d(?:{_GAP}\d){{8}})\)?"
_AREA = r"10|2\d|[3-9]\d\d"
_LANDLINE = (
    rf"(?:(?:\+{_GAP}|00)?86{_GAP})?"
    rf"\(?(?P<zero>0?)\)?(?P<area>{_AREA})\)?{_GAP}(?P<local>[2-9]\d{{2,3}}{_GAP}\d{{4}})"
    r"(?:\s*(?:转|分机|ext\.?|[-#*x])\s*(?P<extension>\d{1,6}))?"
)
_ABROAD = r"(?P<abroad>(?:\+|00)(?!86)[1-9](?:[ -]?\d){6,14})"
_NUMBER = re.compile(
    rf"(?<!\d)(?:{_MOBILE}|{_LANDLINE}|{_ABROAD}|(?P<run>\d(?:-?\d)*))(?!\d)", re.ASCII | re.IGNORECASE
)
_HOTLINE = re.compile(
    r"11[0249]|12[02]|100\d{2}|1[26]\d{3}|116\d{3}|118\d{2,3}|95\d{3,6}|96\d{3,6}|[48]00\d{7}", re.ASCII
)
_LOCAL = re.compile(r"([2-9]\d{2,3}-?\d{4})(?:-(\d{1,6}))?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}){2,}(?!\d)", re.ASCII)
_PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_MASKED = re.compile(r"\d[*xX#]{2,}|[*xX#]{2,}\d", re.ASCII)
_SPREADSHEET_POINT = re.compile(r"(?<=\d)\.0+(?!\d)", re.ASCII)


def phones(text: str, *, area_code: str = "") -> tuple[PhoneCheck, ...]:
    """Every number of a cell in its order, refused ones too; ``area_code`` completes local landlines."""
    if _PLAIN_MOBILE.fullmatch(text):
        return (PhoneCheck(text, text, Reason.OK, PhoneKind.MOBILE),)
    narrow = _SPREADSHEET_POINT.sub("", half_width(text))
    if is_scientific(narrow):
        return (PhoneCheck(text, "", Reason.ROUNDED),)
    if _MASKED.search(narrow):
        return (PhoneCheck(text, "", Reason.MASKED),)
    checks = tuple(_checks(_RUN_TOGETHER.sub(_apart, narrow), area_code))
    # One or two digits beside a number are a remark ("2单元"), not a second number.
    found = tuple(one for one in checks if one.is_valid or len(one.number) > 2) or checks[:1]
    return found or (PhoneCheck(text, "", Reason.CHARACTERS if narrow else Reason.EMPTY),)


def check_phone(text: str, *, area_code: str = "") -> PhoneCheck:
    """The first number of the text that can be dialled, or else what is wrong with it."""
    found = phones(text, area_code=area_code)
    return next((one for one in found if one.is_valid), found[0])


def _checks(text: str, area_code: str) -> Iterator[PhoneCheck]:
    for match in _NUMBER.finditer(text):
        if match["mobile"]:
            yield _dialled(match[0], _digits(match["mobile"]), PhoneKind.MOBILE)
        elif match["local"]:
            yield _landline(match, area_code)
        elif match["abroad"]:
            number = "+" + _digits(match["abroad"]).removeprefix("00")
            yield PhoneCheck(match[0].strip(), number, Reason.OK, PhoneKind.ABROAD)
        else:
            yield _run(match["run"], area_code)


def _apart(match: re.Match[str]) -> str:
    return " / ".join(match[0][at : at + 11] for at in range(0, len(match[0]), 11))


def _landline(match: re.Match[str], area_code: str) -> PhoneCheck:
    if not match["zero"] and "86" not in match[0][: match.start("area") - match.start()]:
        # Digits that only look like area code and number: without the zero nothing tells them apart.
        return _run(match[0], area_code)
    number = f"0{match['area']}-{_digits(match['local'])}"
    return PhoneCheck(match[0].strip(), number, Reason.OK, PhoneKind.LANDLINE, match["extension"] or "")


def _run(given: str, area_code: str) -> PhoneCheck:
    digits = _digits(given)
    if _HOTLINE.fullmatch(digits):
        return PhoneCheck(given, digits, Reason.OK, PhoneKind.HOTLINE)
    if local := _LOCAL.fullmatch(given):
        number = _digits(local[1])
        completed = f"{area_code}-{number}" if area_code else number
        return _dialled(given, completed, PhoneKind.LANDLINE, local[2] or "")
    if 4 <= len(digits) <= 6 and digits[0] not in "01":
        # What begins with 1 is a service's number (a hotline, above) or a mobile number cut short.
        return _dialled(given, digits, PhoneKind.SHORT)
    return PhoneCheck(given, digits, _refusal(digits))


def _dialled(given: str, number: str, kind: PhoneKind, extension: str = "") -> PhoneCheck:
    reason = Reason.PLACEHOLDER if is_one_digit(number) else Reason.OK
    return PhoneCheck(given.strip(), number, reason, kind, extension)


def _refusal(digits: str) -> Reason:
    if is_one_digit(digits):
        return Reason.PLACEHOLDER
    return Reason.PREFIX if len(digits) == 11 else Reason.LENGTH


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
