"""Which numbers with which marks make up the home part of an address?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from linli.engines.addresses.numerals import NUMERALS, digits_of, with_digits


class Mark(StrEnum):
    """What stands behind a number and says, or leaves open, what it counts."""

    LANE = "lane"
    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"
    STOREY_OR_BUILDING = "storey_or_building"
    """楼: the third floor or the third building."""
    ROOM = "room"
    SIDE = "side"
    """A direction as room: 东户."""
    NUMBER = "number"
    """号: a building, an entrance or a room."""
    HASH = "hash"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Token:
    """One number of a home."""

    value: str
    mark: Mark
    end: int
    """Where its writing ends in the normalised text."""


@dataclass(frozen=True, slots=True)
class HomePart:
    """The numbers found, and where they start and end in the text."""

    tokens: tuple[Token, ...]
    start: int
    end: int


_MARKS: tuple[tuple[Mark, str], ...] = (
    (Mark.LANE, "弄"),
    (Mark.ENTRANCE, r"(?:号|#)?(?:单元门|单元|楼道|楼门|门洞|门栋|梯口|梯|门(?![面市口牌诊])|单(?!位))"),
    (
        Mark.BUILDING,
        r"(?:号|#)(?:住宅楼|公寓楼|公寓|塔楼|院楼|楼栋|楼|栋|幢|座|橦)|楼栋|栋楼|幢楼|[栋幢座橦排]楼?",
    ),
    (Mark.FLOOR, r"层楼|层|F(?![A-Z])"),
    (Mark.ROOM, r"(?:号|#)?(?:房间|室|户|房|铺)"),
    (Mark.STOREY_OR_BUILDING, r"楼(?![上下梯])"),
    (Mark.HASH, "#"),
    (Mark.NUMBER, r"号(?![线院大])"),
)
_MARK = "|".join(f"(?P<{mark.value}>{pattern})" for mark, pattern in _MARKS)
_ARABIC = (
    r"[甲乙丙丁]?[A-Z]{0,2}\d{1,5}(?:附[\d一二三四五六七八九]+|支\d+)?"
    r"(?:[A-EGHJ-NP-TV-Z](?![A-Z0-9])|[甲乙丙丁](?!单元|座|栋|幢|号?楼|门))?"
)
_NAMED = r"[A-Z](?![A-Z])|[甲乙丙丁戊己庚辛]|[东西南北中前后新老主附](?=单元|门洞|楼(?![上下梯道]))"
_VALUE = rf"第?(?P<value>{_ARABIC}|{_NAMED}|[{NUMERALS}]+)"
_TOKEN = re.compile(rf"{_VALUE}(?:{_MARK})?")
_BASEMENT = re.compile(
    rf"(?:地下|负)(?P<level>[1-9{NUMERALS}])(?:层楼|层|楼)|(?P<deep>B[1-9])(?:层|楼)|(?P<cellar>地下室|地下|车库|储藏室)"
)
_SIDE = re.compile(
    r"(?P<side>(?:[东西][南北]|[东西南北中左右前后]){1,2})(?:首|侧|边|手|头)?(?:户|室|间|房|屋|单间|$)"
)
_SEPARATOR = re.compile(r"[-/\\.,、_~:;*+\s]*(?:的)?")
# A number in front of these is part of a name (二期, 三村, 38号院), not of the home.
_NAMEWORD = re.compile(
    r"号大院|号院|大道|大街|小区|小学|号线|马路|公里|支(?!弄)|"
    r"[期区村组队里路街条巷院弯湾中社所厂局米年月环营连团联元家仓坊桥店省市县镇乡轴个名多]"
)
_RUN = re.compile(rf"\d+|[{NUMERALS}]+|[A-Za-z]+")
_LETTERED_ROOM = re.compile(r"([A-Z])(\d{3,4})")


def read_home(text: str, start: int) -> HomePart:
    """The run of numbers behind ``start`` that names a home most clearly; empty when there is none."""
    return max(_runs(text, start), key=_clarity, default=HomePart((), len(text), len(text)))


def without_last(home: HomePart) -> HomePart:
    """The same run one number shorter."""
    tokens = home.tokens[:-1]
    return HomePart(tokens, home.start, tokens[-1].end if tokens else home.start)


def _clarity(home: HomePart) -> float:
    return sum(0.5 if token.mark is Mark.NONE else 1.0 for token in home.tokens)


def _runs(text: str, at: int) -> Iterator[HomePart]:
    while at < len(text):
        if _first(text, at) is None:
            at += _skip(text, at)
            continue
        tokens, end = _run(text, at)
        yield HomePart(_split_lettered(tokens, at), at, end)
        at = end


def _skip(text: str, at: int) -> int:
    # Nothing begins inside a run of digits or numerals: 五一 in 五一小区 stays whole.
    run = _RUN.match(text, at)
    return len(run[0]) if run else 1


def _first(text: str, at: int) -> Token | None:
    token = _basement(text, at) or _side(text, at) or _number(text, at)
    if token is None or token.mark is Mark.SIDE:
        return None
    return token if _may_begin(text, at, token) else None


def _may_begin(text: str, at: int, token: Token) -> bool:
    if token.mark is not Mark.NONE:
        return True
    written = text[at : token.end]
    if not any(character.isdigit() for character in written):
        # A lone letter or numeral begins a home only in a row of numbers: A-1203, 三-二-五〇一.
        following = _SEPARATOR.match(text, token.end)
        behind = following.end() if following else token.end
        return behind > token.end and _number(text, behind) is not None
    return True


def _run(text: str, at: int) -> tuple[list[Token], int]:
    tokens: list[Token] = []
    end = at
    while at < len(text):
        token = _basement(text, at) or (_side(text, at) if tokens else None) or _number(text, at)
        if token is None:
            break
        tokens.append(token)
        end = token.end
        separator = _SEPARATOR.match(text, end)
        at = separator.end() if separator else end
    return tokens, end


def _basement(text: str, at: int) -> Token | None:
    match = _BASEMENT.match(text, at)
    if not match:
        return None
    level = match["deep"] or "B" + (digits_of(match["level"]) if match["level"] else "")
    return Token(level, Mark.FLOOR, match.end())


def _side(text: str, at: int) -> Token | None:
    match = _SIDE.match(text, at)
    return Token(match["side"], Mark.SIDE, match.end()) if match else None


def _number(text: str, at: int) -> Token | None:
    match = _TOKEN.match(text, at)
    if not match:
        return None
    mark = _mark(match)
    if mark in (Mark.NONE, Mark.STOREY_OR_BUILDING) and _NAMEWORD.match(text, match.end("value")):
        return None
    return Token(_canonical(match["value"]), mark, match.end())


def _mark(match: re.Match[str]) -> Mark:
    return next((mark for mark, _ in _MARKS if match[mark.value]), Mark.NONE)


def _canonical(value: str) -> str:
    """Numerals in digits, no leading zeros, 甲5 as 5甲."""
    value = with_digits(value)
    if value[0] in "甲乙丙丁" and len(value) > 1:
        value = value[1:] + value[0]
    return re.sub(r"(?<!\d)0+(?=\d)", "", value).replace("支", "/")


def _split_lettered(tokens: list[Token], start: int) -> tuple[Token, ...]:
    """A1203 alone is building A, room 1203; B102 stays whole, for it may lie in the basement."""
    if len(tokens) != 1 or tokens[0].mark not in (Mark.NONE, Mark.ROOM):
        return tuple(tokens)
    match = _LETTERED_ROOM.fullmatch(tokens[0].value)
    if not match or (match[1] == "B" and len(match[2]) == 3):
        return tuple(tokens)
    end = tokens[0].end
    return (Token(match[1], Mark.NONE, start + 1), Token(match[2], tokens[0].mark, end))
