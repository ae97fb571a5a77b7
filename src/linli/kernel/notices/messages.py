"""The messages that manifests declare."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named places, under an id."""

    key: str
    sentence: str | Promise


_messages: dict[str, Message] = {}


def register(messages: Iterable[Message]) -> None:
    """Add messages; the same id twice is an error."""
    for message in messages:
        if _messages.get(message.key, message) != message:
            raise ValueError(f"message {message.key} is declared twice")
        _messages[message.key] = message


def worded(key: str, values: dict[str, object]) -> str:
    """The sentence in the reader's language; LookupError for an unknown id."""
    if key not in _messages:
        raise LookupError(f"message {key} is not declared in any manifest")
    return str(_messages[key].sentence) % values
