"""Contests of stairways: one published, with an honour that was taken back; one whose jury is looking."""

import random
from datetime import timedelta

from linli.contexts.assembly.commands import contest_entries, contest_jury, contests
from linli.contexts.assembly.commands.contest_entries import Forward
from linli.contexts.assembly.commands.contest_jury import Given
from linli.contexts.assembly.commands.contests import Wanted
from linli.contexts.assembly.models.contests import Contest, EntryState
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind

STREAM = 20260301
AGO = 70
WHY = (
    "每层平台都有人扫，鞋柜都收进了屋。",
    "墙是大家一起刷的，孩子们画了一面四季。",
    "谁家有事喊一声，对门就来搭把手。",
    "一楼摆了一排花，天天有人浇。",
    "楼道灯坏了第二天就有人换。",
    "养狗的几家都牵绳，门口放了狗便袋。",
    "旧书架改成了漂流书角，借了都还。",
    "消防通道一直是空的，电动车都停车棚。",
)
JURY = ("居民代表 何大姐", "江畔物业 刘工", "社区小学 美术陈老师")


def contest_past(code: str) -> None:
    """Made by the commands that people use."""
    _Scene(code).tell()


class _Scene:
    """One community."""

    def __init__(self, code: str) -> None:
        self.place = Area.objects.get(code=code)
        self.chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
        self.staff = linli("demo")
        rows = Area.objects.filter(kind=Kind.ENTRANCE, code__startswith=code).select_related("parent")
        self.stairs = self.chance.sample(list(rows.order_by("code")), min(len(rows), 2 * len(WHY)))

    def tell(self) -> None:
        """One over, one going on."""
        if len(self.stairs) < 4:
            return
        with clock.standing_at(clock.now() - timedelta(days=AGO)):
            self._over()
        with clock.standing_at(clock.now() - timedelta(days=6)):
            self._going_on()

    def _begun(self, title: str, percent: int, stairs: list[Area]) -> Contest:
        words = "不比谁家装得贵，看大家一起把楼道照看得怎么样。获评的送一块门牌和一盆花，由楼里自己挑地方放。"
        contest = contests.draft(self.staff, self.place, wanted=Wanted(
            title, "stairway", clock.today() + timedelta(days=10), percent, 3, 3, words,
        ))  # fmt: skip
        contests.call(self.staff, contest)
        for n, (area, why) in enumerate(zip(stairs, WHY, strict=False)):
            row = contest_entries.write_down(
                self.staff, contest, forward=Forward(area, why), is_own=n % 3 != 0
            )
            if n == len(WHY) - 1:
                contest_entries.decline(self.staff, row, reason="外墙正在维修，楼里商量好秋天再报")
            else:
                contest_entries.accept(self.staff, row)
        for name in JURY:
            contest_jury.call_juror(self.staff, contest, name=name)
        return contests.judge(self.staff, contest)

    def _marks(self, contest: Contest, jurors: int) -> None:
        entries = list(contest.entries.filter(state=EntryState.ACCEPTED).order_by("number"))
        for juror in contest.jurors.order_by("number")[:jurors]:
            for one in entries:
                points = {key: self.chance.randint(most // 2, most) for key, _words, most in contest.criteria}
                contest_jury.give(self.staff, juror, entry=one, given=Given(points))

    def _over(self) -> None:
        contest = self._begun("秋天最美楼道", 0, self.stairs[: len(WHY)])
        self._marks(contest, len(JURY))
        contests.publish(self.staff, contests.count(self.staff, contest))
        with clock.standing_at(clock.now() + timedelta(days=40)):
            row = contest.entries.filter(state=EntryState.HONOURED).order_by("number").last()
            if row is not None:
                contests.revoke(self.staff, row, reason="一楼又堆了杂物，劝了两次没有搬；搬走了下一次再评")

    def _going_on(self) -> None:
        contest = self._begun("迎新年最美楼道", 20, self.stairs[-len(WHY) :])
        self._marks(contest, 1)
