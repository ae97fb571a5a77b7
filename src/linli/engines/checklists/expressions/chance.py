"""What does chance give, so that the phone and the server draw the same?

FNV-1a over the seed, the place and the number of the draw, stirred as in mulberry32 (both public domain).
"""

from dataclasses import dataclass, field

_MASK = 0xFFFFFFFF


@dataclass(slots=True)
class Chance:
    """A source of draws that repeats itself for the same seed and place."""

    seed: str = ""
    drawn: dict[str, int] = field(default_factory=dict)

    def draw(self, place: str) -> float:
        """A number from 0 to below 1."""
        self.drawn[place] = self.drawn.get(place, 0) + 1
        return _stirred(_hashed(f"{self.seed}|{place}|{self.drawn[place]}")) / 2**32

    def uuid(self, place: str) -> str:
        """A UUID of version 4."""
        digits = "".join(f"{int(self.draw(place) * 2**32):08x}" for _ in range(4))
        variant = "89ab"[int(digits[16], 16) % 4]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def _hashed(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & _MASK
    return value


def _stirred(state: int) -> int:
    state = (state + 0x6D2B79F5) & _MASK
    value = (state ^ (state >> 15)) * (state | 1) & _MASK
    value ^= (value + ((value ^ (value >> 7)) * (value | 61) & _MASK)) & _MASK
    return (value ^ (value >> 14)) & _MASK
