"""A phone network that forgets nothing, for tests and for work without a carrier."""

import logging
from dataclasses import dataclass, field

from linli.kernel.ports import TextNotSent

log = logging.getLogger("linli.sms")


@dataclass
class FakeTextMessages:
    """Keeps what was sent, and says it in the log: there is nobody else to say it to."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    """Numbers that do not exist."""
    is_down: bool = False
    where: str = ""

    def send(self, phone: str, text: str) -> str:
        """Keep the message and return its number."""
        if self.is_down:
            raise TextNotSent("unreachable")
        if phone in self.refuses:
            raise TextNotSent("refused", is_final=True)
        self.sent.append((phone, text))
        log.warning("text message to %s: %s", f"{phone[:3]}****{phone[-4:]}", text)
        return str(len(self.sent))
