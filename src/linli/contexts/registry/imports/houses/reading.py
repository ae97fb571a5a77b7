"""What does a row of a sheet of buildings mean: which entrances, which doors, or what is wrong with it?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linli.contexts.registry.imports.houses.sheets import Row
from linli.engines.addresses.numerals import with_digits

HIGHEST, MOST_ON_A_STOREY, MOST_ENTRANCES, MOST_DOORS = 120, 60, 40, 2000
LONGEST_NAME, LONGEST_NUMBER = 40, 20
HOUSE = re.compile(r"(?P<number>[0-9A-Za-z东南西北中]{1,12})(?:号楼|号|幢|栋|座|楼)?")
ENTRANCES = re.compile(r"(\d{1,3})(?:单元|门)?(?:[-~至到—月](\d{1,3})(?:单元|门|日)?)?")
STOREYS = re.compile(r"(?:(\d{1,3})[-~至到—月])?(\d{1,3})[层日]?")
"""Where somebody types ``2-18``, a spreadsheet makes of it 2月18日."""
COUNT = re.compile(r"(\d{1,3})户?")
DOOR = re.compile(r"([0-9A-Za-z-]{1,19})室?")
BETWEEN = re.compile(r"[、,，;；/]")
NONE = ("", "无", "/", "-", "0")


@dataclass(frozen=True, slots=True)
class Door:
    """A door of a row: its entrance ("" when entrances have no number), number and storey."""

    entrance: str
    number: str
    floor: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row means, or why it cannot be read."""

    row: Row
    number: str = ""
    """What the address says of the building: ``3``."""
    name: str = ""
    storeys: int | None = None
    doors: tuple[Door, ...] = ()
    fault: str = ""


def read_row(row: Row) -> Reading:
    """A row with its doors, or a code that says what is wrong."""
    house = HOUSE.fullmatch(with_digits(row["building"]))
    if house is None:
        return Reading(row, fault="building" if row["building"] else "no_building")
    if any(len(row[key]) > LONGEST_NAME for key in ("compound", "address", "grid")):
        return Reading(row, fault="long")
    number = house["number"].upper()
    name = f"{number}号楼" if house.end("number") == house.end() else with_digits(row["building"])
    entrances = _entrances(row)
    if not entrances:
        return Reading(row, fault="entrance")
    levels = _levels(row["storeys"])
    if levels is None:
        return Reading(row, fault="storeys")
    doors = _listed(row, entrances) if row["doors"] else _counted(row, entrances, levels)
    fault = doors if isinstance(doors, str) else ("too_many" if len(doors) > MOST_DOORS else "")
    if fault or isinstance(doors, str):
        return Reading(row, fault=fault)
    top = max((door.floor or 0 for door in doors), default=0)
    return Reading(row, number, name, levels.stop - 1 if levels else top or None, tuple(doors))


def _entrances(row: Row) -> list[str]:
    """Which entrances a row speaks of; one without a number when it names none."""
    count, named = COUNT.fullmatch(row["entrances"]), with_digits(row["entrance"])
    if named not in NONE:
        found = ENTRANCES.fullmatch(named)
        if found is None:
            return [named.removesuffix("单元").upper()] if re.fullmatch(r"[A-Za-z](单元)?", named) else []
        first, last = int(found[1]), int(found[2] or found[1])
        return [str(n) for n in range(first, last + 1)] if 0 <= last - first < MOST_ENTRANCES else []
    if row["entrances"] in ("", "无", "/", "-"):
        return [""]
    many = int(count[1]) if count else 0
    if not 0 < many <= MOST_ENTRANCES:
        return []
    return [""] if many == 1 else [str(n) for n in range(1, many + 1)]


def _levels(said: str) -> range | None:
    """The storeys with homes, from the first to the last; empty when nothing is said, None when wrong."""
    if said in NONE:
        return range(0)
    found = STOREYS.fullmatch(with_digits(said))
    if found is None or not int(found[1] or 1) <= int(found[2]) <= HIGHEST or int(found[1] or 1) < 1:
        return None
    return range(int(found[1] or 1), int(found[2]) + 1)


def _counted(row: Row, entrances: list[str], levels: range) -> list[Door] | str:
    each = COUNT.fullmatch(with_digits(row["each"]))
    if not levels or each is None or not 0 < int(each[1]) <= MOST_ON_A_STOREY:
        return "each" if levels else "storeys"
    many = range(1, int(each[1]) + 1)
    return [Door(e, f"{floor}{n:02d}", floor) for e in entrances for floor in levels for n in many]


def _listed(row: Row, entrances: list[str]) -> list[Door] | str:
    if len(entrances) != 1:
        return "entrance"
    doors = list(_doors(row["doors"], entrances[0]))
    return doors if doors and all(door.number for door in doors) else "doors"


def _doors(said: str, entrance: str) -> Iterator[Door]:
    for words in BETWEEN.split(said):
        found = DOOR.fullmatch(words)
        number = found[1].upper() if found else ""
        floor = int(number[:-2]) if number.isdigit() and len(number) in (3, 4) else None
        yield Door(entrance, number, floor)
