"""Which home does a row mean?  The doors of one community, found by any common writing."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from linli.contexts.registry.commands.places import dwelling_at
from linli.contexts.registry.imports.entries import Entry, Remark
from linli.contexts.registry.models import Dwelling
from linli.engines import addresses
from linli.engines.addresses import Address, Match
from linli.kernel.areas.models import Area, Kind
from linli.kernel.ids import new_id

LEVELS = ("自治区", "居委会", "街道", "社区", "省", "市", "区", "县", "镇", "乡", "村")
"""The longer first: a 社区 is no 区."""
OURS = ("本", "我", "该")
"""本社区, 我市: whoever writes so means this place."""
SURE = 0.3
MARKS = {"building": "号楼", "entrance": "单元", "room": "室"}
_BARE = re.compile(r"^[A-Za-z]?\d+[A-Za-z]?$")
_JOINED = re.compile(r"^(\d{1,2})[-—–/](\d{3,4})$")


@dataclass(frozen=True, slots=True)
class Door:
    """A home as far as its place goes."""

    id: str
    building: str
    entrance: str
    number: str
    written: Address


@dataclass(frozen=True, slots=True)
class Found:
    """The home that was meant, or why none was found."""

    id: str = ""
    trouble: str = ""
    """A reason code; empty with a home, and for a writing that says nothing."""
    wanted: Address | None = None
    maybe: tuple[str, ...] = ()
    """Homes that the writing may mean, when it fits several."""


@dataclass(slots=True)
class Doors:
    """All doors of a community."""

    community: Area
    by_key: dict[str, list[Door]]
    in_building: dict[str, list[Door]]
    places: dict[str, set[str]]
    """{level: names}: which city, district, community the doors lie in."""
    streets: set[str]
    entrances: dict[str, list[Area]]
    """Entrances of each building number."""
    added: dict[tuple[int, str], str] = field(default_factory=dict)
    read: dict[str, Found] = field(default_factory=dict)

    # ── Finding ──
    def find(self, text: str) -> Found:
        """The home that a writing means."""
        if text not in self.read:
            self.read[text] = self._find(addresses.parse(text)) if text else Found()
        return self.read[text]

    def _find(self, wanted: Address) -> Found:
        if self._is_elsewhere(wanted):
            return Found(trouble="address_elsewhere")
        if not wanted.room or not wanted.key() or wanted.confidence < SURE:
            return Found(trouble="address_incomplete")
        near = [d for d in self.by_key.get(wanted.key(), ()) if _fits(wanted, d)]
        near = near or [d for d in self._without_entrance(wanted) if _fits(wanted, d)]
        if len(near) > 1:
            near = [d for d in near if wanted.compound and wanted.compound == d.written.compound] or near
        if len(near) == 1:
            return Found(near[0].id)
        if near:
            return Found(trouble="address_ambiguous", maybe=tuple(door.id for door in near))
        known = any(_fits_building(wanted, d) for d in self.in_building.get(_building(wanted), ()))
        return Found(trouble="no_such_door" if known else "no_such_building", wanted=wanted)

    def _without_entrance(self, wanted: Address) -> list[Door]:
        """Doors of the building with that number, where one side does not name the entrance."""
        doors = self.in_building.get(_building(wanted), ())
        return [d for d in doors if d.number == wanted.room and not (wanted.entrance and d.entrance)]

    def _is_elsewhere(self, wanted: Address) -> bool:
        """Another city, district or community is named, or a street that no door here has."""
        for word in wanted.place:
            level = _level(word)
            if level and word.removesuffix(level) in OURS:
                continue
            if level in self.places and not any(
                word in known or known in word for known in self.places[level]
            ):
                return True
        return bool(
            wanted.street and self.streets and wanted.street not in self.streets and not wanted.compound
        )

    # ── Adding ──
    def add(self, wanted: Address) -> tuple[str, dict[str, Any]] | None:
        """A missing door of a known building: its id and what it takes to add it."""
        candidates = self.entrances.get(_building(wanted), [])
        if wanted.entrance:
            candidates = [e for e in candidates if e.number == wanted.entrance]
        if wanted.compound:
            candidates = [e for e in candidates if _is_in(e, wanted.compound)]
        if len(candidates) != 1:
            return None
        entrance = candidates[0]
        key = self.added.setdefault((entrance.pk, wanted.room), str(new_id()))
        return key, {"entrance": entrance.pk, "number": wanted.room, "floor": floor_of(wanted.room)}


def _level(word: str) -> str:
    """What kind of place a word names."""
    return next((one for one in LEVELS if word.endswith(one)), "")


def _is_in(entrance: Area, compound: str) -> bool:
    building = entrance.parent
    known = building.compound.name if building is not None and building.compound is not None else ""
    return bool(known) and (known in compound or compound in known)


def floor_of(number: str) -> int | None:
    """501 is on the fifth floor, 1203 on the twelfth."""
    digits = number.split("-")[0]
    return int(digits[:-2]) if digits.isdecimal() and 3 <= len(digits) <= 4 else None


def _building(wanted: Address) -> str:
    number = wanted.building or ("" if wanted.lane else wanted.street_number)
    return "-".join(part for part in (wanted.zone, wanted.lane, number) if part)


def _fits(wanted: Address, door: Door) -> bool:
    return addresses.compare(wanted, door.written) is not Match.DIFFERENT


def _fits_building(wanted: Address, door: Door) -> bool:
    """The same building, whatever door in it."""
    return not wanted.compound or not door.written.compound or (
        wanted.compound in door.written.compound or door.written.compound in wanted.compound
    )  # fmt: skip


def doors_of(community: Area) -> Doors:
    """The doors of a community; two queries."""
    rows = Dwelling.objects.filter(community=community).order_by("order")
    by_key: defaultdict[str, list[Door]] = defaultdict(list)
    in_building: defaultdict[str, list[Door]] = defaultdict(list)
    surroundings: dict[str, Address] = {}
    for row in rows.values_list(
        "pk", "key", "number", "address", "building_number", "entrance_number", "area_id", named=True
    ):
        written = _written(surroundings, row)
        door = Door(str(row.pk), row.building_number, row.entrance_number, row.number, written)
        by_key[row.key].append(door)
        in_building[_building(written) or row.building_number].append(door)
    entrances = _entrances(community)
    return Doors(
        community,
        dict(by_key),
        dict(in_building),
        _places(community, surroundings.values()),
        {a.street for a in surroundings.values() if a.street},
        entrances,
    )


def _written(surroundings: dict[str, Address], row: Any) -> Address:
    """The address taken apart: once for each entrance, since only the door differs."""
    at = f"{row.area_id}"
    if at not in surroundings:
        surroundings[at] = addresses.parse(row.address)
    return replace(surroundings[at], room=row.number)


def _places(community: Area, written: Iterable[Address]) -> dict[str, set[str]]:
    named = {word for address in written for word in address.place} | {community.name}
    if community.parent is not None:
        named.add(community.parent.name)
    found: dict[str, set[str]] = {}
    for word in named:
        level = _level(word)
        if level:
            found.setdefault(level, set()).add(word)
    return found


def _entrances(community: Area) -> dict[str, list[Area]]:
    rows = Area.objects.filter(kind=Kind.ENTRANCE, code__startswith=community.code)
    found: dict[str, list[Area]] = {}
    for entrance in rows.select_related("parent__parent__parent", "parent__compound").order_by("code"):
        building = entrance.parent
        if building is not None:
            parsed = addresses.parse(f"{building.name}101室")
            found.setdefault(_building(parsed) or building.number, []).append(entrance)
    return found


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────
def writings(entry: Entry) -> list[str]:
    """How the row may write its home, the most telling first."""
    parts = {key: _marked(key, text) for key, text in entry.parts.items()}
    apart = "".join(parts.get(key, "") for key in ("compound", "building", "entrance", "room"))
    door = "".join(parts.get(key, "") for key in ("building", "entrance", "room"))
    said = [entry.address, f"{parts.get('compound', '')}{entry.address}"] if entry.address else []
    if parts.get("building") and parts.get("room"):
        return [apart, *said]
    return [*said, f"{entry.address}{door}" if door and entry.address else apart]


def _marked(key: str, text: str) -> str:
    """3 in the column of buildings is 3号楼; 2-501 among the doors is 2单元501室."""
    text = text.strip()
    if key == "room" and (joined := _JOINED.match(text)):
        return f"{joined[1]}单元{joined[2]}室"
    if key == "building" and text and "弄" not in text:
        text = text.removesuffix("#")
    return f"{text}{MARKS[key]}" if key in MARKS and _BARE.match(text) else text


def settle(entry: Entry, doors: Doors, *, adds: bool) -> None:
    """Find home and registration of a row; what cannot be found is a reason."""
    home = _first([doors.find(text) for text in writings(entry) if text])
    if home.trouble and adds and home.wanted is not None:
        added = doors.add(home.wanted)
        if added is not None:
            entry.dwelling, entry.adds = added
            home = Found(entry.dwelling)
    entry.dwelling, entry.maybe = home.id, list(home.maybe)
    registered = doors.find(str(entry.values.get("registered_address", "")))
    entry.registered_dwelling = registered.id or (entry.dwelling if entry.is_registered_here else "")
    if home.trouble == "address_elsewhere" and registered.id:
        entry.warnings.append(("lives_elsewhere", {}))
    elif home.trouble:
        entry.refusals.append((home.trouble, {"field": "address"}))
    _judge_community(entry, doors.community)


def _first(found: list[Found]) -> Found:
    """The first home, else the most telling trouble."""
    with_home = next((one for one in found if one.id), None)
    wanted = next((one for one in found if one.wanted is not None), None)
    return with_home or wanted or (found[0] if found else Found())


def _judge_community(entry: Entry, community: Area) -> None:
    said = entry.community.removesuffix("居委会").removesuffix("社区").removesuffix("居民委员会")
    if said and said not in community.name and community.name.removesuffix("社区") not in said:
        remark: Remark = ("other_community", {"field": "community"})
        entry.refusals.append(remark)


def new_dwelling(adds: dict[str, Any], key: str, entrances: dict[int, Area]) -> Dwelling:
    """The unsaved door that a row asked to add."""
    made = dwelling_at(entrances[adds["entrance"]], adds["number"], floor=adds.get("floor"))
    made.pk = key
    return made
