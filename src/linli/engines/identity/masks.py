"""How much of a number or name may be seen on a screen or on a notice?"""

import re
from datetime import date
from enum import StrEnum

from linli.engines import addresses
from linli.engines.identity.ages import ADULT, age_on
from linli.engines.identity.names import clean_name, split_name
from linli.engines.identity.phones import PhoneCheck, PhoneKind, phones
from linli.engines.identity.reasons import Reason
from linli.engines.identity.writing import bare_number

STAR = "*"


class NameMask(StrEnum):
    """How strictly a name is covered."""

    NOTICE = "notice"
    """First and last character stay: 张*丰."""
    STRICT = "strict"
    """Only the surname stays: 张**."""


def mask_id(text: str) -> str:
    """First three and last four characters; never the birth date.  Short document numbers show less."""
    number = bare_number(text)
    if len(number) >= 15:
        return _cover(number, 3, 4)
    return _cover(number, 2, 2) if len(number) >= 8 else _cover(number, 1, 0)


def mask_id_for_notice(text: str) -> str:
    """First and last character, for the rare notice that must name a document at all."""
    return _cover(bare_number(text), 1, 1)


def mask_phone(text: str) -> str:
    """138****8000; several numbers of one cell are each covered and joined by a slash."""
    return "/".join(_mask_one_phone(one) for one in phones(text))


def mask_card(text: str) -> str:
    """Only the last four digits of a bank card."""
    number = bare_number(text)
    return _cover(number, 0, 4) if len(number) >= 8 else STAR * len(number)


def mask_name(text: str, form: NameMask = NameMask.NOTICE) -> str:
    """张三丰 as 张*丰 or 张**; compound surnames stay whole; the dot of long names stays as a dot."""
    name = clean_name(text)
    if "·" in name:
        return _mask_dotted(name, form)
    surname, given = split_name(name).surname, split_name(name).given
    if not surname:
        return re.sub(r"(?<=\w)\w", STAR, name)
    if not given:
        return STAR
    keeps_last = form is NameMask.NOTICE and len(given) > 1
    return surname + (_cover(given, 0, 1) if keeps_last else STAR * len(given))


def notice_name(text: str, *, birth: date | None, on: date) -> str:
    """A name as a public notice may show it: children only by surname."""
    is_child = birth is not None and age_on(birth, on) < ADULT
    return mask_name(text, NameMask.STRICT if is_child else NameMask.NOTICE)


def mask_address(text: str) -> str:
    """The address down to the building: entrance, floor and room are dropped."""
    return addresses.to_building(text)


def _mask_dotted(name: str, form: NameMask) -> str:
    stars = re.sub(r"[^·]", STAR, name)
    last = name[-1] if form is NameMask.NOTICE else STAR
    return name[0] + stars[1:-1] + last


def _mask_one_phone(phone: PhoneCheck) -> str:
    if phone.reason is Reason.MASKED:
        return phone.given
    if phone.kind is PhoneKind.HOTLINE:
        return phone.number
    if phone.kind is PhoneKind.MOBILE:
        return _cover(phone.number, 3, 4)
    if phone.kind is PhoneKind.LANDLINE:
        area, dash, local = phone.number.rpartition("-")
        return area + dash + _cover(local, 0, 3)
    return _cover(phone.number, 0, 2) if len(phone.number) > 4 else STAR * len(phone.number)


def _cover(text: str, first: int, last: int) -> str:
    hidden = len(text) - first - last
    if hidden <= 0:
        return STAR * len(text)
    return text[:first] + STAR * hidden + text[len(text) - last :]
