"""Promises in every state, made when neighbours met us at the north gate."""

from datetime import timedelta

from linli.contexts.assembly.commands import promises, taking_part
from linli.contexts.assembly.commands.promises import Promised, Source
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import Promise, SourceKind
from linli.contexts.assembly.queries.promises import took_part
from linli.contexts.registry import api as registry
from linli.contexts.residents import api as residents
from linli.kernel import clock, packs
from linli.kernel.access import queries as access
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id

OTHERS = 12
AGO = 40
SAID = {
    # key: what, with what, who, the role in whose Today it stands, within how many days
    "lamps": ("修好北门到 3 号楼的路灯", "公共收益 2,400 元，换 6 盏灯", "梧桐物业", "", 20),
    "seats": ("北门快递柜旁加两张长椅", "微更新经费 3,000 元", "居委会", "community_manager", 45),
    "bins": ("垃圾房早晚各冲洗一次", "物业保洁班，水费由物业出", "梧桐物业", "", 30),
    "ramp": ("2 号楼门口做一段坡道", "残联无障碍改造项目", "居委会", "grid_worker", 25),
    "lift": ("跟电梯公司要一份维修计划", "由网格员去谈", "第一网格", "grid_worker", 15),
}


def promise_past(code: str) -> None:
    """What was promised forty days ago, and what became of it."""
    _Scene(code).tell()


def neighbours(place: Area) -> list[Hearer]:
    """People whose phone the sign-in page offers, and some who have none."""
    linked = residents.linked_below(place.code)
    offered = {row["phone"] for row in packs.pack("residents_demo")["resident"]}
    phones = residents.phones_of(linked)
    known = [key for key, numbers in phones.items() if offered & set(numbers)]
    homes = {one.key: one for one in registry.lived_in(place.code)}
    others = [key for key in homes if key not in linked][:OTHERS]
    areas = {one.code: one for one in Area.objects.filter(code__startswith=place.code)}
    found = []
    for key, people in registry.members_behind([*known, *others]).items():
        grown = [one for one in people if one.is_adult(clock.today())]
        for one in grown if key in known else grown[:1]:
            found.append(Hearer(person=one.key, door=homes[key].place, area=areas[homes[key].area_code]))
    return found


def account_of(role: str, code: str) -> int | None:
    """Somebody who holds a role below a place."""
    rows = access.in_force().filter(role=role, area__code__startswith=code)
    return rows.order_by("area__code", "pk").values_list("account_id", flat=True).first()


class _Scene:
    """One community and what was promised there."""

    def __init__(self, code: str) -> None:
        self.place, self.staff = Area.objects.get(code=code), linli("demo")
        self.source = Source(SourceKind.OTHER, new_id(), "北门现场接访")
        self.people = neighbours(self.place)

    def _made(self, title: str, means: str, who: str, role: str, within: int) -> Promise:
        said = Promised(
            self.source, title, clock.today() + timedelta(days=within), who,
            account_of(role, self.place.code) if role else None, means,
        )  # fmt: skip
        return promises.make_promise(self.staff, self.place, wanted=said, heard_by=self.people)

    def tell(self) -> None:
        """One kept, one under way, one whose day is over, one put off, one that could not be kept."""
        now = clock.now()
        with clock.standing_at(now - timedelta(days=AGO)):
            first = {key: self._made(*said) for key, said in SAID.items()}
        with clock.standing_at(now - timedelta(days=24)):
            promises.report_progress(self.staff, first["lamps"], words="先换了 3 盏，另外 3 盏的灯座要重做。")
            promises.postpone(
                self.staff, first["ramp"], due_on=clock.today() + timedelta(days=40),
                reason="图纸要区残联先看，排到下个月。",
            )  # fmt: skip
            promises.give_up(
                self.staff,
                first["lift"],
                reason="电梯公司已经换了，老公司不再出计划。新公司的计划另外谈，谈好再告诉大家。",
            )
        with clock.standing_at(now - timedelta(days=18)):
            promises.finish(self.staff, first["lamps"], words="6 盏都换好了，晚上 6 点自动亮。")
            promises.begin(self.staff, first["seats"])
        with clock.standing_at(now - timedelta(days=16)):
            promises.confirm(
                self.staff,
                first["lamps"],
                words="晚上 7 点从北门走到 3 号楼，6 盏都亮；两户老人说看得清台阶了。",
            )
        with clock.standing_at(now - timedelta(days=5)):
            promises.report_progress(
                self.staff, first["seats"], words="位置和几户邻居一起看过，长椅已经订了，下周到。"
            )
        self._said_to_be_done(self.staff)

    def _said_to_be_done(self, staff: Actor) -> None:
        with clock.standing_at(clock.now() - timedelta(days=30)):
            row = self._made("单元门口加一个放拐杖的架子", "物业维修班用旧料做", "梧桐物业", "", 29)
        with clock.standing_at(clock.now() - timedelta(days=2)):
            promises.finish(staff, row, words="1 到 4 号楼都装好了。")
        for part in took_part(row)[2:4]:
            taking_part.note_told(staff, part)
