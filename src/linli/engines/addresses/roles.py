"""Which of the numbers in a row is the building, which the entrance, which the room?

Every way of giving the numbers increasing roles is weighed: what its mark says, whether the value is
plausible for the role, and how usual the resulting form is.  The weights are penalties in rough log units.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations

from linli.engines.addresses.tokens import Mark, Token


class Role(IntEnum):
    """Parts of a home in the order in which they are written."""

    ZONE = 0
    LANE = 1
    BUILDING = 2
    ENTRANCE = 3
    FLOOR = 4
    ROOM = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the row, its weight, and its lead over the next different way."""

    parts: Mapping[Role, str]
    weight: float
    lead: float
    building_end: int
    """Where the building's writing ends in the text; 0 when it names none."""
    building_is_marked: bool
    """False when a bare number stands for the building."""


IMPOSSIBLE = -50.0
_BY_MARK: Mapping[Mark, Mapping[Role, float]] = {
    Mark.LANE: {Role.LANE: 0},
    Mark.BUILDING: {Role.BUILDING: 0, Role.ENTRANCE: -3},
    Mark.ENTRANCE: {Role.ENTRANCE: 0},
    Mark.FLOOR: {Role.FLOOR: 0},
    Mark.STOREY_OR_BUILDING: {Role.BUILDING: -0.5, Role.FLOOR: -0.5, Role.ENTRANCE: -3.5},
    Mark.ROOM: {Role.ROOM: 0},
    Mark.SIDE: {Role.ROOM: 0},
    Mark.HASH: {Role.BUILDING: 0, Role.ROOM: -2.5, Role.ENTRANCE: -4},
    Mark.NUMBER: {Role.BUILDING: -0.4, Role.ROOM: -1, Role.ENTRANCE: -2.5},
    Mark.NONE: {Role.BUILDING: -1, Role.ENTRANCE: -1, Role.ROOM: -1, Role.FLOOR: -3, Role.ZONE: -3.5},
}
_FORMS: Mapping[str, float] = {
    "BER": 0,
    "BR": -0.3,
    "BEFR": -0.5,
    "BFR": -0.5,
    "B": -0.5,
    "BE": -1.5,
    "BF": -1.5,
    "BEF": -1.5,
    "ER": -0.7,
    "EFR": -1,
    "R": -1,
    "FR": -2,
    "F": -2,
    "E": -1.5,
    "EF": -2,
}
_HOUSE_KNOWN = {"FR": -0.5, "R": -0.3, "ER": -0.5, "F": -1.0, "B": -2.0}
_LETTERS = {
    Role.ZONE: "Z",
    Role.LANE: "L",
    Role.BUILDING: "B",
    Role.ENTRANCE: "E",
    Role.FLOOR: "F",
    Role.ROOM: "R",
}
# (largest usual value, penalty above it), checked from the top.
_SIZES: Mapping[Role, tuple[tuple[int, float], ...]] = {
    Role.ZONE: ((30, -6),),
    Role.LANE: ((9999, -6),),
    Role.BUILDING: ((999, -3), (200, -1), (99, -0.7)),
    Role.ENTRANCE: ((99, -8), (30, -4), (12, -1)),
    Role.FLOOR: ((60, -12), (40, -2)),
}


def best_reading(tokens: Sequence[Token], *, house_known: bool) -> Reading | None:
    """The most plausible roles of a row; ``house_known``: a street number already names the house."""
    tokens = _joined_rooms(tokens)[: len(Role)]
    weighed = sorted(_weighed(tokens, house_known=house_known), key=lambda one: -one[0])
    if not weighed:
        return None
    weight, roles = weighed[0]
    runner_up = next((other for other, others in weighed[1:] if others != roles), IMPOSSIBLE)
    parts = {role: token.value for role, token in zip(roles, tokens, strict=True)}
    outer = [token for role, token in zip(roles, tokens, strict=True) if role <= Role.BUILDING]
    end, mark = (outer[-1].end, outer[-1].mark) if outer else (0, Mark.NONE)
    return Reading(parts, weight, weight - runner_up, end, mark not in (Mark.NONE, Mark.HASH))


def _weighed(tokens: Sequence[Token], *, house_known: bool) -> Iterator[tuple[float, tuple[Role, ...]]]:
    fits = [_fits(token) for token in tokens]
    for roles in combinations(Role, len(tokens)):
        weights = [fit[role] for role, fit in zip(roles, fits, strict=True) if role in fit]
        if len(weights) == len(roles):
            yield sum(weights) + _form(roles, house_known=house_known) + _agreement(roles, tokens), roles


def _fits(token: Token) -> dict[Role, float]:
    """The roles that a number may have, with what its mark and its size say about each."""
    fits = {role: by_mark + _plausibility(role, token) for role, by_mark in _BY_MARK[token.mark].items()}
    return {role: weight for role, weight in fits.items() if weight > IMPOSSIBLE}


def _form(roles: tuple[Role, ...], *, house_known: bool) -> float:
    letters = "".join(_LETTERS[role] for role in roles)
    core = letters.lstrip("ZL")
    front = -0.5 if letters.startswith("Z") else 0.0
    if house_known and core in _HOUSE_KNOWN:
        return front + _HOUSE_KNOWN[core]
    if not core:
        return front - 1
    return front + _FORMS.get(core, -4)


def _plausibility(role: Role, token: Token) -> float:
    if token.mark is Mark.SIDE:
        return 0.0
    if role is Role.ROOM:
        return _as_room(token)
    if role is Role.FLOOR and not (token.value.isdigit() or token.value.startswith("B")):
        return IMPOSSIBLE
    if not token.value.isdigit():
        return 0.0 if role in (Role.ZONE, Role.BUILDING) else -0.5
    if role is Role.ENTRANCE and token.mark in (Mark.BUILDING, Mark.STOREY_OR_BUILDING):
        # 2号楼B座: a tower of a building stands where the entrance would; 9栋14栋 are two buildings.
        return IMPOSSIBLE
    return next((penalty for most, penalty in _SIZES[role] if int(token.value) > most), 0.0)


def _as_room(token: Token) -> float:
    digits = re.sub(r"\D", "", token.value.split("-")[0])
    if token.mark is Mark.ROOM:
        return 0.0
    by_length = {0: -3.0, 1: -1.0, 2: -1.0, 3: 0.0, 4: 0.0}
    return by_length.get(len(digits), -2.0)


def _agreement(roles: tuple[Role, ...], tokens: Sequence[Token]) -> float:
    """Do floor and room tell the same storey; does a side of the house stand behind something?"""
    by_role = dict(zip(roles, tokens, strict=True))
    floor, room = by_role.get(Role.FLOOR), by_role.get(Role.ROOM)
    if room is None:
        return 0.0
    if room.mark is Mark.SIDE:
        return 0.0 if floor or Role.ENTRANCE in by_role else -3.0
    if floor is None or not (room.value.isdigit() and floor.value.isdigit()):
        return 0.0
    if len(room.value) <= 2:
        return _small_room(by_role)
    return 1.0 if room.value[:-2] == floor.value else -6.0


def _small_room(by_role: Mapping[Role, Token]) -> float:
    # 3幢5-1: behind a building that says so, two small numbers are floor and room.
    house = by_role.get(Role.BUILDING) or by_role.get(Role.ENTRANCE)
    spoken = house is not None and house.mark in (Mark.BUILDING, Mark.ENTRANCE, Mark.HASH)
    unmarked = by_role[Role.FLOOR].mark is Mark.NONE and by_role[Role.ROOM].mark is Mark.NONE
    return 3.2 if spoken and unmarked else 1.0


def _joined_rooms(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """502-1 at the end is one room; of 501、502 behind a building only the first is kept."""
    if len(tokens) < 3:
        return tuple(tokens)
    before, last = tokens[-2], tokens[-1]
    if before.mark not in (Mark.NONE, Mark.ROOM) or not re.fullmatch(r"\d{3,4}", before.value):
        return tuple(tokens)
    if last.mark in (Mark.NONE, Mark.ROOM) and re.fullmatch(r"\d{1,2}", last.value):
        return (*tokens[:-2], Token(f"{before.value}-{last.value}", Mark.ROOM, last.end))
    if last.mark in (Mark.NONE, Mark.ROOM) and re.fullmatch(r"\d{3,4}", last.value):
        return tuple(tokens[:-1])
    return tuple(tokens)
