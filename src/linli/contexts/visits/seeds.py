"""A community in which people have been visiting for a year: what they wrote down, and what is due now."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import DoorLine
from linli.contexts.visits.commands import checklists
from linli.contexts.visits.commands.plans import work_out_place
from linli.contexts.visits.models import Channel, Finding, Outcome, Promise, Seen, Visit
from linli.contexts.visits.queries.households import colours_of
from linli.contexts.visits.queries.words import categories
from linli.kernel import clock, db, packs
from linli.kernel.access.models import Grant
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id

Progress = Callable[[str, int, int], None]
INTERVALS = {"red": 7, "yellow": 30, "green": 180, "grey": 365}
WORDS = (
    "精神不错，药按时吃。", "女儿周末回来，菜都买好了。", "说楼道灯坏了两天。", "腿脚不便，想了解助餐。",
    "家里都好，提醒了电动车不上楼。", "孩子快开学了，问了托管。", "刚搬来，说了垃圾投放时间。",
    "血压偏高，已约家庭医生。", "聊了半小时，心情好多了。", "燃气软管换新的了。",
)  # fmt: skip
ANSWERS = ("已报物业修好。", "已联系助餐点。", "已转社区医生。", "上门看过，已劝离。")
STREAM = 20260311
SEEN = 0.95
LATE = 1 / 25


def lived_in(communities: Sequence[str], progress: Progress) -> None:
    """Write last year's visits of some communities, then work out what is due."""
    for community in Area.objects.filter(code__in=communities).order_by("code"):
        for row in packs.pack("visits")["checklist"]:
            checklists.use(linli("demo"), checklists.take_of_pack(linli("demo"), community, row))
        doors = registry.doors_below(community.code)
        _write(community, doors, progress)
        work_out_place(linli("demo"), community)


def _write(community: Area, doors: Sequence[DoorLine], progress: Progress) -> None:
    chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
    colours = colours_of(doors)
    areas = dict(Area.objects.filter(code__startswith=community.code).values_list("code", "pk"))
    rows = Grant.objects.filter(role=GRID_WORKER, area__code__startswith=community.code)
    workers = dict(rows.values_list("area__code", "account_id"))
    visits: list[Visit] = []
    seen: list[Seen] = []
    findings: list[Finding] = []
    promises: list[Promise] = []
    for number, door in enumerate(doors):
        for at in _days(chance, INTERVALS.get(colours.get(door.key, "green"), 180)):
            visit = _visit(chance, door, areas[door.area_code], at)
            visit.account_id = workers.get(door.area_code[:15])
            visits.append(visit)
            if visit.outcome == Outcome.MET:
                seen += [Seen(visit=visit, person_id=p.key) for p in door.people if chance.random() < SEEN]
                findings += _findings(chance, visit)
        if number % 400 == 0:
            progress(f"{community.name}：走访", number, len(doors))
    promises += _promises(chance, visits)
    for model, made in ((Visit, visits), (Seen, seen), (Finding, findings), (Promise, promises)):
        db.insert_all(model, made)
    progress(f"{community.name}：走访", len(doors), len(doors))


def _days(chance: random.Random, every: int) -> Iterator[datetime]:
    """When somebody was there: about as often as the plan asks; one door in twelve is late."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    late = chance.random() < LATE
    back = chance.uniform(1.0, 1.4) * every if late else chance.uniform(0.05, 0.9) * every
    for _ in range(3):
        day = now - timedelta(days=max(1, round(back)))
        yield day.replace(hour=chance.randint(1, 11), minute=chance.choice((0, 10, 20, 40)))
        back += chance.uniform(0.8, 1.1) * every
        if back > 360:  # noqa: PLR2004 - one year is enough of a past
            return


def _visit(chance: random.Random, door: DoorLine, area_id: int, at: datetime) -> Visit:
    nobody = not door.people
    outcome = Outcome.EMPTY if nobody else Outcome.MET if chance.random() < 0.95 else Outcome.NOT_AT_HOME
    channel = Channel.VISIT if outcome != Outcome.MET or chance.random() < 0.8 else Channel.VIDEO
    words = chance.choice(WORDS) if outcome == Outcome.MET and chance.random() < 0.5 else ""
    return Visit(
        pk=new_id(), dwelling_id=door.key, area_id=area_id, channel=channel, outcome=outcome, at=at,
        recorded_at=at + timedelta(hours=1), words=words,
    )  # fmt: skip


def _findings(chance: random.Random, visit: Visit) -> Iterator[Finding]:
    for kind, share in ((Finding.Kind.PROBLEM, 0.04), (Finding.Kind.NEED, 0.06)):
        if chance.random() < share:
            row = Finding(pk=new_id(), visit=visit, kind=kind, category=chance.choice(list(categories(kind))))
            age = (clock.now() - visit.at).days
            if age > 20 or chance.random() < 0.5:  # noqa: PLR2004 - what is older has been seen to
                row.answer = chance.choice(ANSWERS)
                row.closed_on = (visit.at + timedelta(days=min(age, 5))).date()
            yield row


def _promises(chance: random.Random, visits: Sequence[Visit]) -> list[Promise]:
    recent = [v for v in visits if (clock.now() - v.at).days < 10 and v.outcome == Outcome.MET]
    picked = chance.sample(recent, min(24, len(recent)))
    words = ("问清高龄津贴哪天发", "带一份助餐菜单来", "请物业看看漏水", "下次带医保新政策的单子")
    today = clock.today()
    return [
        Promise(
            pk=new_id(), visit=visit, words=chance.choice(words),
            due_on=today + timedelta(days=chance.randint(-1, 6)),
        )
        for visit in picked
    ]  # fmt: skip
