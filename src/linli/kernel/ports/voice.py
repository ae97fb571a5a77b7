"""Automatic telephone calls: a voice says a few words and asks for one key."""

from typing import Literal, Protocol

Heard = Literal["", "well", "help", "no_answer", "failed"]
"""What came of a call: nothing yet, the key for all is well, the key for please come, no answer, no line."""


class CallNotPlaced(Exception):
    """The telephone company did not take the call; ``reason`` as a word."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Voice(Protocol):
    """Whoever places calls for us."""

    @property
    def where(self) -> str:
        """Whose network it is, in words; empty when nobody calls by machine and people do it themselves."""
        ...

    def call(self, phone: str, words: str) -> str:
        """Place a call that says these words; return the receipt, CallNotPlaced when nobody took it."""
        ...

    def heard(self, receipt: str) -> Heard:
        """What came of it so far; asking again is of no harm."""
        ...
