"""Who in a register may be this person, and which entries may be one person twice?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linli.engines.linking.blocking import Blocks, blocks, candidate_pairs, neighbours
from linli.engines.linking.frequencies import name_frequencies
from linli.engines.linking.lookalikes import Lookalikes
from linli.engines.linking.model import ASK, Pair, Record
from linli.engines.linking.people import Person, Reader
from linli.engines.linking.scoring import Register, compare, is_hopeless, pair
from linli.engines.linking.weights import probability

NO_LOOKALIKES = Lookalikes()


@dataclass(frozen=True, slots=True)
class Index:
    """A register made ready for comparisons; build it once and ask it often."""

    people: Sequence[Person]
    blocks: Blocks
    register: Register
    reader: Reader


def index(records: Iterable[Record], likenesses: Lookalikes = NO_LOOKALIKES) -> Index:
    """Make a register ready: about 0.1 ms for each record."""
    reader = Reader(likenesses)
    people = [reader.person(record) for record in records]
    return Index(people, blocks(people), _register(people), reader)


def matches(record: Record, found: Index, *, least: float = ASK) -> list[Pair]:
    """Entries of the register that may be this person, most probable first; never itself."""
    person = found.reader.person(record)
    others = (found.people[place] for place in neighbours(person, found.blocks))
    pairs = (
        _judged(person, other, found.register, least) for other in others if other.record.key != record.key
    )
    return sorted((one for one in pairs if one), key=lambda one: (-one.probability, one.b))


def duplicates(
    records: Iterable[Record], likenesses: Lookalikes = NO_LOOKALIKES, *, least: float = ASK
) -> list[Pair]:
    """Entries of one register that may be one person twice, the most probable first."""
    return duplicates_within(index(records, likenesses), least=least)


def duplicates_within(found: Index, *, least: float = ASK) -> list[Pair]:
    """The same for a register that is already an index."""
    people, register = found.people, found.register
    pairs = (
        _judged(people[first], people[second], register, least)
        for first, second in candidate_pairs(found.blocks)
    )
    return sorted((one for one in pairs if one), key=lambda one: (-one.probability, one.a, one.b))


def _judged(a: Person, b: Person, register: Register, least: float) -> Pair | None:
    if is_hopeless(a, b):
        return None
    log_odds, findings = compare(a, b, register)
    return pair(a, b, log_odds, findings) if probability(log_odds) >= least else None


def _register(people: Sequence[Person]) -> Register:
    members: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        if person.record.household and person.name:
            members[person.record.household].add(person.name.simple)
    return Register(
        people=len(people),
        names=name_frequencies(person.name for person in people if person.name),
        births=Counter(person.birth for person in people if person.birth),
        phones=Counter(phone for person in people for phone in person.phones),
        members={household: frozenset(names) for household, names in members.items()},
    )
