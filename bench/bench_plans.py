"""How long does it take to say what is due at the doors of a grid, and of a district, and how much memory?

Run as a script: ``python bench/bench_plans.py [households]``.  Limits: a grid of 300 households, 900 people
and 1,500 records in 0.5 s, again after one visit in 0.1 s; 100,000 households in 60 s and 500 MB.  The rules
engine of CHT in Node took 15.9 s for such a grid, 4.9 s again.  Times are processor seconds of one core, that
a busy machine changes little; ratios are shares of the limit.
"""

import random
import resource
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

from linli.engines import plans  # noqa: E402

PACK = ROOT / "packs/base/visit_plans.toml"
NOW = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - local time of the community
STARTED_ON = date(2025, 3, 1)
CHT_COLD, CHT_AGAIN = 15.9, 4.9
GROUPS = ("disability", "subsistence_allowance", "serious_illness", "care_dependent", "veteran", "volunteer")


def household(number: int, chance: random.Random) -> plans.Household:
    """A believable door: three people and five records on average."""
    people = tuple(person(number, at, chance) for at in range(chance.choice((1, 2, 3, 3, 3, 4, 5))))
    keys = [one.key for one in people]
    contacts = tuple(contact(number, at, keys, chance) for at in range(chance.randrange(7)))
    changes = (plans.Change("fell", NOW - timedelta(hours=20), keys[0]),) if chance.random() < 0.02 else ()
    matters = tuple(matter(number, at, keys, chance) for at in range(chance.choice((0, 1, 2, 2, 3))))
    return plans.Household(f"{number}", people, contacts, changes, matters, worker="w", since_on=STARTED_ON)


def person(number: int, at: int, chance: random.Random) -> plans.Person:
    """Someone between 0 and 95."""
    born = date(2026, 1, 1) - timedelta(days=chance.randrange(95 * 365))
    attributes: dict[str, plans.Value] = {"residency": "same", "lives_alone": chance.random() < 0.15}
    if chance.random() < 0.2:
        attributes["groups"] = (chance.choice(GROUPS),)
    if chance.random() < 0.5:
        attributes["phone_checked_on"] = NOW.date() - timedelta(days=chance.randrange(500))
    return plans.Person(f"{number}-{at}", "某某", born, STARTED_ON, attributes)


def contact(number: int, at: int, keys: list[str], chance: random.Random) -> plans.Contact:
    """A visit or call of the last year."""
    when = NOW - timedelta(hours=chance.randrange(365 * 24))
    channel = chance.choice(("visit", "visit", "phone", "wechat"))
    outcome = chance.choice(("met", "met", "met", "not_at_home"))
    return plans.Contact(f"{number}-{at}", when, channel, outcome, tuple(keys[:2]))


def matter(number: int, at: int, keys: list[str], chance: random.Random) -> plans.Matter:
    """Something to verify, ask or keep."""
    kind = chance.choice(("verification", "question", "promise"))
    due_on = NOW.date() + timedelta(days=chance.randrange(-20, 120))
    return plans.Matter(f"{number}-{at}", kind, due_on, chance.choice(keys), values={"group": "低保"})


def households(count: int, seed: int) -> Iterator[plans.Household]:
    """So many doors, one at a time."""
    chance = random.Random(seed)
    return (household(number, chance) for number in range(count))


def megabytes() -> float:
    """The most memory this process has held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def grid(book: plans.Book) -> bool:
    """300 households, cold, after one visit, and on the next morning."""
    homes = list(households(300, 1))
    day = plans.Day(NOW, ahead_days=6, started_on=STARTED_ON)
    people = sum(len(home.people) for home in homes)
    records = sum(len(home.contacts) + len(home.matters) + len(home.changes) for home in homes)
    print(f"grid: {len(homes)} households, {people} people, {records} records")
    began = time.process_time()
    first = plans.evaluate(homes, book, day)
    listed = first.assignments
    cold = time.process_time() - began
    visited = replace(homes[7], contacts=(*homes[7].contacts, plans.Contact("new", NOW, "visit", "met")))
    # Read anew from the database every record is another object, so that all are compared.
    fresh = [visited if home is homes[7] else replace(home) for home in homes]
    began = time.process_time()
    again = plans.evaluate(fresh, book, day, first).assignments
    warm = time.process_time() - began
    began = time.process_time()
    said = [plans.why_today(one, book) for one in again]
    worded = time.process_time() - began
    states = Counter(one.state.value for one in listed)
    print(f"  {len(listed)} entries {dict(states)}")
    print(
        f"  cold {cold:.3f} s = {cold / 0.5:.2f} of the limit; CHT took {CHT_COLD / cold:.0f} times as long"
    )
    print(
        f"  again {warm:.4f} s = {warm / 0.1:.3f} of the limit; CHT took {CHT_AGAIN / warm:.0f} times as long"
    )
    print(f"  {sum(map(len, said))} sentences in {worded:.3f} s")
    return cold <= 0.5 and warm <= 0.1


def district(book: plans.Book, count: int) -> bool:
    """100,000 households, one after another on one core; making them up is not counted."""
    day = plans.Day(NOW, started_on=STARTED_ON)
    entries = reasons = people = 0
    spent = 0.0
    tallies: list[plans.Judged] = []
    for home in households(count, 2):
        began = time.process_time()
        one = plans.judge(home, book, day)
        spent += time.process_time() - began
        people += len(home.people)
        entries += len(one.assignments)
        reasons += sum(len(each.reasons) for each in one.assignments)
        # Kept is what a night's run would write: entries and standings, not the records they came from.
        tallies.append(replace(one, household=plans.Household(home.key)))
    began = time.process_time()
    rows = plans.completeness(tallies)
    spent += time.process_time() - began
    held = megabytes()
    print(f"district: {count} households, {people} people: {entries} entries, {reasons} reasons")
    print(f"  {spent:.1f} s = {spent / 60:.2f} of the limit, {held:.0f} MB = {held / 500:.2f} of the limit")
    for row in rows[:4]:
        print(f"  {row.plan}: {row.concerned} concerned, {row.left} left")
    return spent <= 60 and held <= 500


def main() -> int:
    """Both, with the figures; the exit code says whether all limits hold."""
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    book = plans.book(tomllib.loads(PACK.read_text(encoding="utf-8")))
    return 0 if all([grid(book), district(book, count)]) else 1


if __name__ == "__main__":
    sys.exit(main())
