"""In which way do two names agree?"""

from linli.engines.identity.names import has_han
from linli.engines.linking.model import ReasonCode as Code
from linli.engines.linking.people import Name

_LONG = 5
"""From this length on a name with two wrong characters is still recognised."""


def compare_names(a: Name, b: Name) -> Code:
    """The strongest way in which two names agree."""
    if a.simple == b.simple:
        return Code.SAME_NAME if a.written.lower() == b.written.lower() else Code.NAME_OTHER_SCRIPT
    if len(a.simple) == len(b.simple):
        return _same_length(a, b)
    if _is_spelled(a, b) or _is_spelled(b, a):
        return Code.NAME_OTHER_SCRIPT
    return _other_length(a, b)


def _same_length(a: Name, b: Name) -> Code:
    if a.sound == b.sound:
        return Code.NAME_SAME_SOUND
    if a.shape == b.shape:
        return Code.NAME_LOOKALIKE
    if a.near == b.near:
        return Code.NAME_NEAR_SOUND
    unlike = [at for at, (x, y) in enumerate(zip(a.simple, b.simple, strict=True)) if x != y]
    return _by_places(a, b, unlike) if len(unlike) <= 2 else _by_surname(a, b)


def _by_places(a: Name, b: Name, unlike: list[int]) -> Code:
    """One or two characters are wrong: how bad is that?"""
    if len(unlike) == 1 and len(a.simple) > 2:
        return Code.OTHER_SURNAME if unlike[0] < len(a.surname) else Code.NAME_ONE_CHANGED
    if len(a.simple) >= _LONG:
        return Code.NAME_ONE_CHANGED
    if len(unlike) == 2 and _each_is_alike(a, b, unlike):
        return Code.NAME_NEAR_SOUND
    return Code.NAME_SWAPPED if sorted(a.simple) == sorted(b.simple) else _by_surname(a, b)


def _each_is_alike(a: Name, b: Name, unlike: list[int]) -> bool:
    """Every differing character either sounds or looks the same: two slips in one name."""
    sounds = list(zip(a.near.split(" "), b.near.split(" "), strict=False))
    if len(sounds) != len(a.simple):
        return False
    return all(sounds[at][0] == sounds[at][1] or a.shape[at] == b.shape[at] for at in unlike)


def _is_spelled(han: Name, letters: Name) -> bool:
    """王晓明 and Wang Xiaoming, or Xiaoming Wang."""
    if not has_han(han.simple) or has_han(letters.simple):
        return False
    spoken = han.sound.split(" ")
    given_first = spoken[len(han.surname) :] + spoken[: len(han.surname)]
    return letters.sound.replace(" ", "") in ("".join(spoken), "".join(given_first))


def _other_length(a: Name, b: Name) -> Code:
    short, long = (a, b) if len(a.simple) < len(b.simple) else (b, a)
    parts = set(long.simple.replace("·", " ").split())
    if len(parts) > 1 and set(short.simple.replace("·", " ").split()) <= parts:
        return Code.NAME_PART
    if len(short.simple) >= 2 and long.simple[0] == short.simple[0] and _is_inside(short.simple, long.simple):
        if len(long.simple) - len(short.simple) > 1:
            return Code.NAME_PART
        return Code.NAME_LAST_MISSING if long.simple.startswith(short.simple) else Code.NAME_ONE_MISSING
    return _by_surname(a, b)


def _is_inside(short: str, long: str) -> bool:
    """True when ``short`` is ``long`` with characters left out."""
    remaining = iter(long)
    return all(character in remaining for character in short)


def _by_surname(a: Name, b: Name) -> Code:
    if a.surname and a.surname == b.surname:
        return Code.SURNAME_ONLY
    if a.given == b.given and len(a.given) > 1:
        return Code.OTHER_SURNAME
    return Code.DIFFERENT_NAMES
