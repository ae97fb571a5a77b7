"""A phone network that never fails and forgets nothing, for tests and for work without a carrier."""

from dataclasses import dataclass, field


@dataclass
class FakeTextMessages:
    """Keeps what was sent."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, phone: str, text: str) -> str:
        """Keep the message and return its number."""
        self.sent.append((phone, text))
        return str(len(self.sent))
