"""Votes in every state: one that runs, one of owners with its result, one decided, one being prepared."""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from linli.contexts.assembly.commands import ballots, casting, keeping, proxies
from linli.contexts.assembly.commands.ballots import Wanted
from linli.contexts.assembly.models import About, Ballot, Kind, Part, Unit
from linli.contexts.assembly.seeds.contests import contest_past
from linli.contexts.assembly.seeds.meetings import meetings_past
from linli.contexts.assembly.seeds.promises import promise_past
from linli.contexts.assembly.seeds.spaces import space_past
from linli.contexts.assembly.seeds.topics import topics_past
from linli.kernel import clock, db
from linli.kernel.access import queries as access
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as Place
from linli.kernel.ballots import casting as box_casting
from linli.kernel.ballots.models import Seat

Progress = Callable[[str, int, int], None]
STREAM = 20260602
RUNNING_VOTES = 90
USUAL_AREA = Decimal("86.40")


def votes(communities: Sequence[str], progress: Progress) -> None:
    """Votes of the first community, made by the commands that people use."""
    if Ballot.objects.exists() or not communities:
        return
    scene = _Scene(communities[0])
    stories = (
        scene.owners, scene.motion, scene.running, scene.lent, scene.prepared, scene.promises, scene.spaces,
        scene.topics, scene.meetings,
    )  # fmt: skip
    for done, tell in enumerate(stories, start=1):
        with db.write():  # one for each story: a disk that waits for every vote would take minutes
            tell()
        progress("议事厅", done, len(stories))


class _Scene:
    """One community and its buildings."""

    def __init__(self, code: str) -> None:
        self.code, self.today = code, clock.today()
        self.chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
        self.place = Area.objects.get(code=code)
        rows = Area.objects.filter(kind=Place.BUILDING, code__startswith=code).order_by("code")
        self.buildings = list(rows[:3])
        self.staff = linli("demo")

    def _begin(self, area: Area, wanted: Wanted, days_before: int) -> Ballot:
        """Drafted, rolled and shown so many days before it opens."""
        with clock.standing_at(clock.now() - timedelta(days=days_before)):
            row = ballots.draft(self.staff, area, wanted=wanted)
            ballots.make_roll(self.staff, row)
            Part.objects.filter(ballot=row, floor_area=None).update(floor_area=USUAL_AREA)
            ballots.announce(self.staff, row)
            row.refresh_from_db()
        return row

    def _cast(self, row: Ballot, seats: Sequence[Seat], weights: Sequence[int]) -> None:
        keys = [key for key, _words in row.options]
        for seat in seats:
            choice = self.chance.choices(keys, weights[: len(keys)])[0]
            if row.box is not None:
                box_casting.cast(row.box, seat.key, ((choice,), ()))

    def _decided(self, area: Area, wanted: Wanted, weights: Sequence[int], share: float) -> None:
        """A vote that is over and published, days ago."""
        row = self._begin(area, wanted, 24)
        with clock.standing_at(clock.now() - timedelta(days=13)):
            ballots.open_ballot(self.staff, row)
            row.refresh_from_db()
            seats = list(Seat.objects.filter(box=row.box_id).order_by("pk"))
            self._cast(row, self.chance.sample(seats, round(share * len(seats))), weights)
        with clock.standing_at(clock.now() - timedelta(days=6)):
            row = ballots.close(self.staff, row)
            ballots.publish(self.staff, row)

    def owners(self) -> None:
        """Owners of one building use the repair fund."""
        if not self.buildings:
            return
        area = self.buildings[0]
        words = (
            f"{area.name}屋面防水已过保修期，顶层多户漏水。"
            "拟使用维修资金 6.8 万元翻修屋面防水，由招标选出的单位施工，工期 20 天，质保 5 年。"
        )
        self._decided(area, Wanted(
            f"{area.name}屋面防水维修使用维修资金", Kind.OWNERS, Unit.PART, self.today - timedelta(days=14),
            self.today - timedelta(days=7), words, About.USE, roll_shown=True,
        ), (8, 1, 1), 0.82)  # fmt: skip

    def motion(self) -> None:
        """The households of a building decide on bicycles in the stairway."""
        area = self.buildings[-1] if self.buildings else self.place
        words = (
            "时间：下月 1 日起。地点：一层楼道。做法："
            "电动车不进楼，统一停到北门车棚；物业加 8 个充电口，费用 3200 元，由公共收益支出。"
        )
        self._decided(area, Wanted(
            f"{area.name}楼道不停电动车的约定", Kind.MOTION, Unit.HOUSEHOLD, self.today - timedelta(days=14),
            self.today - timedelta(days=7), words,
        ), (7, 2, 1), 0.66)  # fmt: skip

    def running(self) -> None:
        """All adults choose what the empty corner becomes; papers and calls are coming in."""
        words = (
            "小区东北角 180 平方米空地闲置多年，"
            "社区有 4.5 万元微更新经费，想听大家的：选一项，得票最多的先做方案，再开议事会商量细节。"
        )
        row = self._begin(self.place, Wanted(
            "东北角空地改成什么", Kind.QUESTION, Unit.ADULT, self.today - timedelta(days=3),
            self.today + timedelta(days=9), words,
            options=("带座椅的口袋花园", "儿童沙坑和滑梯", "健身步道和器材", "非机动车停车棚"),
        ), 6)  # fmt: skip
        with clock.standing_at(clock.now() - timedelta(days=1)):
            ballots.open_ballot(self.staff, row)
        row.refresh_from_db()
        seats = list(Seat.objects.filter(box=row.box_id).order_by("pk")[:1200])
        chosen = self.chance.sample(seats, min(RUNNING_VOTES, len(seats)))
        self._cast(row, chosen[:-12], (5, 3, 2, 2))
        first, second = _two(self.code)
        for n, seat in enumerate(chosen[-12:]):
            channel = ("paper", "paper", "phone", "door")[n % 4]
            taken = casting.take_in(first, seat, ballot=row, channel=channel)
            if n < 8:
                casting.confirm(second, taken)
        for number in range(1, 4):
            for reader in (first, second):
                casting.read_paper(reader, row, number=number, choices=[str(1 + number % 4)])

    def spaces(self) -> None:
        """Open spaces, and contests of stairways."""
        space_past(self.code)
        contest_past(self.code)

    def topics(self) -> None:
        """What neighbours proposed and talk about."""
        topics_past(self.code, *_two(self.code))

    def meetings(self) -> None:
        """What one met about, and will meet about."""
        meetings_past(self.code)

    def promises(self) -> None:
        """What was promised at the north gate."""
        promise_past(self.code)

    def lent(self) -> None:
        """Owners of another building vote these days; one voted by authorisation, one paper waits."""
        if len(self.buildings) < 2:
            return
        area, (first, second) = self.buildings[1], _two(self.code)
        words = (
            f"{area.name}两部电梯各用了 16 年，拟用维修资金 9.6 万元更换曳引机和控制柜，"
            "由原厂施工，每部停 6 天，两部错开。"
        )
        row = self._begin(area, Wanted(
            f"{area.name}电梯大修使用维修资金", Kind.OWNERS, Unit.PART, self.today - timedelta(days=2),
            self.today + timedelta(days=12), words, About.USE, roll_shown=True,
        ), 10)  # fmt: skip
        with clock.standing_at(clock.now() - timedelta(days=1)):
            ballots.open_ballot(self.staff, row)
        row.refresh_from_db()
        seats = list(Seat.objects.filter(box=row.box_id).select_related("area").order_by("door")[:12])
        if len(seats) < 8:
            return
        self._cast(row, seats[4:7], (8, 1, 1))
        for n, (principal, delegate) in enumerate(((0, 1), (2, 3))):
            paper = proxies.Paper(
                seats[delegate].door,
                ("郑秋月", "彭建军")[n],
                ("邹志刚", "鲁小梅")[n],
                f"委托书文件盒第 {n + 1} 份",
            )
            entered = proxies.enter(first, seats[principal], ballot=row, paper=paper)
            if not n:
                proxies.confirm(second, entered)
        taken = casting.take_in(first, seats[0], ballot=row, channel="paper", by_proxy=True)
        casting.confirm(second, taken)
        keeping.tell(first, row, seats[7].area, door=seats[7].door)

    def prepared(self) -> None:
        """One whose roll is shown, and a draft."""
        soon = self.today + timedelta(days=4)
        words = "每季度选一次，每户一票，可以选两名。候选人都是自愿报名的，名单已经本人同意。"
        area = self.buildings[-1] if self.buildings else self.place
        self._begin(area, Wanted(
            "选两名楼门长联络员", Kind.QUESTION, Unit.HOUSEHOLD, soon, soon + timedelta(days=7), words,
            options=("周桂兰", "何志明", "秦素芬", "邓海涛"), most=2, places=2,
        ), 1)  # fmt: skip
        ballots.draft(self.staff, self.place, wanted=Wanted(
            "北门夜间几点关门", Kind.QUESTION, Unit.HOUSEHOLD, soon + timedelta(days=14),
            soon + timedelta(days=21),
            options=("晚上 10 点", "晚上 11 点", "不关门，只刷卡"),
        ))  # fmt: skip


def _two(code: str) -> tuple[Actor, Actor]:
    """Two people of the community who take votes in."""
    rows = access.in_force().filter(role="community_manager", area__code=code).select_related("account")
    clerks = access.in_force().filter(role="counter_clerk", area__code=code).select_related("account")
    found = [*rows[:1], *clerks[:1]]
    if len(found) < 2:
        return linli("demo"), linli("demo2")
    one, two = (access.actor_for(g.account_id, g.account.name, g.account.organisation_id) for g in found)
    return one, two
