"""Which records are worth comparing at all?

Each person gets some twenty-five keys; people with a key in common are compared.  Every kind of slip leaves
at least one key intact: an error in a number leaves three windows of it, a wrong name leaves birth, home and
telephone.  Keys that too many people share (a frequent name, a placeholder) are dropped; the same name with
year, telephone or home is a key of its own and stays.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.linking.people import Number, Person

MOST_SHARING = 32
"""People with one key; beyond it the key tells nothing."""
Keys = NDArray[np.int64]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Blocks:
    """All keys of all people, sorted, for look-up; both arrays have one entry for each key of a person."""

    keys: Keys
    places: Places


def keys_of(person: Person) -> Iterator[tuple[str, ...]]:
    """Every key under which a person can be found."""
    yield from _name_keys(person)
    if person.number:
        yield from _number_keys(person.number)
    if person.birth:
        yield ("birth", person.birth.isoformat())
        if person.name:
            yield ("birth surname", person.birth.isoformat(), person.name.surname)
    for phone in person.phones:
        yield ("phone", phone)
        yield ("phone", phone[-6:], person.name.surname if person.name else "")
    yield from (("home", home) for home in _homes(person))


def _name_keys(person: Person) -> Iterator[tuple[str, ...]]:
    name = person.name
    if name is None:
        return
    letters = name.near.replace(" ", "")
    turned = "".join(sorted(name.simple))
    yield from (("near", letters), ("shape", name.shape), ("turned", turned))
    if person.birth:
        year, day = str(person.birth.year), f"{person.birth.month}-{person.birth.day}"
        yield from (("near", letters, year), ("shape", name.shape, year), ("turned", turned, year))
        yield from (("near", letters, day), ("shape", name.shape, day))
    if person.dwelling and person.dwelling.house:
        yield ("near", letters, "in", person.dwelling.house.partition("-")[0])
    for phone in person.phones:
        yield ("near", letters, phone[:4])
    for home in _homes(person):
        yield ("near", letters, home)
    if not name.surname:
        yield from (("part", part) for part in name.simple.replace("·", " ").split() if len(part) > 1)


def _number_keys(number: Number) -> Iterator[tuple[str, ...]]:
    digits = number.digits[:17] if number.is_legacy or len(number.digits) == 18 else number.digits
    yield ("number", "from 6", digits[6:])
    yield ("number", "to 10", digits[:10], digits[-3:])
    yield ("number", "to 14", digits[:14])
    yield ("number", "but birth", digits[:6], digits[-7:])


def _homes(person: Person) -> Iterator[str]:
    if person.record.household:
        yield f"household {person.record.household}"
    home = person.dwelling
    if home and home.house and home.room:
        yield f"{home.house} {home.room}"


def blocks(people: Sequence[Person]) -> Blocks:
    """Sort everyone's keys, for look-up and for pairs."""
    keys, places = array("q"), array("i")
    for place, person in enumerate(people):
        hashed = [hash(key) for key in keys_of(person)]
        keys.extend(hashed)
        places.extend([place] * len(hashed))
    sorted_keys, sorted_places = np.array(keys, dtype=np.int64), np.array(places, dtype=np.int32)
    order = np.argsort(sorted_keys, kind="stable")
    return Blocks(sorted_keys[order], sorted_places[order])


def neighbours(person: Person, found: Blocks) -> list[int]:
    """Places of all people who share a telling key with this one."""
    wanted = np.fromiter((hash(key) for key in keys_of(person)), dtype=np.int64)
    starts = np.searchsorted(found.keys, wanted, side="left")
    ends = np.searchsorted(found.keys, wanted, side="right")
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if 0 < end - start <= MOST_SHARING]
    telling = [found.places[start:end] for start, end in spans]
    return [int(place) for place in np.unique(np.concatenate(telling))] if telling else []


def candidate_pairs(found: Blocks) -> NDArray[np.int64]:
    """Every two places that share a telling key, once each: an array of shape (pairs, 2)."""
    edges = np.flatnonzero(np.diff(found.keys, prepend=found.keys[:1] - 1, append=found.keys[-1:] + 1))
    starts, sizes = edges[:-1], np.diff(edges)
    codes = [
        _pairs_of_size(found.places, starts[sizes == size], size)
        for size in range(2, MOST_SHARING + 1)
        if np.any(sizes == size)
    ]
    if not codes:
        return np.empty((0, 2), dtype=np.int64)
    unique = np.unique(np.concatenate(codes))
    return np.column_stack((unique >> 32, unique & 0xFFFFFFFF))


def _pairs_of_size(places: Places, starts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """All pairs within blocks of one size, each packed into one integer."""
    members = places[starts[:, None] + np.arange(size)].astype(np.int64)
    members.sort(axis=1)
    first, second = np.triu_indices(size, k=1)
    # A person may have one key twice; nobody is a pair with themselves.
    packed = (members[:, first] << 32) | members[:, second]
    return np.unique(packed[members[:, first] != members[:, second]])
