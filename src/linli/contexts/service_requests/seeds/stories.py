"""One request after another: what was said, which way it went, how far it has come."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from linli.contexts.service_requests.models import Channel, Kind, Reporter, Request, State
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.seeds.rows import Rows
from linli.contexts.service_requests.seeds.scene import Scene
from linli.contexts.service_requests.seeds.steps import Story, take
from linli.kernel.access.roles import COUNTER_CLERK, GRID_WORKER
from linli.kernel.ids import new_id
from linli.kernel.privacy import cipher

GIVEN = ("classify", "dispatch", "sign", "contact")
ASKED = (*GIVEN, "report", "accept")
WAYS: Mapping[str, Sequence[str]] = {
    State.NEW: (),
    State.CLASSIFIED: ("classify",),
    State.ANSWERED: ("answer",),
    State.DIVERTED: ("divert",),
    State.DISPATCHED: ("classify", "dispatch"),
    State.OBJECTED: ("classify", "dispatch", "object"),
    State.DISPUTED: ("classify", "dispatch", "object", "redirect", "object_again"),
    State.SIGNED: ("classify", "dispatch", "sign"),
    State.IN_PROGRESS: (*GIVEN, "tell"),
    State.EXTENSION_ASKED: (*GIVEN, "ask_extension"),
    State.SUSPENSION_ASKED: (*GIVEN, "ask_suspension"),
    State.SUSPENDED: (*GIVEN, "ask_suspension", "grant_suspension"),
    State.REPORTED: (*GIVEN, "tell", "report"),
    State.CALLBACK: ASKED,
    State.SUPERVISED: (*ASKED, "reopen", "sign", "contact", "report", "accept", "supervise"),
    State.WITHDRAWN: ("classify", "withdraw"),
}
ENDED: tuple[tuple[int, Sequence[str]], ...] = (
    (60, (*ASKED, "close")),
    (10, (*GIVEN, "tell", "report", "accept", "close")),
    (6, (*GIVEN, "report", "send_back", "report", "accept", "close")),
    (5, (*ASKED, "reopen", "sign", "contact", "report", "accept", "close")),
    (4, ("classify", "dispatch", "object", "redirect", "sign", "contact", "report", "accept", "close")),
    (4, (*GIVEN, "ask_extension", "grant_extension", "report", "accept", "close")),
    (4, ("divert", "close")),
    (3, ("classify", "withdraw")),
)
AT_ONCE = ("answer", "close")
NOW = (
    (9, State.NEW), (4, State.CLASSIFIED), (6, State.DISPATCHED), (2, State.OBJECTED), (1, State.DISPUTED),
    (4, State.SIGNED), (16, State.IN_PROGRESS), (2, State.EXTENSION_ASKED), (1, State.SUSPENSION_ASKED),
    (4, State.SUSPENDED), (5, State.REPORTED), (6, State.CALLBACK), (2, State.SUPERVISED),
    (2, State.ANSWERED), (1, State.DIVERTED), (1, State.WITHDRAWN),
)  # fmt: skip
"""How many of the first community stand where today."""
HOURS = {
    "classify": (0.1, 2), "answer": (0.2, 3), "divert": (0.2, 3), "dispatch": (0.1, 2), "sign": (0.2, 1.8),
    "contact": (0.5, 20), "object": (0.3, 1.8), "redirect": (1, 6), "object_again": (0.3, 1.8),
    "tell": (4, 40), "report": (10, 110), "send_back": (2, 20), "accept": (3, 30), "close": (5, 50),
    "reopen": (5, 60), "supervise": (5, 40), "ask_extension": (20, 60), "grant_extension": (2, 20),
    "ask_suspension": (20, 60), "grant_suspension": (2, 20), "withdraw": (1, 20),
}  # fmt: skip
PACE: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "life": {
        "classify": (0.02, 0.1),
        "dispatch": (0.02, 0.1),
        "sign": (0.05, 0.2),
        "contact": (0.02, 0.3),
        "report": (0.4, 2.4),
    },
    "utilities": {
        "classify": (0.05, 0.4),
        "dispatch": (0.05, 0.3),
        "sign": (0.1, 0.8),
        "contact": (0.1, 1.2),
        "report": (2, 24),
    },
    "complex": {"report": (40, 300)},
}
"""Hours for what cannot wait, and for what takes long."""
MORNING, NIGHT = 8, 21
YEAR_HOURS, QUIET_HOURS = 350 * 24, 26 * 24
CHANNELS = (
    (34, Channel.WEB),
    (30, Channel.PHONE),
    (14, Channel.COUNTER),
    (14, Channel.WORKER),
    (8, Channel.HOTLINE),
)
SURNAMES = "王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗"
TITLES = ("女士", "先生", "阿姨", "师傅")
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def tell_stories(scene: Scene, rows: Rows, many: int) -> None:
    """As many requests as wanted: most of them over, some in every state."""
    told = list(_plans(scene, many))
    for nth, (way, back) in enumerate(told):
        _tell(scene, rows, way, back, nth)
    _merge_some(scene, rows, many // 30)


def _plans(scene: Scene, many: int) -> Iterator[tuple[Sequence[str] | None, float]]:
    """(the way it went, hours since it was reported); no way: a usual one that is over."""
    chance = scene.chance
    share = many / 260
    for number, state in NOW:
        for _n in range(max(1, round(number * share)) if many > 100 else (chance.random() < number * share)):
            yield WAYS[state], -1.0
    waiting = sum(n for n, _state in NOW) * share
    for _n in range(round(many - waiting)):
        yield None, chance.uniform(QUIET_HOURS, YEAR_HOURS)


def _tell(scene: Scene, rows: Rows, way: Sequence[str] | None, back: float, nth: int) -> None:
    chance = scene.chance
    asked = [m for m in scene.matters if m.get("answers_at_once", False)]
    given = asked if way and way[0] == "answer" and asked else scene.matters
    matter = chance.choices(given, [m["weight"] for m in given])[0]
    at_once = matter.get("answers_at_once", False)
    if way is None:
        way = AT_ONCE if at_once and chance.random() < 0.85 else _pick(chance, ENDED)
    pace = PACE.get(words.categories()[matter["category"]].urgency, {})
    lasts = [chance.uniform(*pace.get(verb, HOURS[verb])) for verb in way]
    if back < 0:
        back = sum(lasts) + chance.uniform(0.3, 20)
    story = _begin(scene, rows, matter, scene.now - timedelta(hours=back), nth)
    at = story.row.at
    for verb, hours in zip(way, lasts, strict=True):
        later = _by_day(at + timedelta(hours=hours), scene.now)
        at = min(max(later, at + timedelta(minutes=7)), scene.now)
        take(story, verb, at)


def _begin(scene: Scene, rows: Rows, matter: Mapping[str, Any], at: datetime, nth: int) -> Story:
    chance = scene.chance
    door = chance.choice(scene.doors) if matter.get("at_a_door") and scene.doors else None
    entrance = next((e for e in scene.entrances if door and e.code == door.area_code), None)
    entrance = entrance or chance.choice(scene.entrances)
    building = entrance.parent or entrance
    told = chance.choice(matter["words"])
    about, at = words.categories()[matter["category"]], _by_day(at, scene.now)
    channel = _pick(chance, CHANNELS)
    stairs = "" if entrance.name in building.name else entrance.name
    row = Request(
        pk=new_id(), area=entrance if "{e}" in told or door else building,
        dwelling_id=door.key if door else None,
        place=_place(building), kind=about.kind if about.kind in Kind.values else Kind.HELP,
        category=about.key, urgency=about.urgency, words=told.format(b=building.name, e=stairs),
        channel=channel, at=at, recorded_at=at, state=State.NEW, since=at,
        account_id=None if channel == Channel.WEB else scene.people.get(_who(channel)),
        is_shown=chance.random() < 0.5, suggested={},
    )  # fmt: skip
    rows.add(row)
    story = Story(scene, rows, row, scene.unit(matter["unit"]) or scene.committee, matter["answer"])
    for _one in range(1 if chance.random() < 0.85 else chance.randint(2, 4)):
        story.reporters.append(_reporter(scene, rows, row, nth, len(story.reporters)))
    return story


def _who(channel: str) -> str:
    return GRID_WORKER if channel == Channel.WORKER else COUNTER_CLERK


def _place(building: Any) -> str:
    return f"{building.compound.name} {building.name}" if building.compound else building.name


def _reporter(scene: Scene, rows: Rows, row: Request, nth: int, place: int) -> Reporter:
    chance = scene.chance
    phone = "" if chance.random() < 0.08 else f"1990{int(scene.community.code[-3:]):03d}{nth:03d}{place}"
    code = "".join(chance.choice(LETTERS) for _n in range(10))
    joined = row.at + timedelta(hours=2 * place)
    one = Reporter(
        pk=new_id(), request=row, came_with=row,
        name=chance.choice(SURNAMES) + chance.choice(TITLES) if phone else "",
        phone=phone, phone_hash=cipher.lookup(phone, "phone") if phone else "", tracking=code,
        tracking_hash=cipher.lookup(code, "tracking"), joined_at=min(joined, scene.now), me_too=place > 0,
        account_id=row.account_id,
    )  # fmt: skip
    return rows.add(one)  # type: ignore[no-any-return]


def _merge_some(scene: Scene, rows: Rows, many: int) -> None:
    """Some reported what somebody else had reported days before."""
    open_ones = [
        r for r in rows.of(Request) if r.state in (State.CLOSED, State.IN_PROGRESS) and not r.dwelling_id
    ]
    for nth in range(many):
        lead = scene.chance.choice(open_ones)
        later = min(lead.at + timedelta(hours=scene.chance.uniform(1, 30)), scene.now - timedelta(hours=1))
        matter = next((m for m in scene.matters if m["category"] == lead.category), None)
        if matter is None or lead.area.code[:12] != scene.community.code:
            continue
        story = _begin(scene, rows, matter, later, 900 + nth)
        story.row.lead = lead
        for one in story.reporters:
            one.request = lead
        take(story, "merge", min(story.row.at + timedelta(hours=2), scene.now))


def _pick(chance: Any, weighted: Sequence[tuple[int, Any]]) -> Any:
    return chance.choices([what for _n, what in weighted], [n for n, _what in weighted])[0]


def _by_day(at: datetime, now: datetime) -> datetime:
    """People write between eight in the morning and nine in the evening."""
    local = timezone.localtime(at)
    if local.hour < MORNING:
        local = local.replace(hour=MORNING + local.hour % 3)
    elif local.hour >= NIGHT:
        local = local.replace(hour=MORNING) + timedelta(days=1)
    return local if local <= now else min(at, now)
