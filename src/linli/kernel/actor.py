"""Who acts, and what they may do where; a value, so that rules can be tested without a database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID


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


@dataclass(frozen=True, slots=True)
class Home:
    """A door to which somebody without an account has shown to belong."""

    link: UUID
    dwelling: UUID
    place: str
    """As people say it: 3号楼2单元501."""
    area_code: str
    """Of the entrance."""
    household: UUID | None = None
    person: UUID | None = None
    """Who it is in the register; None while nobody has found out."""
    is_owner: bool = False
    lives_there: bool = True

    @property
    def community(self) -> str:
        """The code of the community."""
        return self.area_code[:12]


@dataclass(frozen=True, slots=True)
class Resident(Actor):
    """Somebody who proved a phone (居民): holds no grants, and acts for himself and his home alone."""

    visitor: UUID | None = None
    phone_hash: str = ""
    """``cipher.lookup(number, "phone")``: by it contexts find what was left with this number."""
    homes: tuple[Home, ...] = ()

    @property
    def label(self) -> str:
        """How the audit trail names this actor."""
        return f"resident:{self.visitor}"

    def homes_in(self, area_code: str) -> list[Home]:
        """The homes that lie in a place."""
        return [home for home in self.homes if home.area_code.startswith(area_code)]

    @property
    def communities(self) -> tuple[str, ...]:
        """The codes of the communities to which one belongs, each once."""
        return tuple(dict.fromkeys(home.community for home in self.homes))


def _outermost(codes: object) -> tuple[str, ...]:
    kept: list[str] = []
    for code in sorted(set(codes)):  # type: ignore[call-overload]
        if not any(code.startswith(other) for other in kept):
            kept.append(code)
    return tuple(kept)


def linli(part: str) -> Actor:
    """Linli itself, acting without a person: ``part`` says which part (a reaction, the demo, a schedule)."""
    return Actor(account_id=None, name="邻里", system=part)
