"""What an application would cost: fields × people × times, minus what is already held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.contexts.duties.models import Admission
from linli.contexts.duties.models.admissions import Often
from linli.contexts.duties.queries.admissions import PER_YEAR


@dataclass(frozen=True, slots=True)
class Load:
    """One list of the blank form."""

    label: str
    people: str
    asked: int
    new: tuple[str, ...]
    rows: int | None
    """None when nobody here can count them."""

    @property
    def held(self) -> int:
        """Fields that the register has."""
        return self.asked - len(self.new)


@dataclass(frozen=True, slots=True)
class Burden:
    """The whole form, and how often."""

    title: str
    loads: tuple[Load, ...]
    times: int
    """A year."""
    counted_on: date

    @property
    def asked(self) -> int:
        """Fields asked."""
        return sum(load.asked for load in self.loads)

    @property
    def held(self) -> int:
        """Fields that the register has."""
        return sum(load.held for load in self.loads)

    @property
    def new(self) -> tuple[str, ...]:
        """What nobody holds yet."""
        return tuple(dict.fromkeys(name for load in self.loads for name in load.new))

    @property
    def rows(self) -> int:
        """People or households that could be counted."""
        return sum(load.rows or 0 for load in self.loads)

    @property
    def cells(self) -> int:
        """Cells a year, if everything were typed."""
        return self.times * sum(load.asked * (load.rows or 0) for load in self.loads)

    @property
    def typed(self) -> int:
        """Cells a year that must still be asked or typed."""
        return self.times * sum(len(load.new) * (load.rows or 0) for load in self.loads)

    @property
    def uncounted(self) -> list[Load]:
        """Lists of which nobody here can say how long they are."""
        return [load for load in self.loads if load.rows is None]


def burden_of(row: Admission) -> Burden | None:
    """What an application would cost; None without a form that could be weighed."""
    kept: Mapping[str, Any] = row.burden
    parts: Sequence[Mapping[str, Any]] = kept.get("parts", ())
    if not parts:
        return None
    loads = tuple(Load(p["label"], p["people"], int(p["asked"]), tuple(p["new"]), p["rows"]) for p in parts)
    times = PER_YEAR[Often(row.often)]
    return Burden(kept["title"], loads, times, date.fromisoformat(kept["on"]))
