"""Groups in memory, for tests and for work without WeCom."""

from dataclasses import dataclass, field

from linli.kernel.ports.groups import GroupNotTold


@dataclass
class FakeRobot:
    """Keeps what each group would have read."""

    where: str = ""
    most_bytes: int = 2048
    told: list[tuple[str, str]] = field(default_factory=list)
    """Key of the group and text, in the order of arrival."""
    gone: set[str] = field(default_factory=set)
    """Keys that open nothing any more."""
    is_down: bool = False

    def tell(self, key: str, text: str) -> None:
        """Keep a message."""
        if self.is_down:
            raise GroupNotTold("unreachable")
        if key in self.gone:
            raise GroupNotTold("no_robot", "93000", is_final=True)
        self.told.append((key, text))
