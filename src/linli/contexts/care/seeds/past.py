"""What a year of looking after people leaves: screenings, papers, relatives who look, a child kept safe."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from linli.contexts.care.commands import concerns, family, holdings, screenings
from linli.contexts.care.models import CareRecord, Screening, Seen
from linli.contexts.care.queries.screenings import sheet
from linli.contexts.registry import api as registry
from linli.engines.screening import Around
from linli.kernel import clock, db
from linli.kernel.access.queries import holders
from linli.kernel.access.roles import COUNTER_CLERK
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id

HELD = {
    "older": (
        ("longevity", 100),
        ("older_card", None),
        ("disability_certificate", None),
        ("care_grade", None),
    ),
    "child": (("orphan", 1600), ("insurance", None)),
    "hardship": (("subsistence", 1240), ("disability_living", 300), ("medical", None), ("temporary", 800)),
}
SCREENED, FAMILIES = 10, 4


def arranged(place: Area, rows: Sequence[CareRecord], chance: random.Random) -> None:
    """Everything beside plans and cards."""
    cards = registry.held(linli("demo"), [row.person_id for row in rows])
    for row in rows:
        _holds(row, cards[row.person_id], chance)
    older = [row for row in rows if row.kind == "older"]
    for row in older[:SCREENED]:
        _screened(row, chance)
    for number, row in enumerate(older[:FAMILIES]):
        _family(row, number)
    _seen(rows, chance)
    children = [row for row in rows if row.kind == "child"]
    if children:
        _kept_safe(place, children[0].person_id)


def _holds(row: CareRecord, card: registry.Held, chance: random.Random) -> None:
    today = clock.today()
    what, amount = chance.choice(HELD[row.kind])
    told = holdings.HoldingTold(
        what, Decimal(amount) if amount else None, today - timedelta(days=chance.randint(100, 900)),
        today + timedelta(days=chance.randint(-5, 300)),
    )  # fmt: skip
    holdings.hold(linli("demo"), card, told=told)


def _screened(row: CareRecord, chance: random.Random) -> None:
    """Three screenings, each a little less able than the one before."""
    items = {item.key: item.most for item in sheet().items}
    for back in (340, 170, 6):
        for key in chance.sample(sorted(items), 4):
            items[key] = max(0, items[key] - chance.randint(0, 2))
        told = screenings.Screened(dict(items), Around(events=2 if back == 170 else 0), "本人和女儿")
        made = screenings.screen(linli("demo"), row, told=told)
        at = clock.now() - timedelta(days=back)
        made.on, made.at = at.date(), at
        db.write_back(Screening, [made], ("on", "at"))


def _family(row: CareRecord, number: int) -> None:
    relative = family.Relative("李梅", "女儿", f"1990009{number:04d}", "本人", clock.today())
    family.let_in(linli("demo"), row, relative=relative)


def _seen(rows: Sequence[CareRecord], chance: random.Random) -> None:
    """The days of the last look-ins, as visits would have told them."""
    today, made = clock.today(), []
    for row in rows:
        step = {"high": 7, "focus": 28, "general": 80}[row.tier]
        for n in range(3):
            on = today - timedelta(days=n * step + chance.randint(1, 5))
            made.append(Seen(record=row, visit_id=new_id(), on=on, in_person=n % 2 == 0))
    db.insert_all(Seen, made)


def _kept_safe(place: Area, child: UUID) -> None:
    """One matter of last month, reported within minutes and closed; seen by whoever looks after it."""
    clerk = holders(COUNTER_CLERK, place.code).first()
    if clerk is None:
        return
    concerns.name_lead(linli("demo"), place, account=clerk.account_id)
    at: datetime = clock.now() - timedelta(days=30)
    told = concerns.Suspected(["neglect"], "放学后一直一个人在楼道里，说家里没有人。", at, child)
    with clock.standing_at(at):
        made = concerns.open_concern(linli("demo"), place, told=told)
        concerns.report(
            linli("demo"), made, to=["civil_affairs", "education"], at=at + timedelta(minutes=9),
            receipt="街道儿童督导员接，当天上门",
        )  # fmt: skip
        concerns.close(linli("demo"), made, outcome="奶奶来同住，学校留意，网格员每周看望。")
