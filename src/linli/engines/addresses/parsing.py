"""Which home does this writing mean?"""

import math
import re
import unicodedata
from dataclasses import dataclass

from linli.engines.addresses.model import Address
from linli.engines.addresses.prefix import CompoundWords, Prefix, read_compound, read_prefix
from linli.engines.addresses.roles import Reading, Role, best_reading
from linli.engines.addresses.tokens import HomePart, read_home, without_last

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－ー~～"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BRACKETED = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]?")
_MARK_IN_BRACKETS = re.compile(r"室|号|户|栋|幢|楼|号楼|单元|弄|座|门")
_SIDE_LANE = re.compile(r"(\d+)弄(\d+)支弄")
_SIDE_LANE_FOLDED = re.compile(r"(\d+)支(\d+)弄")
_LETTERED_NUMBER = re.compile(r"(\d+)号([甲乙丙丁])(?!单元|座|栋|幢|号?楼|门)")
_ATTACHED = re.compile(r"(\d+)号[附之]([\d一二三四五六七八九]+)号?")
_SPREADSHEET_POINT = re.compile(r"(?<=\d)\.0+$")
_LETTER_O = re.compile(r"(?<=\d)O(?=\d)")
_SPACE_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9A-Z])\s+(?=[0-9A-Z])")


def parse(text: str) -> Address:
    """Take one written address apart; what is not understood is in ``rest``, never an error."""
    narrow, remarks = _normalised(text)
    prefix = read_prefix(narrow)
    home = read_home(narrow, prefix.length)
    compound = read_compound(narrow[prefix.length : home.start])
    house = prefix.street_number or compound.courtyard
    reading = _reading(home, house_known=bool(house))
    while reading is None and home.tokens:
        # 9栋、14栋: two buildings have no place in one home; the first is kept.
        home = without_last(home)
        reading = _reading(home, house_known=bool(house))
    rest = " ".join(part for part in (narrow[home.end :].strip("-,.、 "), remarks) if part)
    return _address(narrow, prefix, compound, _Home(home, reading, rest))


def key(text: str) -> str:
    """The key of a written address: 3号楼二单元501室 → 3-2-501; empty when it names no home."""
    return parse(text).key()


def to_building(text: str) -> str:
    """The writing down to the building, without entrance, floor and room, as a notice may show it."""
    return parse(text).to_building


@dataclass(frozen=True, slots=True)
class _Home:
    part: HomePart
    reading: Reading | None
    rest: str


def _reading(home: HomePart, *, house_known: bool) -> Reading | None:
    return best_reading(home.tokens, house_known=house_known) if home.tokens else None


def _normalised(text: str) -> tuple[str, str]:
    """Narrow forms, one kind of dash, no spaces but between numbers; remarks in brackets apart."""
    narrow = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DASHES).upper().strip()
    remarks: list[str] = []

    def opened(match: re.Match[str]) -> str:
        if _MARK_IN_BRACKETS.fullmatch(match[1]):
            return match[1]
        remarks.append(match[1])
        return ""

    narrow = _SPREADSHEET_POINT.sub("", _BRACKETED.sub(opened, narrow))
    narrow = _LETTER_O.sub("0", narrow)
    narrow = re.sub(r"\s+", "", _SPACE_BETWEEN_NUMBERS.sub("-", narrow))
    narrow = _SIDE_LANE.sub(r"\1支\2弄", narrow)
    narrow = _LETTERED_NUMBER.sub(r"\1\2号", narrow)
    return _ATTACHED.sub(r"\1附\2号", narrow), " ".join(remark for remark in remarks if remark)


def _address(text: str, prefix: Prefix, compound: CompoundWords, home: _Home) -> Address:
    parts = home.reading.parts if home.reading else {}
    number = prefix.street_number or compound.courtyard
    return Address(
        place=prefix.place,
        street=prefix.street,
        street_number=number,
        compound=compound.name,
        zone=parts.get(Role.ZONE, compound.zone),
        lane=parts.get(Role.LANE, ""),
        building=parts.get(Role.BUILDING, ""),
        entrance=parts.get(Role.ENTRANCE, ""),
        floor=parts.get(Role.FLOOR, ""),
        room=_room(parts.get(Role.FLOOR, ""), parts.get(Role.ROOM, "")),
        rest=home.rest if home.reading else "",
        confidence=_confidence(home, house_known=bool(number)),
        to_building=_to_building(text, home),
    )


def _room(floor: str, room: str) -> str:
    """5层 and 1 are 501, the basement B1 and 02 are B102, 1楼 and 东 are 1东."""
    if not floor or not room or room.startswith("B"):
        return room
    if not room.isdigit():
        return room if room[0].isdigit() else floor + room
    if floor.startswith("B"):
        level = floor if len(room) <= 2 and len(floor) > 1 else "B"
        return level + (room.zfill(2) if len(floor) > 1 and len(room) <= 2 else room)
    return f"{floor}{int(room):02d}" if len(room) <= 2 else room


def _confidence(home: _Home, *, house_known: bool) -> float:
    if home.reading is None:
        return 0.4 if house_known else 0.0
    parts = home.reading.parts
    sure = math.exp(min(home.reading.weight, 0.0) / 30)
    if home.reading.lead < 0.6:
        sure *= 0.75
    if Role.ROOM not in parts:
        sure *= 0.7
    if not (house_known or Role.BUILDING in parts or Role.LANE in parts):
        sure *= 0.5
    return round(sure * (0.9 if home.rest else 1.0), 3)


def _to_building(text: str, home: _Home) -> str:
    if home.reading is None:
        # No home was understood: everything from the first digit on might name one.
        return re.split(r"\d", text, maxsplit=1)[0] if not home.part.tokens else text[: home.part.start]
    if not home.reading.building_end:
        return text[: home.part.start]
    shown = text[: home.reading.building_end]
    if not home.reading.building_is_marked:
        shown = f"{shown.rstrip('#')}号楼"
    return _SIDE_LANE_FOLDED.sub(r"\1弄\2支弄", shown)
