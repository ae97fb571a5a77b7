"""What will be filled where: the reading of a file, corrected by people, matched with fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast
from zlib import crc32

from django.utils.translation import gettext as _

from linli.contexts.forms.models import FormTemplate, Return
from linli.contexts.forms.queries.reading import asked_parts, asks_about_people
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Meant
from linli.engines.formfill.model import Column, Population, SheetReading, Spot
from linli.engines.formfill.population import Clues, find_population
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field
from linli.kernel.errors import BadInput
from linli.kernel.sheets.reading import FileReading, corrected, heading_key, template_of
from linli.kernel.sheets.words import catalogue

SEX: dict[str, Literal["", "1", "2"]] = {"男": "1", "女": "2", "": ""}
DISTRICT_DIGITS = 6
SERIAL = ("序号", "顺序号", "编号", "no", "no.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One column or box with the field it was matched with."""

    place: Column | Spot
    field: Field | None
    remembered: bool = False
    """True when people once corrected this heading."""

    @property
    def is_serial(self) -> bool:
        """A column of running numbers, which Linli writes by itself."""
        words = self.place.heading.strip().lower().replace(" ", "")
        return self.field is None and words in SERIAL

    @property
    def is_sure(self) -> bool:
        """Sure enough not to be pointed out."""
        return self.place.confidence >= 0.8


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: what it asks, for whom, and whether it is to be filled."""

    reading: SheetReading
    asked: tuple[Asked, ...]
    meant: Meant
    skip: bool = False
    person: str = ""
    """The id of the one person a form for a single person is filled for."""
    is_unnamed: bool = False
    """A later list on its sheet, over which nobody is named: a person has to say whom it is about."""
    said: str = ""
    """Whom somebody named in words of their own."""

    @property
    def key(self) -> str:
        """Under which decisions are kept: the sheet, and of later lists on it their number."""
        reading = self.reading
        return reading.sheet if reading.part == 1 else f"{reading.sheet}/{reading.part}"

    @property
    def label(self) -> str:
        """What people call it: the sheet, and where it holds several lists their title or first cell."""
        reading = self.reading
        if reading.parts == 1:
            return reading.sheet
        return f"{reading.sheet} · {reading.title or places_of(reading)[0].cell}"

    @property
    def anchor(self) -> str:
        """Where on a page its columns are spoken of; their cells differ within a sheet."""
        return f"col-{crc32(self.reading.sheet.encode()):08x}"

    @property
    def people(self) -> str:
        """Whom it is about, in words."""
        return self.said or self.meant.name or self.reading.population.text

    @property
    def fields(self) -> list[Field]:
        """The fields asked, each once, in order."""
        return list(dict.fromkeys(a.field for a in self.asked if a.field is not None))

    @property
    def unheld(self) -> list[str]:
        """Groups of the title that nobody here keeps."""
        return registry.unheld(self.meant)

    @property
    def fillable(self) -> bool:
        """True when there is something to fill and somebody to fill it for."""
        return not (self.skip or self.is_unnamed) and bool(self.fields) and not self.unheld

    @property
    def why_left(self) -> str:
        """Why nothing is written here, as one sentence; empty where something is."""
        if self.reading.table is None and not self.person:
            return _("这是一人一表，先选好填给谁。")
        if not asks_about_people(self.reading):
            return _("这里问的不是一个个人，也不是一户户人家，保持原样。")
        if self.skip:
            return _("这一页不填，保持原样。")
        if self.is_unnamed:
            return _("没有写明填哪些人，先保持原样；选好人群就填。")
        if self.unheld:
            return _("登记里没有“%(people)s”这个人群，保持原样。") % {"people": self.people}
        return "" if self.fields else _("没有一列能对上登记的内容，保持原样。")


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole file."""

    reading: FileReading
    sheets: tuple[SheetPlan, ...] = field(default=())

    @property
    def fields(self) -> list[Field]:
        """The fields asked on all sheets, each once."""
        return list(dict.fromkeys(f for s in self.sheets for f in s.fields))

    @property
    def left(self) -> list[tuple[str, str]]:
        """(list or form, reason) of everything that stays as it is."""
        return [(s.label, s.why_left) for s in self.sheets if s.why_left]

    @property
    def headings(self) -> int:
        """How many things are asked, known to us or not."""
        return sum(not a.is_serial for s in self.sheets for a in s.asked)


def meant_by(population: Population) -> Meant:
    """Whom the form's words mean, for the register."""
    return Meant(
        groups=population.groups,
        age_from=population.age_from,
        age_to=population.age_to,
        sex=SEX[population.sex],
        per=population.per,
    )


def meant_in_words(words: str) -> Meant | None:
    """Whom plain words mean: the name of a population, or any title; None when nobody here keeps it."""
    if words in shelf.populations():
        return Meant(name=words)
    found = find_population(Clues(title=words), catalogue())
    meant = meant_by(found)
    said_nothing = found.reason.code == "everyone" and words not in (found.text, "居民", "全部")
    return None if said_nothing or registry.unheld(meant) else meant


def about(plan: Plan, words: str) -> Plan:
    """The plan with all its lists about those people, whatever the file says."""
    meant = meant_in_words(words)
    if meant is None:
        raise BadInput(_("登记里没有“%(people)s”这个人群。"), people=words)
    sheets = tuple(replace(s, meant=meant, said=words, is_unnamed=False) for s in plan.sheets)
    return replace(plan, sheets=sheets)


def plan_of(reading: FileReading, district: str, choices: Mapping[str, Any]) -> Plan:
    """The plan for a file, with what the district remembers and what was chosen for this return."""
    sheets = asked_parts(reading)
    known = templates(district, [template_of(s) for s in sheets])
    return Plan(reading, tuple(_sheet_plan(s, known.get(template_of(s)), choices) for s in sheets))


def templates(district: str, fingerprints: Sequence[str]) -> dict[str, FormTemplate]:
    """What is remembered of these templates in the district."""
    rows = FormTemplate.objects.filter(district=district, fingerprint__in=fingerprints)
    return {row.fingerprint: row for row in rows}


def _sheet_plan(sheet: SheetReading, known: FormTemplate | None, choices: Mapping[str, Any]) -> SheetPlan:
    plan = SheetPlan(sheet, (), Meant())
    chosen = choices.get(plan.key, {})
    remembered = known.corrections if known else {}
    places = places_of(sheet)
    by_words = {p.cell: remembered[heading_key(p)] for p in places if heading_key(p) in remembered}
    decided: dict[str, str | None] = {**by_words, **chosen.get("columns", {})}
    sheet = corrected(sheet, decided)
    asked = tuple(Asked(p, _field(p.label), p.cell in decided) for p in places_of(sheet))
    told = chosen.get("meant") or (known.meant if known else {})
    meant = meant_from(told) if told else meant_by(sheet.population)
    return replace(
        plan,
        reading=sheet,
        asked=asked,
        meant=meant,
        skip=chosen.get("skip", not asks_about_people(sheet)),
        person=chosen.get("person", ""),
        is_unnamed=not told and not sheet.population.text,
    )


def places_of(sheet: SheetReading) -> tuple[Column | Spot, ...]:
    """Everything asked: the columns of the best table, and single boxes around it."""
    table = sheet.table
    return (*(table.columns if table else ()), *sheet.spots)


def _field(label: str | None) -> Field | None:
    if label is None:
        return None
    try:
        return shelf.field_named(label)
    except LookupError:
        return None


def meant_from(told: Mapping[str, Any]) -> Meant:
    """Whom people chose, as kept in JSON."""
    return Meant(
        name=told.get("name", ""),
        groups=tuple(told.get("groups", ())),
        age_from=told.get("age_from"),
        age_to=told.get("age_to"),
        sex=cast(Literal["", "1", "2"], told.get("sex", "")),
        per=told.get("per", "person"),
    )


def plan_for(asked: Return, reading: FileReading) -> Plan:
    """The plan of a return."""
    return plan_of(reading, asked.community.code[:DISTRICT_DIGITS], asked.choices)
