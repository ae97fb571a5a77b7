"""A few call-outs: one closed with marks from both sides, one on its way, one proposed."""

from datetime import datetime, timedelta
from typing import Any

from linli.contexts.service_requests.models import (
    CallOut,
    CallState,
    CallStep,
    Request,
    State,
    Turn,
    TurnState,
)
from linli.contexts.service_requests.queries import call_words
from linli.contexts.service_requests.seeds.rows import Rows
from linli.contexts.service_requests.seeds.scene import Scene
from linli.engines.deadlines import due_at
from linli.kernel.access.roles import COMMUNITY_MANAGER, GRID_WORKER, SUBDISTRICT_OFFICER
from linli.kernel.ids import new_id

CASES: tuple[dict[str, Any], ...] = (
    {
        "days": 62, "kind": "routine", "units": ("water", "housing"), "category": "drains",
        "words": "东区地下污水管反复外溢，路面已经下沉，物业疏通三次没有解决。",
        "tried": "物业疏通三次；联系过产权单位，没有回应。", "state": CallState.CLOSED,
        "outcome": "更换污水管 46 米，路面恢复，居民已告知。",
    },
    {
        "days": 35, "kind": "joint", "units": ("city_management", "police", "housing"),
        "category": "building_works",
        "words": "底商把住宅改成餐饮，油烟直排，还占了消防通道。",
        "tried": "社区上门劝过五次，物业发过整改通知，没有执法权。", "state": CallState.ANSWERED,
    },
    {
        "days": 1.2, "kind": "routine", "units": ("city_management", "power"), "category": "ebikes",
        "words": "充电棚线路老化，居民从楼上飞线充电。",
        "tried": "网格员劝离多次，物业说要等供电部门增容。", "state": CallState.OPEN,
    },
    {
        "days": 0.2, "kind": "routine", "units": ("water",), "category": "water",
        "words": "二次供水水箱异响，三栋楼水压忽高忽低。",
        "tried": "物业重启水泵两次，过一会儿又响。", "state": CallState.PROPOSED,
    },
)  # fmt: skip


def write_call_outs(scene: Scene, rows: Rows) -> None:
    """Write those whose units are there."""
    for case in CASES:
        if all(scene.unit(key) for key in case["units"]):
            _Case(scene, rows, case).write()


class _Case:
    """One of them."""

    def __init__(self, scene: Scene, rows: Rows, case: dict[str, Any]) -> None:
        self.scene, self.rows, self.case = scene, rows, case
        self.kind = call_words.kinds()[case["kind"]]
        self.at = (scene.now - timedelta(days=case["days"])).replace(minute=20)
        self.blown_at = self.at + timedelta(minutes=40)
        self.leader = scene.people.get(
            SUBDISTRICT_OFFICER if self.kind.by == "subdistrict" else COMMUNITY_MANAGER
        )

    def write(self) -> None:
        """The call-out, its units and their steps."""
        case, is_blown = self.case, self.case["state"] != CallState.PROPOSED
        entrance = self.scene.chance.choice(self.scene.entrances)
        building = entrance.parent or entrance
        call = CallOut(
            pk=new_id(), kind=self.kind.key, by=self.kind.by, area=building, place="楼前道路",
            request=self._behind(), words=case["words"], tried=case["tried"], caller=self.scene.committee,
            state=case["state"], at=self.at, proposed_by=self.scene.people.get(GRID_WORKER),
            blown_at=self.blown_at if is_blown else None, blown_by=self.leader if is_blown else None,
            outcome=case.get("outcome", ""),
            ended_at=self.at + timedelta(days=6) if case["state"] == CallState.CLOSED else None,
        )  # fmt: skip
        self.rows.add(call)
        self._step(call, "propose", self.at, call.proposed_by)
        if is_blown:
            self._step(call, "blow", self.blown_at, self.leader)
        for nth, key in enumerate(case["units"]):
            self._turn(call, key, nth, is_blown=is_blown)
        if call.ended_at:
            self._step(call, "close", call.ended_at, self.leader, call.outcome)

    def _behind(self) -> Request | None:
        found = [
            row
            for row in self.rows.of(Request)
            if row.category == self.case["category"] and row.at < self.at and row.state != State.WITHDRAWN
        ]
        return max(found, key=lambda row: row.at) if found else None

    def _turn(self, call: CallOut, key: str, nth: int, *, is_blown: bool) -> None:
        unit = self.scene.units[key]
        turn = Turn(pk=new_id(), call_out=call, unit=unit, is_lead=nth == 0, task="" if nth else "牵头处置")
        self.rows.add(turn)
        if not is_blown:
            return
        calendar, start = self.scene.calendar, self.blown_at
        turn.called_at, turn.sign_by = start, due_at(start, self.kind.sign, calendar)
        turn.contact_by, turn.due_at = (
            due_at(start, self.kind.contact, calendar),
            due_at(start, self.kind.report, calendar),
        )
        actor = self.scene.people.get(f"unit:{unit.pk}", self.leader)
        if call.state == CallState.OPEN and nth:
            return
        turn.state, turn.signed_at = TurnState.SIGNED, start + timedelta(minutes=25 + 20 * nth)
        self._step(call, "sign", turn.signed_at, actor, turn=turn)
        turn.contacted_at = start + timedelta(hours=3)
        turn.state = TurnState.CONTACTED
        self._step(call, "contact", turn.contacted_at, actor, "约好第二天上午到场。", turn)
        if call.state == CallState.OPEN:
            return
        turn.arrived_at, turn.reported_at = start + timedelta(days=1), start + timedelta(days=3, hours=nth)
        turn.plan, turn.result = "先查清原因，再分段处理。", "已按方案处理完毕，现场恢复。"
        turn.state = TurnState.REPORTED
        self._step(call, "arrive", turn.arrived_at, actor, turn=turn)
        self._step(call, "report", turn.reported_at, actor, turn.result, turn)
        if call.state == CallState.CLOSED:
            turn.mark_of_unit, turn.words_of_caller = ("good", "来得快") if nth == 0 else ("fair", "")
            turn.mark_of_caller, turn.words_of_unit = "good", "情况说得清楚"

    def _step(
        self, call: CallOut, verb: str, at: datetime, who: int | None, words: str = "",
        turn: Turn | None = None,
    ) -> None:  # fmt: skip
        unit = turn.unit if turn else self.scene.committee
        self.rows.add(
            CallStep(call_out=call, turn=turn, at=at, verb=verb, account_id=who, unit=unit, words=words)
        )
