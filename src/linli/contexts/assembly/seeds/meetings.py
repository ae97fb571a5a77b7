"""Meetings: one that is over, one going on, one in ten days with its notice out."""

from datetime import datetime, timedelta

from django.utils import timezone

from linli.contexts.assembly.commands import (
    agenda,
    attendance,
    meetings,
    minutes,
    motions,
    promises,
    slips,
    speaking,
)
from linli.contexts.assembly.commands.attendance import Written
from linli.contexts.assembly.commands.meetings import Laid
from linli.contexts.assembly.models import AgendaItem, Meeting, Motion, Promise
from linli.contexts.assembly.queries import meetings as queries
from linli.contexts.assembly.queries import slips as slips_of
from linli.contexts.assembly.queries.meeting_rules import Hands
from linli.contexts.assembly.queries.meetings import Candidate
from linli.contexts.assembly.seeds.promises import account_of, neighbours
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

AGO, CAME, FEWEST = 35, 16, 4
FIRST = "物业介绍：车棚有 40 个位，没有充电口。\n秦素芬担心车棚晚上没灯，物业答应一起装灯。"
SECOND = "住 1 到 4 号楼的邻居说早上堵得出不去。\n有人担心接送孩子不方便。"


def meetings_past(code: str) -> None:
    """What a community met about, and will meet about."""
    scene = _Scene(code)
    if len(scene.people) < FEWEST:
        return
    scene.over()
    scene.going_on()
    scene.to_come()


class _Scene:
    """One community and its meetings."""

    def __init__(self, code: str) -> None:
        self.place, self.staff = Area.objects.get(code=code), linli("demo")
        self.second = linli("demo2")
        self.people = neighbours(self.place)

    def _planned(self, wanted: Laid, items: dict[str, str]) -> Meeting:
        row = meetings.plan(self.staff, self.place, wanted=wanted)
        for title, words in items.items():
            agenda.add_item(self.staff, row, title=title, words=words)
        return meetings.announce(self.staff, row)

    def _came(self, row: Meeting, number: int) -> None:
        for one in self.people[:number]:
            if one.person is not None and one.area is not None:
                found = Candidate(one.person, None, "", one.door, one.area.code, is_there=False)
                attendance.check_in(self.staff, row, found=found)
        for name in ("梧桐物业 老陈", "街道 小周"):
            attendance.check_in_guest(self.staff, row, written=Written(name))

    def _talked(self, motion: Motion, speakers: tuple[tuple[str, str], ...]) -> None:
        for name, side in speakers:
            speaking.add(self.staff, motion, name=name, side=side)
        for _turn in speakers:
            speaking.give_next(self.staff, motion)
        speaking.stop(self.staff, motion)

    def _hands(self, row: Meeting, against: int) -> Hands:
        """So many of sixteen against, one who abstains, all others for; fewer where fewer came."""
        there = queries.there(row)
        no, none = there * against // CAME, 1 if there > 2 else 0
        return Hands(there - no - none, no, none)

    def _voted(self, motion: Motion, hands: Hands) -> Motion:
        row = motions.call_vote(self.staff, motion)
        motions.count_hands(self.staff, row, hands=hands)
        return motions.count_hands(self.second, row, hands=hands)

    def _without_names(self, motion: Motion, hands: Hands) -> Motion:
        """All on slips of paper, which two people count."""
        row = slips.call(self.staff, motion)
        for line in slips_of.present(row.meeting):
            slips.take_in(self.staff, row, key=line.key)
        slips.confirm(self.second, row)
        for who in (self.staff, self.second):
            slips.count(who, row, hands=hands, spoiled=0)
        return slips.close(self.staff, row)

    def over(self) -> None:
        """A council five weeks ago; of its promises one is kept, one open, one overdue."""
        held = _evening(clock.now() - timedelta(days=AGO))
        with clock.standing_at(held - timedelta(days=6)):
            row = self._planned(
                Laid(
                    "council", "北门停车和充电议事会", "党群服务中心二楼议事厅", held, "周桂兰",
                    None, "李晓燕",
                    "电动车进楼充电不安全，北门又常被堵，请大家一起定个办法。",
                ),
                {
                    "电动车不进楼，停到哪里、怎么充电": "物业先介绍北门车棚的情况和费用。",
                    "北门早晚高峰堵车怎么办": "请住北边几栋的邻居先说说。",
                },
            )  # fmt: skip
        with clock.standing_at(held):
            self._came(row, CAME)
            row = meetings.open_meeting(self.staff, row)
            first, second = row.items.order_by("number")
            made = self._motions(row, first, second, held)
        with clock.standing_at(held + timedelta(minutes=95)):
            meetings.close(self.staff, row)
        with clock.standing_at(held + timedelta(days=2)):
            kept = self._minuted(row, made, held)
        self._since(kept, held)

    def _motions(self, row: Meeting, first: AgendaItem, second: AgendaItem, held: datetime) -> list[Motion]:
        charge = motions.write(self.staff, row, said={
            "item": first, "what": "北门车棚加 8 个充电口，电动车不进楼", "who": "梧桐物业",
            "where": "北门车棚",
            "when": (held + timedelta(days=30)).date(), "how_much": "3,200 元，从公共收益出",
            "how": "先装好充电口，再请大家把车停过去。", "mover": "何志明",
        })  # fmt: skip
        charge = motions.put(self.staff, charge)
        self._talked(charge, (("何志明", "for"), ("秦素芬", "against"), ("邓海涛", "for")))
        charge = self._voted(charge, self._hands(row, against=3))
        gate = motions.write(self.staff, row, said={
            "item": second, "what": "北门早 7 点到 8 点半只出不进", "who": "居委会和物业", "where": "北门",
            "when": (held + timedelta(days=60)).date(), "how_much": "不花钱", "mover": "秦素芬",
        })  # fmt: skip
        gate = motions.put(self.staff, gate)
        self._talked(gate, (("秦素芬", "for"), ("王建国", "against")))
        self._without_names(gate, self._hands(row, against=9))
        line = motions.write(self.staff, row, said={
            "item": second, "what": "北门口画网格线，不停车", "who": "居委会", "where": "北门口",
            "when": (held + timedelta(days=20)).date(), "how_much": "不花钱，请交警画", "mover": "王建国",
        })  # fmt: skip
        line = self._voted(motions.put(self.staff, line), self._hands(row, against=0))
        agenda.write_notes(self.staff, row, first, notes=FIRST)
        agenda.write_notes(self.staff, row, second, notes=SECOND)
        return [charge, line]

    def _minuted(self, row: Meeting, made: list[Motion], held: datetime) -> list[Promise]:
        charge, line = made
        day, code = held.date(), self.place.code
        kept = [
            minutes.assign(
                self.staff, charge, title="北门车棚装 8 个充电口", who="梧桐物业",
                due_on=day + timedelta(days=25),
                means="3,200 元，公共收益",
            ),
            minutes.assign(
                self.staff, charge, title="车棚装两盏灯", who="梧桐物业", due_on=day + timedelta(days=30),
                means="物业维修经费",
            ),
            minutes.assign(
                self.staff, line, title="请交警来北门口画网格线", who="居委会",
                due_on=day + timedelta(days=50),
                account_id=account_of("community_manager", code), means="居委会去函",
            ),
        ]  # fmt: skip
        row = minutes.submit(self.staff, row)
        minutes.publish(self.staff, minutes.agree(self.second, row))
        return kept

    def _since(self, kept: list[Promise], held: datetime) -> None:
        charge, _lamps, line = kept
        with clock.standing_at(held + timedelta(days=12)):
            promises.report_progress(self.staff, charge, words="电线已经拉到车棚，充电口下周到货。")
        with clock.standing_at(held + timedelta(days=22)):
            promises.finish(self.staff, charge, words="8 个充电口都能用，扫码充电，每度 0.9 元。")
        with clock.standing_at(held + timedelta(days=24)):
            promises.confirm(self.staff, charge, words="和何志明一起试了每一个口，都能充。")
        with clock.standing_at(held + timedelta(days=26)):
            promises.report_progress(self.staff, line, words="给交警大队的函发了，对方说月底来看现场。")

    def going_on(self) -> None:
        """A building's meeting this evening: a motion is talked about, some wait to speak."""
        now = clock.now()
        with clock.standing_at(now - timedelta(days=4)):
            row = self._planned(
                Laid(
                    "building", "门口花坛改菜园还是改座位", "3 号楼门厅",
                    now - timedelta(minutes=20), "邓海涛", None,
                    "李晓燕", "花坛荒了两年，先听听楼里的意思。",
                ),
                {"花坛怎么用": "两个办法都看过现场，各说各的好处和难处。"},
            )  # fmt: skip
        self._came(row, 9)
        row = meetings.open_meeting(self.staff, row)
        motion = motions.write(self.staff, row, said={
            "item": row.items.get(), "what": "花坛改成六张座位和一棵桂花树", "who": "梧桐物业",
            "where": "3 号楼门口",
            "when": (now + timedelta(days=45)).date(), "how_much": "4,500 元，微更新经费", "mover": "周桂兰",
        })  # fmt: skip
        motion = motions.put(self.staff, motion)
        for name, side in (
            ("周桂兰", "for"),
            ("王建国", "against"),
            ("秦素芬", "for"),
            ("何志明", "against"),
        ):
            speaking.add(self.staff, motion, name=name, side=side)

    def to_come(self) -> None:
        """A residents' meeting in ten days, with its notice out."""
        start = _evening(clock.now() + timedelta(days=10))
        with clock.standing_at(clock.now() - timedelta(days=2)):
            row = self._planned(
                Laid(
                    "representatives", "四季度居民代表会议", "党群服务中心一楼多功能厅", start, "周敏",
                    account_of("community_manager", self.place.code), "李晓燕", "", 45,
                ),
                {
                    "报告今年答应大家的事做得怎么样": "逐件说：兑现了几件、没做到的为什么。",
                    "明年微更新先做哪里": "候选：东北角空地、北门口、5 号楼前的路。",
                    "居民公约的修改": "修改稿在附件里，和旧的放在一起对照。",
                },
            )  # fmt: skip
            last = row.items.order_by("-number").first()
            motions.write(self.staff, row, said={
                "item": last, "what": "同意修改后的居民公约", "who": "居委会", "where": "全社区",
                "how_much": "不花钱",
                "when": (start + timedelta(days=15)).date(), "mover": "居民公约修改小组",
            })  # fmt: skip


def _evening(moment: datetime) -> datetime:
    """Seven in the evening of a day."""
    return timezone.localtime(moment).replace(hour=19, minute=0, second=0, microsecond=0)
