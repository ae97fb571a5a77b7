"""Pointing at a record of another context without a key into its tables."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ref:
    """A kind of record and its id, written ``registry.person:0190…``."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def of(cls, record: object) -> "Ref":
        """The reference of a stored record."""
        meta = record._meta  # type: ignore[attr-defined]  # noqa: SLF001
        return cls(f"{meta.app_label}.{meta.model_name}", str(record.pk))  # type: ignore[attr-defined]

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read what ``str`` wrote; ValueError when it is something else."""
        kind, colon, key = text.partition(":")
        if not (colon and kind and key):
            raise ValueError(text)
        return cls(kind, key)

    @property
    def uuid(self) -> UUID:
        """The key as a UUID."""
        return UUID(self.key)
