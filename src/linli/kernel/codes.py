"""Code lists: what a stored code is called."""

from functools import cache

from linli.kernel import packs


@cache
def words(name: str) -> dict[str, str]:
    """Code → word, in the order of the list; LookupError for an unknown list."""
    own = packs.pack("lists").get(name)
    if own is not None:
        return dict(own)
    national = packs.pack("codes")[name]
    return {str(code): _word(entry) for code, entry in national.get("words", national).items()}


def _word(entry: object) -> str:
    if isinstance(entry, dict):
        return str(entry["word"])
    return str(entry[0]) if isinstance(entry, list) else str(entry)


def word(name: str, code: object) -> str:
    """What the code is called; the code itself when the list does not know it."""
    return words(name).get(str(code), str(code)) if code not in (None, "") else ""
