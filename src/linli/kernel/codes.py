"""Code lists: what a stored code is called, and which code a word means."""

from functools import cache

from linli.kernel import packs


@cache
def words(name: str) -> dict[str, str]:
    """Code → word, in the order of the list; LookupError for an unknown list."""
    own = packs.pack("lists").get(name)
    if own is not None:
        return dict(own)
    return {entry["code"]: entry["word"] for entry in packs.pack("codes")[name]["entries"]}


def word(name: str, code: object) -> str:
    """What the code is called; the code itself when the list does not know it."""
    return words(name).get(str(code), str(code)) if code not in (None, "") else ""


@cache
def known(name: str) -> frozenset[str]:
    """All codes of a list."""
    return frozenset(words(name))
