"""A value that does not show itself: it must be revealed or masked on purpose."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from linli.kernel.privacy import cipher

HIDDEN = "●●●"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed text as it lies in the database; printing it shows dots, never the value."""

    box: str

    def __str__(self) -> str:
        return HIDDEN if self.box else ""

    def __bool__(self) -> bool:
        return bool(self.box)

    def reveal(self) -> str:
        """The text itself.  Showing it to a person is an act: see ``commands.reveal`` of the context."""
        return cipher.unseal(self.box) if self.box else ""

    @classmethod
    def of(cls, text: str) -> "Sealed":
        """Seal a text; nothing stays nothing."""
        return cls(cipher.seal(text) if text else "")


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Stores a text sealed; reads it back as ``Sealed``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> Sealed:
        """Wrap what lies in the database."""
        return Sealed(value or "")

    def to_python(self, value: Any) -> Any:
        """Keep sealed values sealed."""
        return value

    def get_prep_value(self, value: Any) -> str:
        """Seal plain text on its way in."""
        if isinstance(value, Sealed):
            return value.box
        return cipher.seal(value) if value else ""
