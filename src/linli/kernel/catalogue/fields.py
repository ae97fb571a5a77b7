"""Fields (数据元): the vocabulary that forms, imports, registers, search and masking share.

A field compiles to one ORM expression, so that a form of ten thousand rows is one query, and knows where
each value's source and date are kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext


class Kind(Enum):
    """How a field's values are written and compared."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    MONTH = "month"
    NUMBER = "number"
    MONEY = "money"
    CODE = "code"
    FLAG = "flag"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ADDRESS = "address"
    ACCOUNT = "account"


class Sensitivity(IntEnum):
    """How much harm a leak would do; L3 and above are sealed, masked and shown only with a reason."""

    OPEN = 1
    INTERNAL = 2
    PRIVATE = 3
    SENSITIVE = 4
    """Sensitive in the meaning of PIPL art. 28: health, finance, belief, children, identity."""


class Subject(Enum):
    """What kind of row a field speaks of."""

    PERSON = "person"
    HOUSEHOLD = "household"
    DWELLING = "dwelling"


@dataclass(frozen=True, slots=True)
class Reach:
    """From which table a field is read, and on which day."""

    subject: Subject
    today: date

    def to(self, home: Subject, path: str) -> F:
        """The column ``path`` of ``home``, as seen from the rows of ``subject``."""
        return F(self.path(home, path))

    def path(self, home: Subject, path: str) -> str:
        """The same as a lookup path."""
        return f"{STEPS[self.subject, home]}{path}"


STEPS: dict[tuple[Subject, Subject], str] = {
    (Subject.PERSON, Subject.PERSON): "",
    (Subject.PERSON, Subject.HOUSEHOLD): "household__",
    (Subject.PERSON, Subject.DWELLING): "home__",
    (Subject.HOUSEHOLD, Subject.HOUSEHOLD): "",
    (Subject.HOUSEHOLD, Subject.PERSON): "head__",
    (Subject.HOUSEHOLD, Subject.DWELLING): "home__",
    (Subject.DWELLING, Subject.DWELLING): "",
    (Subject.DWELLING, Subject.PERSON): "owner_household__head__",
    (Subject.DWELLING, Subject.HOUSEHOLD): "owner_household__",
}

Expression = Callable[[Reach], Combinable]
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that Linli can know."""

    key: str
    name: str
    """The canonical Chinese label; the English catalogue translates it."""
    kind: Kind
    subject: Subject
    expression: Expression | None
    """None for a field that forms ask for and no part of this installation holds."""
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    codes: str = ""
    """The code list whose codes are stored."""
    sealed: bool = False
    """True when the stored value is a sealed text."""
    origin: str = "sources"
    """The JSON column that keeps source, day and author of each value, seen from the subject."""
    derived_from: tuple[str, ...] = ()
    """Keys of the fields a computed value comes from; such a value is never typed in."""
    purpose: Words = ""
    basis: Words = ""
    stale_days: int = 365
    """After how many days a value should be asked again."""
    show: Callable[[Any], str] | None = None
    """How to word a stored value, when code list and kind do not say it."""
    group: Words = ""
    """The heading under which people find the field."""

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return gettext(self.name)

    @property
    def is_computed(self) -> bool:
        """True when Linli works the value out."""
        return bool(self.derived_from)

    def from_rows_of(self, subject: Subject, today: date) -> Combinable | None:
        """The expression for rows of ``subject``, or None when it is not held or cannot be reached."""
        if self.expression is None or (subject, self.subject) not in STEPS:
            return None
        return self.expression(Reach(subject, today))


@dataclass(slots=True)
class FieldTable:
    """All fields, by key and by name."""

    by_key: dict[str, Field] = field(default_factory=dict)
    by_name: dict[str, Field] = field(default_factory=dict)

    def add(self, fields: Iterable[Field]) -> None:
        """Add fields; a context that really holds a field replaces one that nobody held."""
        for new in fields:
            old = self.by_key.get(new.key)
            if (
                old is not None
                and old.expression is not None
                and new.expression is not None
                and old is not new
            ):
                raise ValueError(f"field {new.key} is held by two contexts")
            if old is None or old.expression is None:
                self.by_key[new.key] = self.by_name[new.name] = new

    def named(self, name: str) -> Field:
        """The field with that Chinese label, or LookupError."""
        return self.by_name[name]
