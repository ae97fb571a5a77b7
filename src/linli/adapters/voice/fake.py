"""A telephone that rings nobody, for tests and for work without a voice service."""

from dataclasses import dataclass, field

from linli.kernel.ports.voice import CallNotPlaced, Heard


@dataclass
class FakeVoice:
    """Keeps whom it would have called; answers as it was told, number by number."""

    where: str = ""
    answers: dict[str, Heard] = field(default_factory=dict)
    """What is heard, by number; what is not named is not answered."""
    placed: list[tuple[str, str]] = field(default_factory=list)
    is_down: bool = False

    def call(self, phone: str, words: str) -> str:
        """Keep the call and return its number."""
        if self.is_down:
            raise CallNotPlaced("unreachable")
        self.placed.append((phone, words))
        return str(len(self.placed))

    def heard(self, receipt: str) -> Heard:
        """As it was told."""
        phone, _words = self.placed[int(receipt) - 1]
        return self.answers.get(phone, "no_answer")
