"""One row of a roster, understood: what it says about a person, sealed on its way into the database."""

import json
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from linli.kernel.catalogue import shelf
from linli.kernel.clock import day_of
from linli.kernel.privacy import cipher

Remark = tuple[str, dict[str, Any]]
"""A reason code, and field keys or row numbers for its sentence; never a value of a person."""
DAYS = ("born_on", "moved_in_on")
"""Values that the register keeps as days; others that are days lie there as text."""


@dataclass(slots=True)
class Entry:
    """What one row says."""

    number: int
    """The row in the sheet, counted from 1."""
    values: dict[str, Any] = field(default_factory=dict)
    """Person's fields by key, as they are stored: codes, ISO days, texts."""
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Groups the person belongs to, with their details."""
    denies: list[str] = field(default_factory=list)
    """Groups of which the row says that the person does not belong to them."""
    home_values: dict[str, Any] = field(default_factory=dict)
    """Fields of the dwelling."""
    partly: dict[str, str] = field(default_factory=dict)
    """Days of which only the year, or year and month, are known (1940-05): the register keeps whole days."""
    relation: str = ""
    head_name: str = ""
    address: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    """Compound, building, entrance, room, where they stand in columns of their own."""
    is_registered_here: bool = False
    """The row says that home and registration are the same (人户一致)."""
    residency: str = ""
    """What only people can know: collective household, lodging, abroad."""
    community: str = ""
    refusals: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    # ── What was found out about it ──
    dwelling: str = ""
    """Id of the home; of one to be added when ``adds`` is set."""
    maybe: list[str] = field(default_factory=list)
    """Homes that the address may mean, when it fits several."""
    adds: dict[str, Any] = field(default_factory=dict)
    """Entrance and number of a door to be added."""
    registered_dwelling: str = ""
    household: str = ""
    """Id of the household the row belongs to; it may have to be opened."""
    joins: bool = False
    """The row itself says to which household the person belongs."""
    person: str = ""
    """Id of the person, held or to be taken in."""

    @property
    def name(self) -> str:
        """The name; empty when there is none."""
        return str(self.values.get("name", ""))

    @property
    def typed_values(self) -> dict[str, Any]:
        """The values as commands take them."""
        return {k: day_of(v) if k in DAYS and v else v for k, v in self.values.items()}

    @property
    def born_on(self) -> date | None:
        """The day of birth, when it is known."""
        text = self.values.get("born_on")
        return day_of(text) if text else None

    def sealed(self) -> str:
        """For the database."""
        plain = {name: value for name in NAMES if (value := getattr(self, name))}
        return cipher.seal(json.dumps(plain, ensure_ascii=False))


def part_noted(key: str, text: str) -> str:
    """A day known in part, as the remarks of a person hold it."""
    return f"{shelf.field(key).name}：{text}（日期不全）"


NAMES = tuple(f.name for f in fields(Entry))


def unsealed(box: str) -> Entry:
    """What ``sealed`` kept; an emptied box gives an empty row."""
    if not box:
        return Entry(0)
    held = json.loads(cipher.unseal(box))
    entry = Entry(**{k: v for k, v in held.items() if k in NAMES})
    entry.refusals = [(code, told) for code, told in entry.refusals]
    entry.warnings = [(code, told) for code, told in entry.warnings]
    return entry
