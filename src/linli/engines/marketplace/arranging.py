"""Put the cards of a market into rounds and places.

In: cards in the order of their numbers, the number of rounds, places with seats, and spots that somebody has
fixed.  Out: a spot for as many cards as can have one, and the keys of those that are left.

1. *As many cards as possible.*  A round holds as many cards as there are places, and a convenor only one of
   them.  Cards enter in the order of how many people wish for them, then of their numbers; when no round is
   free for a card, others are moved along a chain of rounds until one is (augmenting paths: the sets of cards
   that can be placed together are a matroid, so that entering in order of weight is best).
2. *A fair spread.*  A person gains 2520 for a first round with a wished card, 1260 for a second, 840 for a
   third …: somebody's first wish counts more than another's third.  Cards move to another round, or change
   places with another card, while the sum grows.  That ends in an arrangement that no single move betters;
   it need not be the best of all.
3. *Seats.*  In each round the card with most wishes gets the place with most seats.

The result depends on the input alone.  The rules of the open space method (Harrison Owen) leave the last word
to the people: this is a proposal to be moved by hand.
"""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.engines.marketplace.model import Card, Place, Spot, clashes

FIRST = 2520
"""Divisible by 1 to 10, so that no fractions are needed."""
MOST_PASSES = 30


class MarketRefused(ValueError):
    """No rounds, no places, the same key twice, or fixed spots that do not exist or clash."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every card talks."""

    spots: dict[str, Spot]
    left: tuple[str, ...]
    """Keys of cards without a spot, in the order of their numbers."""


def arrange(
    cards: Sequence[Card], rounds: int, places: Sequence[Place], held: Mapping[str, Spot] | None = None
) -> Plan:
    """Propose a spot for every card; those in ``held`` stay where they are."""
    fixed = dict(held or {})
    _refuse_nonsense(cards, rounds, places, fixed)
    table = _Table(cards, rounds, len(places), fixed)
    order = sorted(range(len(cards)), key=lambda n: (-len(cards[n].wished_by), n))
    for n in order:
        if cards[n].key not in fixed:
            table.enter(cards[n])
    table.better()
    spots = _seated(table, places, fixed)
    return Plan(spots, tuple(card.key for card in cards if card.key not in spots))


def _refuse_nonsense(
    cards: Sequence[Card], rounds: int, places: Sequence[Place], fixed: Mapping[str, Spot]
) -> None:
    keys, names = {card.key for card in cards}, {place.key for place in places}
    if rounds < 1 or not places or len(keys) < len(cards) or len(names) < len(places):
        raise MarketRefused("needs rounds, places, and every key once")
    if any(key not in keys or not 0 <= at < rounds or name not in names for key, (at, name) in fixed.items()):
        raise MarketRefused("a fixed spot does not exist")
    if clashes(cards, fixed):
        raise MarketRefused("fixed spots clash")


class _Table:
    """Cards by round; places come later."""

    def __init__(self, cards: Sequence[Card], rounds: int, room: int, fixed: Mapping[str, Spot]) -> None:
        self.cards = {card.key: card for card in cards}
        self.room = room
        self.rounds: list[list[str]] = [[] for _round in range(rounds)]
        self.fixed = set(fixed)
        self.seen: dict[str, Counter[int]] = {}
        for card in cards:
            if card.key in fixed:
                self._put(card.key, fixed[card.key][0])

    def enter(self, card: Card) -> None:
        """Give a card its best round; move others out of the way when none is free."""
        free = [r for r in range(len(self.rounds)) if self._fits(card.key, r) and self._has_room(r)]
        if free:
            self._put(card.key, max(free, key=lambda r: (self._gain(card.key, r), -len(self.rounds[r]), -r)))
            return
        chain = self._chain(card.key)
        if chain:
            for key, source, target in reversed(chain[1:]):
                self._take(key, source)
                self._put(key, target)
            self._put(card.key, chain[0][2])

    def _chain(self, key: str) -> list[tuple[str, int, int]]:
        """Moves that free a round for a card, (card, from, to), itself first; none when nothing helps."""
        starts = [r for r in range(len(self.rounds)) if self._fits(key, r)]
        came: dict[int, tuple[str, int]] = dict.fromkeys(starts, (key, -1))
        queue = deque(starts)
        while queue:
            here = queue.popleft()
            if self._has_room(here):
                return self._path(came, here)
            for target in range(len(self.rounds)):
                if target not in came:
                    moved = next((k for k in self._loose(here) if self._fits(k, target)), None)
                    if moved is not None:
                        came[target] = (moved, here)
                        queue.append(target)
        return []

    def _path(self, came: Mapping[int, tuple[str, int]], end: int) -> list[tuple[str, int, int]]:
        path, here = [], end
        while here != -1:
            key, source = came[here]
            path.append((key, source, here))
            here = source
        return path[::-1]

    def better(self) -> None:
        """Move and exchange cards while the people gain."""
        for _pass in range(MOST_PASSES):
            if not (self._moved_any() | self._exchanged_any()):
                return

    def _moved_any(self) -> bool:
        moved = False
        for source in range(len(self.rounds)):
            for key in self._loose(source):
                self._take(key, source)
                others = [r for r in range(len(self.rounds)) if r != source]
                open_to = [r for r in others if self._has_room(r) and self._fits(key, r)]
                best = max(open_to, key=lambda r: (self._gain(key, r), -r), default=source)  # noqa: B023 - used at once
                better = self._gain(key, best) > self._gain(key, source)
                self._put(key, best if better else source)
                moved |= better
        return moved

    def _exchanged_any(self) -> bool:
        done = False
        for one in range(len(self.rounds)):
            for two in range(one + 1, len(self.rounds)):
                for key in self._loose(one):
                    done |= any(self._exchange(key, one, other, two) for other in self._loose(two))
        return done

    def _exchange(self, key: str, one: int, other: str, two: int) -> bool:
        if key not in self.rounds[one] or other not in self.rounds[two]:
            return False
        self._take(key, one)
        self._take(other, two)
        before = self._both(key, one, other, two)
        after = self._both(key, two, other, one) if self._fits(key, two) and self._fits(other, one) else -1
        if after > before:
            one, two = two, one
        self._put(key, one)
        self._put(other, two)
        return after > before

    def _both(self, key: str, at: int, other: str, then: int) -> int:
        first = self._gain(key, at)
        self._put(key, at)
        second = self._gain(other, then)
        self._take(key, at)
        return first + second

    def _gain(self, key: str, at: int) -> int:
        """What people gain when a card comes into a round."""
        total = 0
        for who in self.cards[key].wished_by:
            seen = self.seen.get(who)
            if seen is None:
                total += FIRST
            elif not seen[at]:
                total += FIRST // (sum(1 for n in seen.values() if n) + 1)
        return total

    def _fits(self, key: str, at: int) -> bool:
        convenor = self.cards[key].convenor
        return not convenor or all(self.cards[k].convenor != convenor for k in self.rounds[at])

    def _has_room(self, at: int) -> bool:
        return len(self.rounds[at]) < self.room

    def _loose(self, at: int) -> list[str]:
        return [key for key in self.rounds[at] if key not in self.fixed]

    def _put(self, key: str, at: int) -> None:
        self.rounds[at].append(key)
        for who in self.cards[key].wished_by:
            self.seen.setdefault(who, Counter())[at] += 1

    def _take(self, key: str, at: int) -> None:
        self.rounds[at].remove(key)
        for who in self.cards[key].wished_by:
            self.seen[who][at] -= 1


def _seated(table: _Table, places: Sequence[Place], fixed: Mapping[str, Spot]) -> dict[str, Spot]:
    order = {key: n for n, key in enumerate(table.cards)}
    spots = dict(fixed)
    for at, keys in enumerate(table.rounds):
        taken = {name for r, name in fixed.values() if r == at}
        free = sorted((p for p in places if p.key not in taken), key=lambda p: -p.seats)
        loose = sorted(
            (k for k in keys if k not in fixed), key=lambda k: (-len(table.cards[k].wished_by), order[k])
        )
        spots.update({key: (at, place.key) for key, place in zip(loose, free, strict=False)})
    return spots
