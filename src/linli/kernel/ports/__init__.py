"""What we need from the outside world, as Protocols; config says which adapter serves which."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar


class TextMessages(Protocol):
    """Sends a short text to a phone."""

    def send(self, phone: str, text: str) -> str:
        """Send and return the carrier's receipt."""
        ...


class Documents(Protocol):
    """Makes printable pages from a layout and values."""

    def pdf(self, layout: str, values: dict[str, Any]) -> bytes:
        """A PDF of the named layout."""
        ...

    def word(self, layout: str, values: dict[str, Any]) -> bytes:
        """A .docx of the named layout."""
        ...


P = TypeVar("P")
_served: dict[Any, Any] = {}


def serve(port: type, adapter: object) -> None:
    """Let ``adapter`` serve ``port`` from now on."""
    _served[port] = adapter


def ask(port: Callable[..., P]) -> P:
    """Whoever serves that port; LookupError when nobody does."""
    if port not in _served:
        raise LookupError(f"nothing serves {port}")
    return _served[port]  # type: ignore[no-any-return]
