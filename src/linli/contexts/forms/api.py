"""The door of One Form: what a blank form asks, how much of it is held, and of how many people."""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.contexts.forms.queries.plan import DISTRICT_DIGITS, SheetPlan, about, plan_of
from linli.contexts.forms.queries.reading import asks_about_people, read_form
from linli.contexts.registry import api as registry
from linli.kernel.actor import linli

__all__ = ["Appraisal", "Part", "appraise"]


@dataclass(frozen=True, slots=True)
class Part:
    """One list or form of a file."""

    label: str
    people: str
    """Whom it is about, in words; empty when the file does not say."""
    asked: int
    new: tuple[str, ...]
    """Headings that nobody holds yet, as they stand in the file."""
    rows: int | None
    """How many people, households or homes it is about; None when that cannot be counted here."""

    @property
    def held(self) -> int:
        """How many of its headings are held."""
        return self.asked - len(self.new)


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a blank form would ask of the people who fill it, one turn."""

    title: str
    parts: tuple[Part, ...]

    @property
    def asked(self) -> int:
        """Headings in the whole file, running numbers left out."""
        return sum(part.asked for part in self.parts)

    @property
    def held(self) -> int:
        """Headings that are held."""
        return sum(part.held for part in self.parts)

    @property
    def new(self) -> tuple[str, ...]:
        """Headings that nobody holds, each once."""
        return tuple(dict.fromkeys(heading for part in self.parts for heading in part.new))


def appraise(data: bytes, name: str, place: str, *, people: str = "") -> Appraisal:
    """Weigh a blank form for a place; ``people`` names whom it is about when the file does not.

    Only counts leave this door: a department may learn how much it asks, not of whom.
    """
    reading = read_form(data, name)
    plan = plan_of(reading, place[:DISTRICT_DIGITS], {})
    plan = about(plan, people) if people else plan
    title = next((s.reading.title for s in plan.sheets if s.reading.title), name.rpartition(".")[0] or name)
    parts = tuple(_part(sheet, [place]) for sheet in plan.sheets)
    return Appraisal(title.replace("\n", " "), tuple(part for part in parts if part.asked))


def _part(sheet: SheetPlan, places: Sequence[str]) -> Part:
    asked = [a for a in sheet.asked if not a.is_serial]
    new = tuple(a.place.heading for a in asked if a.field is None or a.field.expression is None)
    return Part(sheet.label, sheet.people, len(asked), new, _rows(sheet, places))


def _rows(sheet: SheetPlan, places: Sequence[str]) -> int | None:
    if sheet.is_unnamed or sheet.unheld or not (sheet.said or asks_about_people(sheet.reading)):
        return None
    if sheet.reading.table is None and not sheet.said:
        return None
    return registry.count(linli("forms"), sheet.meant, places=places)
