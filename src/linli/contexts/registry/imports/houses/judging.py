"""What would each row of a sheet of buildings do, and why can some do nothing?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as label

from linli.contexts.registry.commands.building import House, build
from linli.contexts.registry.imports.houses.reading import Door, Reading, read_row
from linli.contexts.registry.imports.houses.sheets import Row
from linli.contexts.registry.models import Dwelling
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind

REASONS = {
    "no_building": label("没有写楼栋"),
    "building": label("楼栋写得看不懂，请写成“3”或“3号楼”"),
    "long": label("名称太长，最多 40 个字"),
    "entrance": label("单元写得看不懂，请写成“1”或“1-3”；按室号登记时一行一个单元"),
    "storeys": label("层数写得不对，请写成“6”或“2-18”"),
    "each": label("每层户数写得不对，请写 1 到 60 的数"),
    "doors": label("室号写得看不懂，请写成“101”或“101、102”"),
    "too_many": label("一行里的房屋太多，请分单元写"),
    "twice": label("这些房屋在第 %(row)s 行已经写过"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row would do: which doors are new, how many are there already, or a reason."""

    reading: Reading
    house: House
    fresh: tuple[Door, ...] = ()
    there: int = 0
    fault: str = ""
    first: int = 0
    """The row that said the same before."""

    @property
    def reason(self) -> str:
        """Why the row does nothing, in words."""
        return _(REASONS[self.fault]) % {"row": self.first} if self.fault else ""


def judge(community: Area, rows: Iterable[Row]) -> list[Verdict]:
    """A verdict for every row; three queries whatever there is."""
    held = _held(community)
    said: dict[tuple[str, str, str, str], int] = {}
    return [_judged(community, read_row(row), held, said) for row in rows]


def _judged(
    community: Area,
    reading: Reading,
    held: set[tuple[str, str, str, str]],
    said: dict[tuple[str, str, str, str], int],
) -> Verdict:
    row = reading.row
    house = House(
        compound=row["compound"] or community.name.removesuffix("社区") or community.name,
        address=row["address"], grid=row["grid"], number=reading.number, name=reading.name,
        storeys=reading.storeys, has_lift=row["lift"] in ("有", "是", "√", "1", "有电梯"),
    )  # fmt: skip
    verdict = Verdict(reading, house, fault=reading.fault)
    if reading.fault:
        return verdict
    keys = {(house.compound, house.number, door.entrance, door.number): door for door in reading.doors}
    before = [said[key] for key in keys if key in said]
    if before and len(before) == len(keys):
        return replace(verdict, fault="twice", first=before[0])
    fresh = tuple(door for key, door in keys.items() if key not in held and key not in said)
    said.update({key: row.number for key in keys if key not in said})
    return replace(verdict, fresh=fresh, there=len(keys) - len(fresh))


def _held(community: Area) -> set[tuple[str, str, str, str]]:
    """The doors that are registered already."""
    rows = Dwelling.objects.filter(community=community)
    return set(rows.values_list("compound_name", "building_number", "entrance_number", "number"))


def take(actor: Actor, community: Area, verdicts: Sequence[Verdict]) -> Mapping[str, int]:
    """Write down every new door of the good rows, with what must stand for it: all of it or nothing."""
    wanted: dict[House, list[Door]] = {}
    for verdict in verdicts:
        if verdict.fresh:
            wanted.setdefault(verdict.house, []).extend(verdict.fresh)
    if not wanted:
        return {"buildings": 0, "doors": 0}
    doors = {house: [(d.entrance, d.number, d.floor) for d in found] for house, found in wanted.items()}
    return build(actor, community, doors=doors)


def buildings_of(community: Area) -> set[tuple[str, str]]:
    """The buildings that stand already, as (compound, number)."""
    rows = Area.objects.filter(kind=Kind.BUILDING, code__startswith=community.code)
    return set(rows.values_list("compound__name", "number"))
