"""A chat group that a robot of ours may write into."""

from typing import Protocol


class GroupNotTold(Exception):
    """A message did not reach a group: a code for the reason, and whether trying again is of no use."""

    def __init__(self, reason: str, said: str = "", *, is_final: bool = False) -> None:
        self.reason, self.said, self.is_final = reason, said[:80], is_final
        """``unreachable``, ``busy``, ``odd`` (unreadable), ``no_robot`` (the key is gone), ``refused``."""
        super().__init__(f"{reason} {self.said}".strip())


class GroupRobot(Protocol):
    """Writes into a group."""

    most_bytes: int
    """The longest message in UTF-8."""

    @property
    def where(self) -> str:
        """Whose service it is; empty when there is none and messages stay here."""
        ...

    def tell(self, key: str, text: str) -> None:
        """Write a text into the group that ``key`` opens; GroupNotTold says why not."""
        ...
