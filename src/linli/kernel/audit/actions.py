"""Which acts there are, each with a sentence and a decision on what remains after an erasure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise


class OnErasure(Enum):
    """What becomes of an entry when the person it is about is erased."""

    KEEP = "keep"
    """It holds ids, codes and counts only; without the person they lead nowhere."""
    DROP_REASON = "drop_reason"
    """Its free words may speak of the person: shown as erased from then on."""


@dataclass(frozen=True, slots=True)
class Action:
    """One kind of act."""

    key: str
    sentence: str | Promise
    """With %(actor)s and %(target)s, and any key of the entry's detail."""
    on_erasure: OnErasure


_actions: dict[str, Action] = {}


def register(actions: Iterable[Action]) -> None:
    """Add acts; the same key twice is an error."""
    for action in actions:
        if action.key in _actions and _actions[action.key] != action:
            raise ValueError(f"audit action {action.key} is declared twice")
        _actions[action.key] = action


def action(key: str) -> Action:
    """The act of that name; LookupError when nobody declared it."""
    if key not in _actions:
        raise LookupError(f"audit action {key} is not declared in any manifest")
    return _actions[key]


def known() -> dict[str, Action]:
    """All declared acts."""
    return dict(_actions)
