"""Which places and streets stand in front of a home's numbers?"""

import re
from dataclasses import dataclass

from linli.engines.addresses.numerals import NUMERALS, digits_of, with_digits

_HAN = r"[\u4e00-\u9fff]"
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_HAN}{{2,8}}?(?:特别行政区|自治区|省)",
        rf"{_HAN}{{2,8}}?(?:自治州|地区|盟|市(?!场|政|民|郊|中))",
        rf"{_HAN}{{1,6}}?(?:自治县|新区|(?<![小社园校厂院景住宅{NUMERALS}])区(?!域)|县|旗|市(?!场|政|民|郊))",
        rf"{_HAN}{{1,8}}?(?:街道办事处|街道|镇|乡)",
        rf"{_HAN}{{1,10}}?(?:社区居民委员会|社区居委会|社区|居民委员会|居委会|居民区|村民委员会|村委会)",
    )
)
_ROAD = r"(?:公路|大街|大道|胡同|路|街|道|巷|坊|条)"
_STREET = re.compile(
    rf"(?P<street>{_HAN}[\w·]{{0,12}}?{_ROAD}(?:[东西南北中]段)?)"
    rf"(?P<number>[甲乙丙丁]?(?:\d+|[{NUMERALS}]+)(?:附\d+|-\d+(?=号))?[甲乙丙丁]?)"
    r"(?P<mark>号大院|号院|号|院)(?![楼栋幢座门]|单元|塔楼|公寓)"
)
_ROAD_TAIL = re.compile(rf"^(?P<street>{_HAN}[\w·]{{0,12}}?{_ROAD}(?:[东西南北中]段)?)(?=\d|[{NUMERALS}]+弄)")
_ZONE = re.compile(
    rf"(?P<zone>[东西南北中]?(?:\d+|[{NUMERALS}]+)|[A-Z]|[东西南北中])(?:期|区|组团|片区|组|队)$"
)
_COURTYARD = re.compile(rf"(?P<number>\d+|[{NUMERALS}]+)(?:号大院|号院)")
_EDGES = "-/.,、:的内 "
_DIRECTIONS = "东西南北中"


@dataclass(frozen=True, slots=True)
class Prefix:
    """The words in front, in their kinds, and how many characters they take."""

    place: tuple[str, ...]
    street: str
    street_number: str
    length: int


@dataclass(frozen=True, slots=True)
class CompoundWords:
    """The name of a compound, its zone, and the number of its courtyard (号院)."""

    name: str
    zone: str = ""
    courtyard: str = ""


def read_prefix(text: str) -> Prefix:
    """Administrative words and street with number at the beginning of an address."""
    place, at = _places(text)
    street = _STREET.match(text, at)
    if street:
        number = with_digits(street["number"])
        if number[0] in "甲乙丙丁":
            number = number[1:] + number[0]
        return Prefix(place, street["street"], number, street.end())
    road = _ROAD_TAIL.match(text[at:])
    if road and road.end():
        return Prefix(place, road["street"], "", at + road.end())
    return Prefix(place, "", "", at)


def read_compound(words: str) -> CompoundWords:
    """梧桐苑二期 → name 梧桐苑, zone 2; 38号院 → courtyard 38."""
    words = words.strip(_EDGES)
    courtyard = _COURTYARD.search(words)
    number = digits_of(courtyard["number"]) if courtyard else ""
    if courtyard:
        words = (words[: courtyard.start()] + words[courtyard.end() :]).strip(_EDGES)
    zone = _ZONE.search(words)
    name = words[: zone.start()].strip(_EDGES) if zone else words
    return CompoundWords(name, with_digits(zone["zone"]) if zone else "", number)


def _places(text: str) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    at = 0
    for pattern in _PLACES:
        match = pattern.match(text, at)
        if match and _is_place(match[0], found):
            found.append(match[0])
            at = match.end()
    return tuple(found), at


def _is_place(word: str, before: list[str]) -> bool:
    # 河东区 is a district behind its city and, without one, may be the eastern zone of a compound.
    return not (word.endswith("区") and word[-2] in _DIRECTIONS and not before)
