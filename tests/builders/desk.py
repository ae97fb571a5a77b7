"""A service desk: bodies that answer for things, people of each, and requests in any state of their life."""

from datetime import timedelta
from typing import Any

from linli.contexts.service_requests.commands import (
    disputing,
    finishing,
    granting,
    handling,
    reporting,
    sorting,
)
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.commands.handling import Result
from linli.contexts.service_requests.commands.reporting import Told, Who
from linli.contexts.service_requests.models import Reporter, Request, State
from linli.kernel import clock
from linli.kernel.access import queries as access
from linli.kernel.actor import Actor, linli
from linli.kernel.organisations.models import Kind, Organisation
from tests.builders.world import World

REPORTER = linli("reporter")
"""Whoever proved the tracking code."""


class Desk:
    """A desk; water company and housing office sign in, the property manager does not."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.committee = self._body("梧桐苑社区居委会", Kind.RESIDENTS_COMMITTEE, world.community)
        self.office = self._body("梧桐街道办事处", Kind.SUBDISTRICT_OFFICE, world.subdistrict)
        self.water = self._body("临江水务公司", Kind.DEPARTMENT, world.subdistrict)
        self.housing = self._body("临江区住建局", Kind.DEPARTMENT, world.subdistrict)
        self.property = self._body("江畔物业", Kind.PROPERTY_MANAGER, world.community)
        self.clerk = self.of("counter_clerk", world.community, self.committee)
        self.manager = self.of("community_manager", world.community, self.committee)
        self.worker = self.of("grid_worker", world.grid1, self.committee)
        self.street = self.of("subdistrict_officer", world.subdistrict, self.office)
        self.plumber = self.of("department_officer", world.subdistrict, self.water)
        self.builder = self.of("department_officer", world.subdistrict, self.housing)

    def _body(self, name: str, kind: str, area: Any) -> Organisation:
        return Organisation.objects.create(name=name, kind=kind, area=area)

    def of(self, role: str, area: Any, body: Organisation, name: str = "") -> Actor:
        """Somebody of a body with one role in one area."""
        account = self.world.account(name or f"{role}-{body.pk}", (role, area))
        account.organisation = body
        account.save(update_fields=["organisation"])
        return access.actor_for(account.pk, account.name, body.pk)

    def told(self, words: str = "3号楼一单元楼道灯不亮，晚上老人摔跤了", **more: Any) -> Told:
        """What somebody tells."""
        values = {"channel": "phone", "category": "lighting", "who": Who("王秀英", "19900012345"), **more}
        return Told(words, **values)

    def report(self, words: str = "3号楼一单元楼道灯不亮，晚上老人摔跤了", **more: Any) -> Request:
        """A new request, entered at the counter."""
        area = more.pop("area", self.world.building1)
        return reporting.report(self.clerk, area, told=self.told(words, **more))

    def fresh(self, request: Request) -> Request:
        """The row as it is now."""
        return Request.objects.get(pk=request.pk)

    def reporter(self, request: Request) -> Reporter:
        """Who reported it first."""
        return request.reporters.order_by("joined_at").get(me_too=False)

    def at(self, state: str, **more: Any) -> Request:
        """A request that went the usual way to ``state``; the water company leads."""
        request = self.report(**more)
        for verb in WAYS[state]:
            STEPS[verb](self, request)
        request = self.fresh(request)
        assert request.state == state, (state, request.state)
        return request


def _merge(desk: Desk, request: Request) -> None:
    sorting.merge(desk.clerk, request, desk.report("楼道灯坏了，一单元黑漆漆的"))


STEPS: dict[str, Any] = {
    "classify": lambda d, r: sorting.classify(
        d.clerk, r, category="lighting", kind="help", urgency="general"
    ),
    "answer": lambda d, r: sorting.answer(d.clerk, r, answer="请到社区一楼窗口办理。"),
    "divert": lambda d, r: sorting.divert(d.clerk, r, to="legal_channel", reason="请向人民法院起诉。"),
    "dispatch": lambda d, r: sorting.dispatch(d.clerk, r, unit=d.water),
    "merge": _merge,
    "sign": lambda d, r: disputing.sign(d.plumber, r),
    "object": lambda d, r: disputing.object_to(
        d.plumber, r, why="wrong_unit", words_of_unit="楼道灯归住建", clause="职责清单第 12 项",
        proposed=d.housing,
    ),
    "redirect": lambda d, r: disputing.redirect(d.clerk, r, unit=d.housing, reason="异议成立"),
    "object_again": lambda d, r: disputing.object_to(
        d.builder, r, why="shared_duty", words_of_unit="应由物业", clause="物业管理条例第 30 条",
        proposed=d.property,
    ),
    "contact": lambda d, r: handling.contact(d.plumber, r, words_said="约好明天上午上门"),
    "ask_extension": lambda d, r: handling.ask_extension(d.plumber, r, days=5, reason="等配件"),
    "ask_suspension": lambda d, r: handling.ask_suspension(
        d.plumber, r, why="waiting_for_works", reason="列入改造", review_on=clock.today() + timedelta(days=30)
    ),
    "grant_suspension": lambda d, r: granting.grant_suspension(d.manager, r),
    "report": lambda d, r: handling.report_result(
        d.plumber, r, result=Result("已换新灯，试亮正常。", without="夜间无法拍清")
    ),
    "accept": lambda d, r: finishing.accept(d.clerk, r),
    "judge": lambda d, r: finishing.judge(REPORTER, d.reporter(r), judged=Judged("yes", "yes")),
    "reopen": lambda d, r: finishing.reopen(d.clerk, r, reason="灯又不亮了"),
    "withdraw": lambda d, r: reporting.withdraw_for(d.clerk, r, reason="诉求人自己换了灯泡"),
}  # fmt: skip
WORKING = ("classify", "dispatch", "sign", "contact")
ASKED = (*WORKING, "report", "accept")
WAYS: dict[str, tuple[str, ...]] = {
    State.NEW: (),
    State.CLASSIFIED: ("classify",),
    State.ANSWERED: ("answer",),
    State.DIVERTED: ("divert",),
    State.DISPATCHED: ("classify", "dispatch"),
    State.OBJECTED: ("classify", "dispatch", "object"),
    State.DISPUTED: ("classify", "dispatch", "object", "redirect", "object_again"),
    State.SIGNED: ("classify", "dispatch", "sign"),
    State.IN_PROGRESS: WORKING,
    State.EXTENSION_ASKED: (*WORKING, "ask_extension"),
    State.SUSPENSION_ASKED: (*WORKING, "ask_suspension"),
    State.SUSPENDED: (*WORKING, "ask_suspension", "grant_suspension"),
    State.REPORTED: (*WORKING, "report"),
    State.CALLBACK: ASKED,
    State.SUPERVISED: (*ASKED, "reopen", "sign", "contact", "report", "accept", "reopen"),
    State.CLOSED: (*ASKED, "judge"),
    State.MERGED: ("merge",),
    State.WITHDRAWN: ("withdraw",),
}
