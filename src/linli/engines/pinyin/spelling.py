"""How is a person's name spelled in pinyin, and what must a search index hold to find it?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from linli.engines.identity import clean_name, split_name
from linli.engines.identity.names import has_han
from linli.engines.pinyin.readings import plain, readings, without_tone

MOST_SPELLINGS = 16
"""Ways of reading one name that are worked out at most."""
MOST_LETTERS = 240
"""Length of the text for the index at most; only names of many readings reach it."""

_SYLLABLE_WIDTH = 6
_UNKNOWN = "zzzzzz"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of reading a name, without tones."""

    surname: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def full(self) -> str:
        """All syllables joined: wangxiaoming."""
        return "".join((*self.surname, *self.given))

    @property
    def initials(self) -> str:
        """First letters: wxm."""
        return "".join(syllable[0] for syllable in (*self.surname, *self.given))

    @property
    def surname_and_initials(self) -> str:
        """Surname in full, then first letters: wangxm."""
        return "".join((*self.surname, *(syllable[0] for syllable in self.given)))


def spellings(name: str) -> list[Spelling]:
    """Every usual way of reading a name, the most usual first, at most ``MOST_SPELLINGS``."""
    return _spellings(clean_name(name))


def _spellings(cleaned: str) -> list[Spelling]:
    if not has_han(cleaned):
        words = [letters for word in cleaned.split() if (letters := _letters(word))]
        return [Spelling((), tuple(words))]
    width = len(split_name(cleaned).surname)
    choices = [_without_tones(one, cleaned[at]) for at, one in enumerate(readings(cleaned))]
    ways = islice(product(*choices), MOST_SPELLINGS)
    return [Spelling(_spoken(way[:width]), _spoken(way[width:])) for way in ways]


def syllables(name: str) -> tuple[str, ...]:
    """The usual reading of a cleaned name, one syllable for each character that can be read."""
    if not has_han(name):
        return tuple(letters for word in name.split() if (letters := _letters(word)))
    ways = zip(readings(name), name, strict=True)
    return _spoken(tuple(without_tone(way[0]) if way else _letters(character) for way, character in ways))


def full_spelling(name: str) -> str:
    """The name in pinyin, joined and without tones: 单雄信 → shanxiongxin."""
    return spellings(name)[0].full


def initials(name: str) -> str:
    """First letters of the name's syllables: 单雄信 → sxx."""
    return spellings(name)[0].initials


def sort_key(name: str) -> str:
    """ASCII text that orders names by syllable, tone and character under any collation.

    Every Han character takes twelve places: six letters padded with 0, tone, five digits of its code point.
    """
    cleaned = clean_name(name)
    if not has_han(cleaned):
        return "".join(_place(_letters(word), "0", 0) for word in cleaned.split())
    return "".join(
        _place(without_tone(way[0]), way[0][-1], ord(character)) if way else _unread(character)
        for way, character in zip(readings(cleaned), cleaned, strict=True)
    )


def search_words(name: str) -> str:
    """What a search index stores for substring search: the name, its full spellings and its initials.

    Beginnings at any syllable need no entry of their own, for a substring search finds them.
    """
    cleaned = clean_name(name)
    words = [cleaned, cleaned.replace("·", "")]
    if not has_han(cleaned):
        words = [cleaned.lower(), plain(cleaned)]
    for way in _spellings(cleaned):
        for word in (way.full, way.initials, way.surname_and_initials):
            words += [word, word.replace("v", "u")] if "lv" in word or "nv" in word else [word]
    return _within(MOST_LETTERS, dict.fromkeys(filter(None, words)))


def _within(most: int, words: Iterable[str]) -> str:
    """As many whole words as fit, a space between; the first always."""
    kept = ""
    for word in words:
        if kept and len(kept) + 1 + len(word) > most:
            break
        kept = f"{kept} {word}" if kept else word
    return kept


def query_form(text: str) -> str:
    """What a person typed, in the form of the index: Lǚ Bù → lvbu, 阿卜杜拉.买买提 → 阿卜杜拉·买买提."""
    cleaned = clean_name(text)
    if has_han(cleaned):
        return cleaned
    letters = "".join(_letters(word) for word in cleaned.split())
    return letters.replace("lyu", "lv").replace("nyu", "nv")


@lru_cache(maxsize=1 << 15)
def _without_tones(ways: tuple[str, ...], character: str) -> tuple[str, ...]:
    # A character that nobody can read is left out of spellings; ASCII inside a Han name stands for itself.
    return tuple(without_tone(way) for way in ways) or (_letters(character),)


def _spoken(way: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(syllable for syllable in way if syllable) if "" in way else way


def _letters(text: str) -> str:
    return "".join(character for character in plain(text) if character.isascii() and character.isalnum())


def _unread(character: str) -> str:
    letters = _letters(character)
    return (
        _place(letters, "0", 0)
        if letters
        else ""
        if character == "·"
        else _place(_UNKNOWN, "9", ord(character))
    )


def _place(letters: str, tone: str, code: int) -> str:
    return "".join(f"{piece:0<{_SYLLABLE_WIDTH}}{tone}{code:05x}" for piece in _pieces(letters.lower()))


def _pieces(letters: str) -> Iterator[str]:
    for at in range(0, len(letters), _SYLLABLE_WIDTH):
        yield letters[at : at + _SYLLABLE_WIDTH]
