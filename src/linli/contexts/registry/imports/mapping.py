"""What the columns of a roster hold: recognised, remembered from the same layout, or chosen by people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from linli.contexts.registry.imports.roster import Roster
from linli.contexts.registry.models import RosterTemplate
from linli.engines.formfill.model import Column, ColumnForm, Term
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Kind, Subject
from linli.kernel.sheets.reading import heading_key, template_of
from linli.kernel.sheets.words import vocabulary

DISTRICT_DIGITS = 6
PLACE = ("address", "compound", "building", "entrance", "room")
OF_HOME = ("tenure", "use", "floor_area", "owner_name", "owner_phone")
FLAGS = {
    "on_allowance": "subsistence_allowance",
    "extreme_poverty": "extreme_poverty",
    "is_disabled": "disability",
    "is_veteran": "veteran",
}
"""Fields that are worked out from a group: a roster that says yes attests the group."""
ASIDE = ("relation", "head_name", "registration_agrees", "residency", "lives_as", "community")
"""Fields that say where and with whom, each in its own way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One column with the field it was matched with."""

    column: Column
    field: Field | None
    decided: bool = False
    """True when people chose, now or for the same layout before."""

    @property
    def is_taken(self) -> bool:
        """True when what the column says goes into the register."""
        return self.field is not None and is_taken(self.field)

    @property
    def is_sure(self) -> bool:
        """Sure enough not to be pointed out."""
        return self.decided or self.column.confidence >= 0.8

    @property
    def term(self) -> Term:
        """How its cells are read."""
        assert self.field is not None  # noqa: S101 - asked for taken columns only
        return term_of(self.field)

    @property
    def form(self) -> ColumnForm:
        """How its cells are written; a column that was taken for something else is read plainly."""
        is_as_read = self.field is not None and self.field.name == self.column.label
        return self.column.form if is_as_read else ColumnForm(self.term.kind)


def is_taken(field: Field) -> bool:
    """Whether a roster may say this."""
    if field.expression is None:
        return False
    if field.key in (*PLACE, *OF_HOME, *FLAGS, *ASIDE) or field.origin.startswith("groups."):
        return True
    return field.subject is Subject.PERSON and not field.is_computed


def takeable() -> dict[str, list[Field]]:
    """Fields that a column can be taken for, by heading."""
    found: dict[str, list[Field]] = {}
    for field in shelf.fields().values():
        if is_taken(field):
            found.setdefault(str(field.group), []).append(field)
    return found


def term_of(field: Field) -> Term:
    """The field as the form engine knows it."""
    known = vocabulary().terms.get(field.name)
    if known is not None:
        return known
    kind = "code" if field.kind is Kind.CODE else field.kind.value
    return Term(field.name, kind, code=field.codes)  # type: ignore[arg-type]


def columns_of(roster: Roster, mapping: Mapping[str, str], decided: Iterable[str] = ()) -> list[Asked]:
    """The columns with what ``mapping`` {heading cell: field key} says of them, else as recognised."""
    chosen = set(decided)
    return [_asked(column, mapping, chosen) for column in roster.table.columns]


def _asked(column: Column, mapping: Mapping[str, str], decided: set[str]) -> Asked:
    is_said = column.cell in mapping
    known = shelf.fields().get(mapping[column.cell]) if is_said else field_named(column.label)
    return Asked(column, known, column.cell in decided)


def field_named(label: str | None) -> Field | None:
    """The field of a canonical label, or None."""
    try:
        return shelf.field_named(label) if label else None
    except LookupError:
        return None


def heading_of(column: Column) -> str:
    """A heading with its groups, as people say it."""
    return " / ".join((*column.path, column.heading)).replace("\n", "")


# ── Remembering ─────────────────────────────────────────────────────────────────────────────────────────
def remembered(roster: Roster, district: str) -> dict[str, str]:
    """{heading cell: field key} of what people once chose for this layout in the district."""
    known = RosterTemplate.objects.filter(district=district, fingerprint=template_of(roster.reading)).first()
    if known is None:
        return {}
    return {
        c.cell: known.corrections[heading_key(c)]
        for c in roster.table.columns
        if heading_key(c) in known.corrections
    }


def recognised(roster: Roster, district: str) -> tuple[dict[str, str], list[str]]:
    """The mapping to begin with, and the heading cells for which people have chosen before."""
    before = remembered(roster, district)
    asked = [replace(a, decided=a.column.cell in before) for a in columns_of(roster, before)]
    return {a.column.cell: a.field.key if a.field else "" for a in asked}, sorted(before)
