"""What each step of a story leaves behind: the columns, the hop, the answers of those who reported."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from linli.contexts.service_requests.models import (
    Hop,
    Pause,
    Reporter,
    Request,
    Satisfied,
    Solved,
    Via,
)
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.seeds.rows import Rows
from linli.contexts.service_requests.seeds.scene import Scene
from linli.contexts.service_requests.states import APPROVE, HANDLE, LIFE, SUPERVISE
from linli.engines.deadlines import Limit, due_at
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, SUBDISTRICT_OFFICER
from linli.kernel.organisations.models import Organisation

SAID = {
    "divert": "这件事需要走法律途径，已告知可以到街道公共法律服务站咨询。",
    "object": "不是本单位职责：设施产权不在我单位",
    "object_again": "职责交叉，需要明确牵头单位：涉及产权单位和物业",
    "redirect": "异议成立，改由有职责的单位办理。",
    "contact": "已电话联系，约好上门时间。",
    "tell": "配件已下单，到货后马上安装。",
    "ask_extension": "配件要从外地调，还要几天。",
    "grant_extension": "同意，配件到货前先做临时处理。",
    "ask_suspension": "已列入下半年改造计划，现在无法单独施工。",
    "grant_suspension": "已列入改造计划，到日子再看。",
    "send_back": "请补充办理后的照片和诉求人确认情况。",
    "reopen": "诉求人反映没有彻底解决，请继续办理。",
    "supervise": "两次办理仍未解决，交督办。",
    "withdraw": "诉求人说已经自己解决，不用办了。",
}
SHOWN = {
    "answer", "divert", "contact", "tell", "grant_extension", "grant_suspension", "report", "reopen",
    "supervise", "merge",
}  # fmt: skip


@dataclass(slots=True)
class Story:
    """A request on its way."""

    scene: Scene
    rows: Rows
    row: Request
    unit: Organisation
    answer: str
    reporters: list[Reporter] = field(default_factory=list)


def take(story: Story, verb: str, at: datetime) -> None:
    """One step: the row, then the hop."""
    row, before = story.row, story.row.state
    step = LIFE.step(verb, before)
    if step.to != before:
        row.state, row.since = step.to, at
    change = CHANGES.get(verb)
    if change is not None:
        change(story, at)
    said = story.answer if verb in ("answer", "report") else SAID.get(verb, "")
    story.rows.add(
        Hop(
            request=row, at=at, verb=verb, from_state=before, to_state=row.state,
            account_id=_who(story, step.needs),
            unit=row.unit if step.needs == HANDLE else story.scene.committee,
            to_unit=row.unit if verb in GIVING else None, words=said, is_shown=verb in SHOWN,
            clause="职责清单第 12 项" if verb in ("object", "object_again") else "",
        )
    )  # fmt: skip


GIVING = ("dispatch", "redirect", "reopen")


def _who(story: Story, needs: str) -> int | None:
    people = story.scene.people
    if needs == HANDLE and story.row.unit:
        return people.get(f"unit:{story.row.unit.pk}", people[COUNTER_CLERK])
    if needs in (APPROVE, SUPERVISE):
        return people.get(COMMUNITY_MANAGER)
    return people.get(COUNTER_CLERK)


def _give(story: Story, at: datetime) -> None:
    row, calendar = story.row, story.scene.calendar
    urgency = words.urgencies()[row.urgency]
    if row.state != "dispatched":
        return
    row.unit = story.unit
    row.sign_by = due_at(at, words.time_for("sign"), calendar)
    row.contact_by = due_at(at, urgency.contact, calendar)
    row.signed_at = row.contacted_at = row.reported_at = None
    row.dispatched_at = at
    limit = words.limit_of(row.category, row.urgency)
    row.limit = {name: value for name, value in asdict(limit).items() if value}
    row.due_at = due_at(at, limit, calendar)


def _redirect(story: Story, at: datetime) -> None:
    row = story.row
    others = [
        u for k, u in story.scene.units.items() if k in ("housing", "city_management") and u != row.unit
    ]
    row.unit = story.unit = others[0] if others else story.scene.committee
    row.sign_by = due_at(at, words.time_for("sign"), story.scene.calendar)


def _reopen(story: Story, at: datetime) -> None:
    story.row.reopened, story.row.closed_at = 1, None
    _give(story, at)


def _answer(story: Story, at: datetime) -> None:
    story.row.answer = story.answer


def _divert(story: Story, at: datetime) -> None:
    story.row.divert_to, story.row.answer = "legal_channel", SAID["divert"]


def _report(story: Story, at: datetime) -> None:
    story.row.answer, story.row.reported_at = story.answer, at


def _ask_extension(story: Story, at: datetime) -> None:
    story.row.asked = _asked(story, "extension") | {"days": 5}


def _grant_extension(story: Story, at: datetime) -> None:
    row = story.row
    row.extended_days, row.asked = 5, {}
    row.due_at = due_at(row.due_at or at, Limit(working_days=5), story.scene.calendar)


def _ask_suspension(story: Story, at: datetime) -> None:
    on = (story.scene.now + timedelta(days=45)).date()
    story.row.asked = _asked(story, "suspension") | {"why": "waiting_for_works", "review_on": on.isoformat()}


def _grant_suspension(story: Story, at: datetime) -> None:
    row = story.row
    row.review_on = (story.scene.now + timedelta(days=story.scene.chance.choice((0, 12, 45)))).date()
    row.due_at, row.asked = None, {}
    story.rows.add(
        Pause(
            request=row, since=at, reason="waiting_for_works", words=SAID["grant_suspension"],
            asked_by=_who(story, HANDLE), approved_by=_who(story, APPROVE),
        )
    )  # fmt: skip


def _asked(story: Story, what: str) -> dict[str, Any]:
    return {"what": what, "words": SAID[f"ask_{what}"], "by": _who(story, HANDLE)}


def _close(story: Story, at: datetime) -> None:
    story.row.closed_at = at
    if story.row.unit is not None or story.scene.chance.random() < 0.5:
        for one in story.reporters:
            _judge(story, one, at)


def _judge(story: Story, one: Reporter, at: datetime) -> None:
    """Most are content; some cannot be reached; a few say no."""
    chance = story.scene.chance
    if not one.phone_hash or chance.random() < 0.12:
        one.calls = words.rule("callback_tries") if one.phone_hash else 0
        return
    one.solved = chance.choices((Solved.YES, Solved.PARTLY, Solved.NO), (84, 10, 6))[0]
    content = {Solved.YES: (80, 17, 3), Solved.PARTLY: (20, 55, 25), Solved.NO: (2, 18, 80)}[one.solved]
    one.satisfied = chance.choices((Satisfied.YES, Satisfied.FAIRLY, Satisfied.NO), content)[0]
    one.via = chance.choice((Via.LINK, Via.PHONE, Via.PHONE))
    one.answered_at = at
    if one.solved == Solved.NO and chance.random() < 0.4:
        one.left_out = "要求超出法律法规规定，已当面说明"
        one.left_out_by = story.scene.people.get(COMMUNITY_MANAGER)
        one.left_out_second = story.scene.people.get(SUBDISTRICT_OFFICER)


def _at(column: str) -> Any:
    def change(story: Story, at: datetime) -> None:
        setattr(story.row, column, at)

    return change


CHANGES: dict[str, Any] = {
    "dispatch": _give, "redirect": _redirect, "reopen": _reopen, "answer": _answer, "divert": _divert,
    "sign": _at("signed_at"), "contact": _at("contacted_at"), "report": _report,
    "ask_extension": _ask_extension, "grant_extension": _grant_extension, "ask_suspension": _ask_suspension,
    "grant_suspension": _grant_suspension, "close": _close, "withdraw": _at("closed_at"),
    "merge": _at("closed_at"),
}  # fmt: skip
