"""Facts as JSON and back, and who wants to hear them."""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

Reaction = Callable[[Any], None]
R = typing.TypeVar("R", bound=Reaction)

_reactions: dict[str, list[Reaction]] = {}
_kinds: dict[str, type] = {}
_bells: list[Callable[[], None]] = []


def name_of(kind: type) -> str:
    """``visits.ProblemNoticed``: the module below facts, and the class."""
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def react(kind: type, reactions: Iterable[Reaction]) -> None:
    """Let ``reactions`` hear every fact of ``kind``; sorted by name so that the order never changes."""
    name = name_of(kind)
    _kinds[name] = kind
    heard = _reactions.setdefault(name, [])
    heard.extend(r for r in reactions if r not in heard)
    heard.sort(key=reaction_name)


def reaction_name(reaction: Reaction) -> str:
    """``service_requests.open_for``, also when the reactions of a context are a folder."""
    parts = reaction.__module__.split(".")
    home = parts[parts.index("contexts") + 1] if "contexts" in parts[:-1] else parts[-2]
    return f"{home}.{reaction.__name__}"


def outside(reaction: R) -> R:
    """Mark a reaction that speaks to somebody else's server: it is run without holding a transaction.

    Such a reaction may be run again after a crash, and opens a transaction of its own for what it keeps.
    """
    reaction.goes_outside = True  # type: ignore[attr-defined]
    return reaction


def goes_outside(reaction: Reaction) -> bool:
    """True for a reaction that must not hold up everybody who writes."""
    return getattr(reaction, "goes_outside", False)


def reactions_to(name: str) -> list[Reaction]:
    """Who wants to hear facts of that name."""
    return list(_reactions.get(name, ()))


def table() -> dict[str, list[str]]:
    """Fact name → reaction names, for the page and the documentation."""
    return {name: [reaction_name(r) for r in heard] for name, heard in sorted(_reactions.items())}


def on_ring(bell: Callable[[], None]) -> None:
    """Call ``bell`` whenever new facts have been committed."""
    if bell not in _bells:
        _bells.append(bell)


def ring() -> None:
    """New facts are there."""
    for bell in _bells:
        bell()


def to_body(fact: Any) -> dict[str, Any]:
    """A fact as JSON."""
    return {f.name: _plain(getattr(fact, f.name)) for f in dataclasses.fields(fact)}


def from_body(name: str, body: dict[str, Any]) -> Any:
    """A fact from JSON; LookupError for a fact nobody reacts to any more."""
    kind = _kinds.get(name)
    if kind is None:
        raise LookupError(name)
    hints = typing.get_type_hints(kind)
    return kind(**{key: _typed(hints[key], value) for key, value in body.items() if key in hints})


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, tuple | list | frozenset):
        return [_plain(v) for v in value]
    return value


def _typed(hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    if value is None:
        return None
    if origin in (types.UnionType, typing.Union):
        return _typed(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(hint)[0], v) for v in value)
    if hint is UUID:
        return UUID(value)
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    return value
