"""Which pieces (runs of characters or words) does a Chinese text consist of, as numbers to compute with?"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

_SPACE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")
_NUMBER = re.compile(r"\d+")
_SEPARATED = re.compile(r"(?<=[\u3400-\u9fff])[ ,，|/]+(?=[\u3400-\u9fff])")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Odd constants of Knuth's multiplicative hashing and of the splitmix64 finaliser (Steele, Lea, Flood 2014).
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready: its title and body with one way of writing, and its words where it came in words."""

    title: str
    body: str
    words: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Title and body as one line."""
        return f"{self.title}。{self.body}" if self.title and self.body else self.title or self.body


def bare(text: str) -> str:
    """Half-width signs, small letters, no white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


def is_segmented(text: str) -> bool:
    """Whether the text came as words set apart: on average at most four Chinese characters between gaps."""
    chinese = len(_CHINESE.findall(text))
    return chinese >= 4 and len(_SEPARATED.findall(text)) * 4 >= chinese


def ready(title: str, body: str) -> Text:
    """A text of a title (may be empty) and a body, made ready for everything here."""
    words: tuple[str, ...] = ()
    if is_segmented(both := f"{title} {body}"):
        words = tuple(word for part in re.split(r"[\s,，|/]+", both) if (word := bare(part)))
        drop = re.compile(r"[\s,，|/]+")
        title, body = drop.sub("", title), drop.sub("", body)
    return Text(bare(title), bare(body), words)


def without_numbers(text: str) -> str:
    """Every run of digits as one 0: house numbers and dates say nothing about the matter."""
    return _NUMBER.sub("0", text)


@lru_cache(maxsize=200_000)
def _word_key(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def character_keys(text: str) -> Keys:
    """One number a character: its code point."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def word_keys(words: Sequence[str]) -> Keys:
    """One number a word."""
    return np.array([_word_key(word) for word in words], dtype=np.uint64)


def runs(keys: Keys, length: int, salt: int) -> Keys:
    """The number of every run of ``length`` neighbours; ``salt`` keeps views apart."""
    count = len(keys) - length + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    mixed = np.full(count, salt * 31 + length, dtype=np.uint64)
    for offset in range(length):
        mixed = (mixed + keys[offset : offset + count]) * _STEP
        mixed ^= mixed >> np.uint64(29)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    result: Keys = mixed ^ (mixed >> np.uint64(31))
    return result
