"""A hotline without a telephone, for tests and for work without one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from linli.kernel.ports.hotline import Order, Outcome, Unreadable


@dataclass
class FakeHotline:
    """Hands out what was put in, keeps what was sent."""

    orders: list[Order | Unreadable] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    where: str = ""

    is_down: bool = False

    def fetch(self) -> Sequence[Order | Unreadable]:
        """All orders."""
        self._answer()
        return list(self.orders)

    def send(self, outcome: Outcome) -> None:
        """Keep a result."""
        self._answer()
        self.outcomes[outcome.number] = outcome

    def _answer(self) -> None:
        if self.is_down:
            raise ConnectionError
