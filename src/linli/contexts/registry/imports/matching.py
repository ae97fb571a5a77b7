"""Who of the register is meant by a row: by identity number, else by everything that resembles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.models import Person
from linli.contexts.registry.models.people import Standing
from linli.engines.identity import clean_name
from linli.engines.linking import SURE, Index, Lookalikes, Record, index, lookalikes, matches
from linli.engines.linking.blocking import blocks
from linli.engines.linking.model import ReasonCode
from linli.engines.linking.names import compare_names
from linli.engines.linking.people import read_name
from linli.kernel.areas.models import Area
from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import Sealed

MOST_ASKED = 4
ALIKE = frozenset(
    {
        ReasonCode.SAME_NAME, ReasonCode.NAME_OTHER_SCRIPT, ReasonCode.NAME_SAME_SOUND,
        ReasonCode.NAME_NEAR_SOUND, ReasonCode.NAME_LOOKALIKE, ReasonCode.NAME_ONE_CHANGED,
        ReasonCode.NAME_ONE_MISSING, ReasonCode.NAME_LAST_MISSING, ReasonCode.NAME_SWAPPED,
        ReasonCode.NAME_PART,
    }
)  # fmt: skip
"""Names that one person may have, when the identity number is the same."""
LIGHT = (
    "pk", "name", "sex", "born_on", "id_number", "id_lookup", "phone", "home_id", "home__short_address",
    "household_id", "standing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Light:
    """A person of the register, as far as it takes to know him or her again."""

    id: str
    name: str
    sex: str
    born_on: date | None
    id_number: Sealed
    id_lookup: str
    phone: Sealed
    home: str
    address: str
    household: str
    standing: str


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row means."""

    person: str = ""
    candidates: tuple[str, ...] = ()
    trouble: str = ""
    """A reason code to ask or to refuse with."""


@cache
def likenesses() -> Lookalikes:
    """Characters of names that are taken for one another, from the pack."""
    return lookalikes((settings.PACKS / "base" / "lookalikes.toml").read_text(encoding="utf-8"))


def in_community(community: Area) -> QuerySet[Person]:
    """Everyone whom the community keeps, also who left or died; no records that were merged or erased."""
    gone = Q(standing__in=(Standing.MERGED, Standing.ERASED))
    return Person.objects.filter(community=community).exclude(gone)


def light(rows: QuerySet[Person]) -> list[Light]:
    """The people of a query, lightly; one query."""
    return [
        Light(
            str(pk), name, sex, born_on, id_number, id_lookup, phone,
            str(home or ""), address or "", str(household or ""), standing,
        )
        for pk, name, sex, born_on, id_number, id_lookup, phone, home, address, household, standing
        in rows.values_list(*LIGHT)
    ]  # fmt: skip


@dataclass(slots=True)
class Matcher:
    """A register, ready to be asked row by row."""

    people: Sequence[Light]
    by_id: dict[str, list[Light]] = field(init=False)
    by_home: dict[str, list[Light]] = field(init=False)
    by_key: dict[str, Light] = field(init=False)
    names: Counter[str] = field(init=False)
    all_have_numbers: bool = field(init=False)
    _whole: Index | None = None
    _without_number: Index | None = None

    def __post_init__(self) -> None:
        """Sort everyone once."""
        self.by_id, self.by_home, self.by_key = {}, {}, {one.id: one for one in self.people}
        self.names = Counter(one.name for one in self.people)
        self.all_have_numbers = all(one.id_lookup for one in self.people)
        for one in self.people:
            if one.id_lookup:
                self.by_id.setdefault(one.id_lookup, []).append(one)
            if one.home:
                self.by_home.setdefault(one.home, []).append(one)

    def match(self, entry: Entry) -> Match:
        """The person meant, those it may be, or nobody."""
        number = entry.values.get("id_number", "")
        if number:
            held = self.by_id.get(cipher.lookup(number, "id"), [])
            if held:
                return _by_number(entry, held)
            if self.all_have_numbers:
                return Match()  # everyone has a number, and nobody this one
        if says_little(entry):
            # A name alone tells nobody from a namesake, today or the next time the roster comes.
            return Match(trouble="namesake_no_address" if self.names[entry.name] else "only_a_name")
        return self._by_likeness(entry, self._index(with_number=bool(number)))

    def home_of(self, entry: Entry) -> str:
        """Which of the homes that the row may mean is that of its person; empty when none clearly is."""
        number = entry.values.get("id_number", "")
        if number:
            held = self.by_id.get(cipher.lookup(number, "id"), [])
        else:
            held = [one for home in entry.maybe for one in self.by_home.get(home, ())]
        homes = {one.home for one in held if one.home in entry.maybe and same_name(entry.name, one.name)}
        return homes.pop() if len(homes) == 1 else ""

    def _index(self, *, with_number: bool) -> Index:
        """Everyone, or for a row with a number only those who have none: two sound numbers never lie."""
        if self._whole is None:
            self._whole = index((_record_of(one) for one in self.people), likenesses())
        if not with_number:
            return self._whole
        if self._without_number is None:
            few = [p for p in self._whole.people if not self.by_key[p.record.key].id_lookup]
            self._without_number = Index(few, blocks(few), self._whole.register, self._whole.reader)
        return self._without_number

    def _by_likeness(self, entry: Entry, register: Index) -> Match:
        found = matches(record_of(entry), register)
        sure = [pair for pair in found if pair.probability >= SURE]
        if len(sure) == 1:
            return _of(self.by_key[sure[0].b])
        if found:
            return Match(candidates=tuple(pair.b for pair in found[:MOST_ASKED]), trouble="perhaps_known")
        return Match()


def says_little(entry: Entry) -> bool:
    """Only a name: no number, no address, no telephone, no day of birth."""
    told = any(entry.values.get(key) for key in ("id_number", "phone", "born_on"))
    return not told and not entry.dwelling


def _by_number(entry: Entry, held: Sequence[Light]) -> Match:
    present = [one for one in held if one.standing == Standing.PRESENT] or list(held)
    if len(present) > 1:
        return Match(candidates=tuple(one.id for one in present[:MOST_ASKED]), trouble="number_held_twice")
    if not same_name(entry.name, present[0].name):
        return Match(candidates=(present[0].id,), trouble="number_other_name")
    return _of(present[0])


def _of(one: Light) -> Match:
    return Match(trouble="registered_dead") if one.standing == Standing.DIED else Match(person=one.id)


def same_name(first: str, second: str) -> bool:
    """The same name, or one that is easily written for it."""
    if clean_name(first) == clean_name(second):
        return True
    one, other = read_name(first, likenesses()), read_name(second, likenesses())
    return one is not None and other is not None and compare_names(one, other) in ALIKE


def record_of(entry: Entry) -> Record:
    """The row, as something to compare."""
    values = entry.values
    return Record(
        f"row {entry.number}",
        entry.name,
        values.get("id_number", ""),
        entry.born_on,
        values.get("sex", ""),
        tuple(filter(None, (values.get("phone"),))),
        entry.address or "".join(entry.parts.values()),
        entry.dwelling,
    )


def _record_of(one: Light) -> Record:
    phone = one.phone.reveal()
    number = one.id_number.reveal()
    phones = (phone,) if phone else ()
    return Record(one.id, one.name, number, one.born_on, one.sex, phones, one.address, one.home)


# ── One roster, the same person twice ───────────────────────────────────────────────────────────────────
@dataclass(slots=True)
class Doubles:
    """Rows of one roster that speak of one person: the first one counts."""

    by: dict[tuple[Any, ...], int] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)

    def count(self, entries: Iterable[Entry]) -> None:
        """How often each name stands in the roster with nothing beside it."""
        self.names = Counter(entry.name for entry in entries if entry.name and says_little(entry))

    def earlier(self, entry: Entry) -> int:
        """The number of an earlier row about the same person; 0 when there is none."""
        keys = [*self._keys(entry)]
        found = min((self.by[key] for key in keys if key in self.by), default=0)
        if not found:
            self.by.update(dict.fromkeys(keys, entry.number))
        return found

    def _keys(self, entry: Entry) -> Iterable[tuple[Any, ...]]:
        values = entry.values
        number, born = values.get("id_number"), values.get("born_on")
        if entry.person:
            yield ("person", entry.person)
        if number:
            yield ("number", number)
            return
        if entry.dwelling:
            yield ("home", entry.name, entry.dwelling, born)
        if born:
            yield ("born", entry.name, born, values.get("phone"))
