"""What of a record can be compared: one way of writing each field, and nothing that is only a filler?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zlib import crc32

from linli.engines import addresses, identity, pinyin
from linli.engines.identity import IdKind, PhoneKind, Reason
from linli.engines.linking.lookalikes import Lookalikes
from linli.engines.linking.model import Record

_FILLERS = frozenset(
    (
        "无",
        "不详",
        "未知",
        "无名",
        "户主",
        "空",
        "空户",
        "租户",
        "房东",
        "测试",
        "待补",
        "业主",
        "不明",
        "某某",
        "暂无",
    )
) | {"null", "none", "test"}
_SEXES = {"1": "1", "2": "2", "男": "1", "女": "2", "M": "1", "F": "2", "男性": "1", "女性": "2"}
_LEAST_CONFIDENCE = 0.3
_TRAIT_BITS = 512
_SOUTHERN_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name in every form in which two names can agree."""

    written: str
    simple: str
    surname: str
    given: str
    sound: str
    """Toneless syllables, joined by a space."""
    near: str
    """The same with z/zh, c/ch, s/sh, n/l, f/h and -n/-ng not told apart, as in much of the south."""
    shape: str
    traits: int
    """One bit for each thing in which given names may agree: no bit in common, nothing agrees."""


@dataclass(frozen=True, slots=True)
class Number:
    """An identity number as far as it can be compared."""

    digits: str
    holds: bool
    """True when its check digit vouches for it; a fifteen-digit number has none."""
    is_legacy: bool
    birth: date | None
    sex: str


@dataclass(frozen=True, slots=True)
class Dwelling:
    """A home as far as the address names it."""

    compound: str
    building: str
    entrance: str
    room: str
    house: str
    """Building and entrance joined: 18-5 both for 18弄5号 and for 18-5-302 jotted down."""


@dataclass(frozen=True, slots=True)
class Person:
    """One record made comparable."""

    record: Record
    name: Name | None
    number: Number | None
    birth: date | None
    """As stated in the record, or else as in the number."""
    birth_is_stated: bool
    sex: str
    phones: tuple[str, ...]
    dwelling: Dwelling | None


class Reader:
    """Makes records comparable; keeps what it has read of names and addresses, which repeat."""

    def __init__(self, likenesses: Lookalikes) -> None:
        """Start with nothing read."""
        self._name: Callable[[str], Name | None] = lru_cache(maxsize=1 << 18)(
            lambda text: read_name(text, likenesses)
        )
        self._dwelling = lru_cache(maxsize=1 << 18)(read_dwelling)

    def person(self, record: Record) -> Person:
        """One record made comparable."""
        number = read_number(record.id_number)
        birth = record.birth or (number.birth if number else None)
        sex = _SEXES.get(record.sex.strip().upper(), "") or (number.sex if number else "")
        return Person(
            record=record,
            name=self._name(record.name),
            number=number,
            birth=birth,
            birth_is_stated=record.birth is not None,
            sex=sex,
            phones=read_phones(record.phones),
            dwelling=self._dwelling(record.address),
        )


def read_name(text: str, likenesses: Lookalikes) -> Name | None:
    """A name in all its forms; None for fillers such as 不详."""
    written = identity.clean_name(text).rstrip("0123456789")
    if not written or written.lower() in _FILLERS:
        return None
    simple = likenesses.simple(written).lower()
    parts = identity.split_name(simple)
    spoken = pinyin.syllables(simple)
    near = [_near(syllable) for syllable in spoken]
    shape = likenesses.shape(simple)
    width = len(parts.surname)
    features = {*parts.given, *near[width:], *shape[width:], *simple.split(), "".join(sorted(simple))}
    features |= {"".join(spoken), "".join((*spoken[width:], *spoken[:width]))}
    return Name(
        written=written,
        simple=simple,
        surname=parts.surname,
        given=parts.given,
        sound=" ".join(spoken),
        near=" ".join(near),
        shape=shape,
        traits=_bits(features),
    )


def read_number(text: str) -> Number | None:
    """An identity number, broken ones included as long as they resemble one."""
    check = identity.check_id(text)
    if check.is_valid and check.kind is not IdKind.FOREIGN_OLD:
        is_legacy = check.kind is IdKind.LEGACY
        return Number(check.full, not is_legacy, is_legacy, check.birth, str(check.sex or ""))
    if check.is_valid:
        return Number(check.number, holds=True, is_legacy=False, birth=None, sex="")
    resembles = check.reason not in (Reason.CHARACTERS, Reason.PLACEHOLDER, Reason.MASKED)
    if resembles and 14 <= len(check.number) <= 19:
        # A date that a typing error has moved says nothing of its own; the digits are compared as they are.
        return Number(check.number, holds=False, is_legacy=False, birth=None, sex="")
    return None


def read_phones(texts: Iterable[str]) -> tuple[str, ...]:
    """Personal telephone numbers; landlines without area code, hotlines left out."""
    found = (one for text in texts for one in identity.phones(text) if one.is_valid)
    numbers = (one.number.rpartition("-")[2] for one in found if one.kind is not PhoneKind.HOTLINE)
    return tuple(dict.fromkeys(numbers))


def read_dwelling(text: str) -> Dwelling | None:
    """The home that an address names; None where it names none."""
    if not text:
        return None
    found = addresses.parse(text)
    number = found.building or ("" if found.lane else found.street_number)
    building = "-".join(part for part in (found.zone, found.lane, number) if part)
    if found.confidence < _LEAST_CONFIDENCE or not (building or found.room):
        return None
    house = "-".join(part for part in (building, found.entrance) if part)
    return Dwelling(found.compound, building, found.entrance, found.room, house)


def _bits(features: Iterable[str]) -> int:
    bits = 0
    for feature in features:
        bits |= 1 << (crc32(feature.encode()) % _TRAIT_BITS)
    return bits


def _near(syllable: str) -> str:
    for start, other in _SOUTHERN_STARTS:
        if syllable.startswith(start):
            syllable = other + syllable[len(start) :]
            break
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable
