"""What a context may contribute: one typed value, so that nothing else has to be edited to add a part."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from linli.kernel.access.permissions import Permission
from linli.kernel.actor import Actor, Home, Resident
from linli.kernel.audit.actions import Action
from linli.kernel.catalogue.fields import Field, Subject
from linli.kernel.notices.messages import Message
from linli.kernel.outbox.wire import Reaction
from linli.kernel.search.hits import Source
from linli.kernel.sync.kinds import Handler

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation."""

    address: str
    """The name of the address, ``registry:people``."""
    name: Words
    icon: str
    needs: str
    order: int = 50
    waiting: Callable[[Actor], int] | None = None
    """How much waits there for a decision of this person; shown beside the name, so it must be cheap."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says something about the work to be done, with the list it was counted from."""

    key: str
    name: Words
    needs: str
    count: Callable[[Actor], int]
    address: str = ""
    query: str = ""
    hint: Words = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class Keep:
    """How long rows are kept after they stopped being needed, and what then happens to them."""

    what: Words
    days: int
    purge: Callable[[date], int]
    """Purge what ended before that day; return how many rows."""


@dataclass(frozen=True, slots=True)
class Routine:
    """Work by the clock."""

    key: str
    run: Callable[[], object]
    every: timedelta


@dataclass(frozen=True, slots=True)
class Population:
    """A group of people or homes that a form or a register can be about."""

    name: str
    subject: Subject
    where: Callable[[date], Q]
    order: int = 50


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day in which people may be at home; minutes after midnight."""

    name: str
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a person should do, as Today shows it."""

    key: str
    title: str
    why: str
    due_on: date
    address: str
    household: str = ""
    """Which door it belongs to; empty for work at the desk."""
    place: str = ""
    """The door in words."""
    order: str = ""
    """Sorts doors as people walk."""
    area_code: str = ""
    """Of the stairway."""
    person: str = ""
    """Whom it is about, when it is about one person."""
    field: str = ""
    """The field of that person to ask for; a visit page then asks it."""
    group: str = ""
    """The group of that person to verify."""
    priority: int = 50
    """1 to 100; the higher, the sooner."""
    postpone_days: int | None = None
    """How long it may be put off at once; None for as long as is usual."""
    ticks: bool = False
    """True when somebody must say that it is done; otherwise it is done when the reason is gone."""
    part: DayPart | None = None
    """When one is likely to meet somebody; None for any time."""

    @property
    def is_named(self) -> bool:
        """True when the title says more than the reason, so that both are shown."""
        return self.title.casefold() not in self.why.casefold()


@dataclass(frozen=True, slots=True)
class DoorAct:
    """What one can do, or look up, at a door; shown on the pages of homes and of those who live there."""

    address: str
    """The name of an address that takes the key of the door."""
    name: Words
    icon: str
    needs: str


@dataclass(frozen=True, slots=True)
class Rung:
    """Something that rang and must be seen at once, whatever page somebody is on."""

    at: datetime
    words: Words
    address: str
    """Where one answers it."""


@dataclass(frozen=True, slots=True)
class Bell:
    """What may ring for whoever holds a permission."""

    needs: str
    rang: Callable[[Actor, datetime], Iterable[Rung]]
    """What rang for an actor since a moment, newest first."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened at a door, as its timeline shows it."""

    at: datetime
    words: str
    address: str
    by: str = ""
    person: bool = False
    """True when it concerns the person asked for, not only the household."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Something on a resident's own page (我的社区): a large field to press, or an open matter."""

    key: str
    name: Words
    icon: str
    address: str
    """Where it leads, as a path."""
    words: Words = ""
    """One line below the name: what waits there, until when."""
    waiting: int = 0
    """How much waits there for this resident."""
    until: date | None = None
    """The last day, for a matter that ends; the nearest comes first."""
    is_matter: bool = False
    """True for a matter that is open now; False for what one can always do."""
    is_now: bool = False
    """True for a matter that goes on this very hour; it comes before everything else."""
    order: int = 50


@dataclass(frozen=True, slots=True)
class Need:
    """Something that many people of a place told lately, in words and numbers; never who they are."""

    name: str
    people: int
    since: date
    places: tuple[str, ...]
    """Where it was told most, in words."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything one context adds."""

    key: str
    name: Words
    navigation: tuple[Entry, ...] = ()
    permissions: tuple[Permission, ...] = ()
    actions: tuple[Action, ...] = ()
    reactions: Mapping[type, tuple[Reaction, ...]] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    populations: tuple[Population, ...] = ()
    messages: tuple[Message, ...] = ()
    search: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    retention: tuple[Keep, ...] = ()
    routines: tuple[Routine, ...] = ()
    seeds: str = ""
    """What gives the demonstration communities (their codes) a past, telling how far it is.

    A name (``package.module:function``), because nothing but a demonstration ever loads it.
    """
    due: Callable[[Actor, date, UUID | None], Iterable[Due]] | None = None
    """What is due at doors in an actor's area on a day: at all, or at one when its key is given."""
    following: Callable[[Actor, UUID], Due | None] | None = None
    """Where an actor goes next today after one door."""
    walk: Callable[[Actor, Mapping[str, str]], Sequence[str]] | None = None
    """Puts doors, given with the order of their numbers, in the order in which an actor walks today."""
    door_acts: tuple[DoorAct, ...] = ()
    happened: Callable[[Actor, UUID, UUID | None], Iterable[Happened]] | None = None
    """What happened lately at a door: (actor, door, person)."""
    away: Callable[[date], Iterable[tuple[int, str]]] | None = None
    """Who is on leave on a day, and from where: (account, area code)."""
    desk: Callable[[Actor, date], Iterable[Due]] | None = None
    """What is due for an actor at the desk."""
    bell: Bell | None = None
    acts: Mapping[str, Handler] = field(default_factory=dict)
    """Acts that may be made without a network, and what carries them out."""
    homes: Callable[[UUID], Iterable[Home]] | None = None
    """The homes of somebody who proved a phone (a visitor's key)."""
    tiles: Callable[[Resident], Iterable[Tile]] | None = None
    """What a resident finds on his own page."""
    needs: Callable[[Actor, str], Iterable[Need]] | None = None
    """What many people of a place (its code) told lately, as far as an actor may look, the most first."""
    lives: tuple[Any, ...] = ()
    """The states tables (``kernel.workflow.Machine``), for the page and the tests that walk them."""
