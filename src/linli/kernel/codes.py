"""Code lists: what a stored code is called, and which code a word means.

The list's name is the context of its words: 女 of the list ``sex`` is another 女 than that of ``relation``.
"""

from functools import cache

from django.utils.translation import pgettext

from linli.kernel import packs


@cache
def words(name: str) -> dict[str, str]:
    """Code → word, in the order of the list; LookupError for an unknown list."""
    own = packs.pack("lists").get(name)
    if own is not None:
        return dict(own)
    return {entry["code"]: entry["word"] for entry in packs.pack("codes")[name]["entries"]}


def word(name: str, code: object) -> str:
    """What the code is called in the reader's language; the code itself when the list does not know it."""
    if code in (None, ""):
        return ""
    known_word = words(name).get(str(code))
    return pgettext(name, known_word) if known_word else str(code)


def choices(name: str) -> list[tuple[str, str]]:
    """Codes with their words in the reader's language, for a form."""
    return [(code, pgettext(name, known_word)) for code, known_word in words(name).items()]


@cache
def known(name: str) -> frozenset[str]:
    """All codes of a list."""
    return frozenset(words(name))
