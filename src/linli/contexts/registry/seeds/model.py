"""What is made up before anything is written: homes, households, people and what was said about them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.registry.seeds.town.model import Building

MALE, FEMALE = "1", "2"


@dataclass(frozen=True, slots=True)
class Region:
    """A division that is on no map."""

    code: str
    province: str
    place: str
    kind: str
    """own (the district itself), city or far."""

    @property
    def in_full(self) -> str:
        """With its province."""
        return f"{self.province}{self.place}"


@dataclass(slots=True, eq=False)
class Home:
    """A door and what is behind it."""

    id: UUID
    building: Building
    entrance: int
    floor: int
    number: str
    floor_area: int
    tenure: str
    use: str = ""
    owner_name: str = ""
    owner_phone: str = ""
    seen_on: date | None = None
    """When someone last looked whether all this is still so."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Someone who can be called for somebody else."""

    name: str
    phone: str
    relation: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """A group that a person belongs to, and who attests it since when."""

    group: str
    since: date
    source: str
    evidence: str
    detail: dict[str, Any]
    verified_on: date
    review_on: date


@dataclass(slots=True, eq=False)
class Made:
    """A person who was made up."""

    id: UUID
    role: str
    """The part played in the family: wife, his_mother, child …"""
    sex: str
    born_on: date
    surname: str = ""
    name: str = ""
    marital: str = "10"
    relation: str = ""
    region: Region | None = None
    """Where the identity number was given."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Field key → what is true now."""
    before: dict[str, Any] = field(default_factory=dict)
    """Field key → what was true when the roster was made, where that was different."""
    registered: Home | None = None
    registered_elsewhere: str = ""
    residency: str = ""
    """Only what nobody can work out: collective, lodging, abroad."""
    came_on: date | None = None
    known_on: date | None = None
    """When the register first heard of the person."""
    died_on: date | None = None
    relation_before: str = ""
    """To the head of the household that there was until someone died."""
    belongs: list[Belonging] = field(default_factory=list)
    kin: Kin | None = None


@dataclass(slots=True, eq=False)
class Family:
    """A household that was made up."""

    id: UUID
    kind: str
    home: Home
    members: list[Made]
    came_on: date
    rents: bool = False
    earlier_home: Home | None = None
    """Where they lived within the community until they came here."""
    earlier_on: date | None = None
    """Since when they lived there."""
    left_on: date | None = None
    left_for: str = ""
    child_surname: str = ""
    """What the grown-up children of an older couple are called."""
    children_near: list[Made] = field(default_factory=list)
    """Grown-up children who live in the community."""
    visits: list[date] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Word:
    """What a source said about a person on a day."""

    on: date
    source: str
    person: Made
    values: dict[str, Any]
    by: str = ""
    """Sign-in name of whoever wrote it down."""
    reference: str = ""
    """The name of the list, where one shows it."""


@dataclass(frozen=True, slots=True)
class Double:
    """A second record of somebody."""

    meant: Made
    second: Made
    home: Home


@dataclass(slots=True)
class Community:
    """Everyone and everything made up for one community."""

    code: str
    homes: list[Home] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    """Those who live here now."""
    former: list[Family] = field(default_factory=list)
    """Those who lived here since the roster and left."""
    away: list[Made] = field(default_factory=list)
    """People registered here who live elsewhere."""
    doubles: list["Double"] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    def living(self) -> list[Made]:
        """Everyone who lives here now."""
        return [m for family in self.families for m in family.members if m.died_on is None]
