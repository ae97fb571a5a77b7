"""A hotline without a telephone, for tests and for work without one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from linli.kernel.ports.hotline import Order, Outcome


@dataclass
class FakeHotline:
    """Hands out what was put in, keeps what was sent."""

    orders: list[Order] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def fetch(self) -> Sequence[Order]:
        """All orders."""
        return list(self.orders)

    def send(self, outcome: Outcome) -> None:
        """Keep a result."""
        self.outcomes[outcome.number] = outcome
