"""What one row did to the register, noted so that it can be taken back exactly."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from linli.contexts.registry.commands.joining import AS_IT_WAS
from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.models import Person
from linli.kernel.history import Spell
from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import Sealed


def snapshot(person: Person) -> str:
    """The person's row as ``joining.as_it_was`` gives it, as JSON."""
    held = {name: getattr(person, name) for name in AS_IT_WAS}
    return json.dumps(held, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.box if isinstance(value, Sealed) else str(value)


def trace(person: Person) -> str:
    """A short mark of a row: equal marks, nothing happened in between."""
    return hashlib.sha256(snapshot(person).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Undo:
    """What one row did, to take it back."""

    entry: Entry
    is_new: bool = False
    was: str = ""
    """``snapshot`` of the person before."""
    statement: str = ""
    made: list[tuple[str, Spell]] = field(default_factory=list)
    ended: list[tuple[str, int, Spell | None]] = field(default_factory=list)
    """(kind, row, the shorter copy beside it)"""
    groups: list[str] = field(default_factory=list)
    """Groups that were joined or brought up to date."""
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """{dwelling: {field: [value before, mark before]}}"""
    households: dict[str, list[str | None]] = field(default_factory=dict)
    """{household: [head before, ended before, head after, ended after]}"""
    opened: str = ""
    added: str = ""

    def sealed(self, person: Person) -> str:
        """For the database, once everything has been written and every row has its key."""
        plain = {
            "new": self.is_new,
            "person": self.entry.person,
            "was": self.was,
            "trace": trace(person),
            "statement": self.statement,
            "made": [[kind, row.pk] for kind, row in self.made],
            "ended": [[kind, row, copy.pk if copy is not None else None] for kind, row, copy in self.ended],
            "groups": self.groups,
            "homes": self.homes,
            "households": self.households,
            "opened": self.opened,
            "added": self.added,
        }
        return cipher.seal(json.dumps({k: v for k, v in plain.items() if v}, ensure_ascii=False))


def opened(undo: str) -> dict[str, Any]:
    """What ``Undo.sealed`` kept, with the row before opened as well."""
    did: dict[str, Any] = json.loads(cipher.unseal(undo)) if undo else {}
    if "was" in did:
        did["was"] = json.loads(did["was"])
    return did
