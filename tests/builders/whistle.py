"""Call-outs in any state: the water company leads, the housing office joins."""

from typing import Any

from linli.contexts.service_requests.commands import callouts, turns
from linli.contexts.service_requests.commands.callouts import Asked, Called
from linli.contexts.service_requests.models import CallOut, CallState, Turn, TurnState
from tests.builders.desk import Desk

TRIED = "物业关阀三次，没有找到漏点"


class Whistle:
    """Blows and answers at a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def asked(self, **more: Any) -> Asked:
        """What is asked for."""
        desk = self.desk
        values = {
            "kind": "routine", "words": "地下管道漏水，路面塌了一块", "tried": TRIED, "place": "3号楼东侧",
            "units": (Called(desk.water, "查漏点、抢修"), Called(desk.housing, "看路基")), **more,
        }  # fmt: skip
        return Asked(**values)

    def proposed(self, **more: Any) -> CallOut:
        """A grid worker asks for it."""
        return callouts.propose(self.desk.worker, self.desk.world.building1, asked=self.asked(**more))

    def blown(self, **more: Any) -> CallOut:
        """The manager blows it at once."""
        return callouts.call(self.desk.manager, self.desk.world.building1, asked=self.asked(**more))

    def fresh(self, call_out: CallOut) -> CallOut:
        """The row as it is now."""
        return CallOut.objects.get(pk=call_out.pk)

    def turn(self, call_out: CallOut, *, is_lead: bool = True) -> Turn:
        """The lead's turn, or the other one's."""
        return call_out.turns.select_related("call_out__area", "unit").get(is_lead=is_lead)

    def turn_at(self, state: str) -> Turn:
        """The lead's turn in any state."""
        call_out = self.blown()
        for verb in TURN_WAYS[state]:
            TURN_STEPS[verb](self.desk, self.turn(call_out))
        turn = self.turn(call_out)
        assert turn.state == state, (state, turn.state)
        return turn

    def answer(self, call_out: CallOut, *, is_lead: bool = True) -> Turn:
        """One unit goes the whole way."""
        actor = self.desk.plumber if is_lead else self.desk.builder
        turns.sign(actor, self.turn(call_out, is_lead=is_lead))
        turns.arrive(actor, self.turn(call_out, is_lead=is_lead), words_said="两人到场")
        return turns.report(actor, self.turn(call_out, is_lead=is_lead), result="已修好，路面已填平")

    def at(self, state: str) -> CallOut:
        """A call-out in any state."""
        call_out = self.proposed() if state in NOT_BLOWN else self.blown()
        CALL_WAYS[state](self, call_out)
        call_out = self.fresh(call_out)
        assert call_out.state == state, (state, call_out.state)
        return call_out

    def _all(self, call_out: CallOut) -> None:
        self.answer(call_out)
        self.answer(call_out, is_lead=False)

    def _closed(self, call_out: CallOut) -> None:
        self._all(call_out)
        callouts.close(self.desk.manager, call_out, outcome="路面修复，居民已告知")


NOT_BLOWN = {CallState.PROPOSED, CallState.DECLINED}
CALL_WAYS: dict[str, Any] = {
    CallState.PROPOSED: lambda w, c: None,
    CallState.OPEN: lambda w, c: None,
    CallState.ANSWERED: lambda w, c: w._all(c),
    CallState.CLOSED: lambda w, c: w._closed(c),
    CallState.DECLINED: lambda w, c: callouts.decline(w.desk.manager, c, reason="先请物业查一次"),
    CallState.WITHDRAWN: lambda w, c: callouts.withdraw(w.desk.manager, c, reason="阀门找到了"),
}
TURN_STEPS: dict[str, Any] = {
    "sign": lambda d, t: turns.sign(d.plumber, t),
    "contact": lambda d, t: turns.contact(d.plumber, t, words_said="一小时内到"),
    "arrive": lambda d, t: turns.arrive(d.plumber, t, words_said="两人到场"),
    "plan": lambda d, t: turns.plan(d.plumber, t, plan="今晚关阀抢修"),
    "report": lambda d, t: turns.report(d.plumber, t, result="漏点已修好"),
    "object": lambda d, t: turns.object_to(d.plumber, t, reason="是雨水管，归市政"),
    "insist": lambda d, t: turns.insist(d.manager, t, reason="先到场看一眼再定"),
    "more_time": lambda d, t: turns.give_more_time(d.manager, t, days=2, reason="等管件"),
    "send_back": lambda d, t: turns.send_back(d.manager, t, reason="路面还在渗水"),
    "release": lambda d, t: turns.release(d.manager, t, reason="别的单位已处理"),
}
TURN_WAYS: dict[str, tuple[str, ...]] = {
    TurnState.CALLED: (),
    TurnState.OBJECTED: ("object",),
    TurnState.SIGNED: ("sign",),
    TurnState.CONTACTED: ("sign", "contact"),
    TurnState.ARRIVED: ("sign", "contact", "arrive"),
    TurnState.REPORTED: ("sign", "contact", "arrive", "report"),
    TurnState.RELEASED: ("release",),
}
