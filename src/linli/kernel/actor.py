"""Who acts, and what they may do where; a value, so that rules can be tested without a database."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the keyboard (or Linli itself), with permissions by area."""

    account_id: int | None
    name: str
    grants: frozenset[tuple[str, str]] = frozenset()
    """(permission, area code): the permission holds in every area whose code starts with that code."""
    organisation_id: int | None = None
    roles: frozenset[str] = frozenset()
    system: str = ""
    """Which part of Linli acts, when no person does."""
    _prefixes: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False, hash=False)

    def may(self, permission: str, area_code: str) -> bool:
        """True when some grant covers this permission in this area."""
        return bool(self.system) or any(area_code.startswith(code) for code in self.areas(permission))

    def holds(self, permission: str) -> bool:
        """True when the permission is granted anywhere."""
        return bool(self.system) or bool(self.areas(permission))

    def areas(self, permission: str) -> tuple[str, ...]:
        """The area codes where ``permission`` holds, none inside another."""
        if self.system:
            return ("",)
        if permission not in self._prefixes:
            self._prefixes[permission] = _outermost(a for p, a in self.grants if p == permission)
        return self._prefixes[permission]

    def only_in(self, codes: Iterable[str]) -> "Actor":
        """The same person, as far as some places: for work that is theirs and not only visible to them."""
        places, held = tuple(codes), {permission for permission, _code in self.grants}
        grants = frozenset((p, code) for p in held for code in places if self.may(p, code))
        return Actor(self.account_id, self.name, grants, self.organisation_id, self.roles)

    @property
    def label(self) -> str:
        """How the audit trail names this actor."""
        return f"system:{self.system}" if self.system else f"account:{self.account_id}"


def _outermost(codes: object) -> tuple[str, ...]:
    kept: list[str] = []
    for code in sorted(set(codes)):  # type: ignore[call-overload]
        if not any(code.startswith(other) for other in kept):
            kept.append(code)
    return tuple(kept)


def linli(part: str) -> Actor:
    """Linli itself, acting without a person: ``part`` says which part (a reaction, the demo, a schedule)."""
    return Actor(account_id=None, name="邻里", system=part)
