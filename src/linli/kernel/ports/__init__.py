"""What we need from the outside world, as Protocols; config says which adapter serves which."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar


class TextNotSent(Exception):
    """A text message did not leave: a code for the reason, and whether trying again is of no use."""

    def __init__(self, reason: str, said: str = "", *, is_final: bool = False) -> None:
        self.reason, self.said, self.is_final = reason, said[:100], is_final
        """``unreachable``, ``denied`` (our key), ``busy``, ``odd`` (cannot be read), ``refused``."""
        super().__init__(f"{reason} {self.said}".strip())


class TextMessages(Protocol):
    """Sends a short text to a phone."""

    @property
    def where(self) -> str:
        """Whose network it is, in words; empty when there is none and texts stay in the log."""
        ...

    def send(self, phone: str, text: str) -> str:
        """Send and return the carrier's receipt; TextNotSent says why not."""
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
