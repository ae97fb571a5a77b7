"""Open spaces: one over, with notes, dots and promises; one with its market open; one being prepared."""

import random
from datetime import time, timedelta

from linli.contexts.assembly.commands import space_cards, space_notes, space_people, spaces
from linli.contexts.assembly.commands.space_cards import Told
from linli.contexts.assembly.commands.space_notes import Agreed, Written
from linli.contexts.assembly.commands.spaces import Wanted
from linli.contexts.assembly.models.spaces import OpenSpace
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

STREAM = 20260714
AGO = 26
GUESTS = 14
ROOM = (("活动室东角", 14), ("活动室西角", 12), ("走廊长桌", 8))
EVENING = (
    # title, words, convenor, what its group wrote
    ("北门到车棚那段太黑", "路灯坏了好几盏，报过还没修全。", "3号楼周老师",
     "数过了：北门到车棚一共 11 盏，坏 4 盏。先换坏的，再看要不要加装。物业小刘在组里，说灯泡有库存。"),
    ("遛狗的和怕狗的怎么都舒服", "", "5号楼小何",
     "晚上 7 点到 8 点半孩子多，大家约好这段时间牵绳走外圈；东南角划一块草地。狗便袋放三处，轮流补。"),
    ("电动车别堵单元门", "充电桩够不够？", "1号楼老秦",
     "堵的主要是 2 号楼和 6 号楼。车棚还空着一半，嫌远、嫌黑。灯修好、地面画线，再劝。"),
    ("谁来管东边的健身器材", "", "6号楼孙师傅", "扭腰器螺丝松了。孙师傅会修，要一套扳手和润滑油。"),
    ("晚上散步想有个歇脚的地方", "带老人走一圈要歇两次。", "2号楼邓阿姨",
     "想在 4 号楼拐角放一张长椅，离路灯近。"),
)  # fmt: skip
AGREED = (
    ("换好北门到车棚坏的 4 盏路灯", "江畔物业 刘工", 20, "灯泡有库存，登高车一天", 1),
    ("写好遛狗的约定，贴到各单元", "5号楼小何和三位邻居", 35, "打印 20 张", 2),
    ("修好东边的扭腰器，每月看一次", "6号楼孙师傅", 40, "扳手一套、润滑油，居委会出", 4),
)
MARKET = (
    ("一楼堆的旧家具往哪放", "3号楼周老师"), ("楼道里的鞋柜算不算杂物", "4号楼田姐"),
    ("墙上的小广告谁来清", "1号楼老秦"), ("能不能一起把单元门口种上花", "2号楼邓阿姨"),
    ("楼道灯声控不灵", "3号楼周老师"), ("搬家的大件哪天能放楼下", "6号楼孙师傅"),
    ("每层装一个放报纸的架子", "5号楼小何"),
)  # fmt: skip


def space_past(code: str) -> None:
    """Made by the commands that people use."""
    _Scene(code).tell()


class _Scene:
    """One community."""

    def __init__(self, code: str) -> None:
        self.place = Area.objects.get(code=code)
        self.chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
        self.staff = linli("demo")

    def tell(self) -> None:
        """All three."""
        today = clock.today()
        with clock.standing_at(clock.now() - timedelta(days=AGO)):
            self._over()
        with clock.standing_at(clock.now() - timedelta(days=4)):
            self._market()
        spaces.draft(self.staff, self.place, wanted=Wanted(
            "暑假里孩子们白天去哪儿？", today + timedelta(days=24), time(9, 30), "社区活动室", ROOM,
            time(10, 10), 2, 45, 10, "双职工家庭说得最多的一件事。带孩子来也行，角落里有画画的桌子。",
        ))  # fmt: skip

    def _over(self) -> None:
        words = (
            "春天以来，晚上出来走的人多了，也有人说不敢走。"
            "这次不定议程，想谈什么写一张卡，谈出来的事当场有人认领。"
        )
        space = self._begun(Wanted(
            "怎样让咱们院子晚上也走得安心？", clock.today(), time(14, 0), "社区活动室", ROOM, time(14, 40),
            2, 50, 10, words,
        ))  # fmt: skip
        cards = [
            space_cards.write_down(self.staff, space, told=Told(title, who, words))
            for title, words, who, _note in EVENING
        ]
        keys = [str(one.pk) for one in cards]
        guests = list(space.guests.order_by("number"))
        for guest in guests[:10]:
            space_people.wish(self.staff, guest, cards=self.chance.sample(keys, 2))
        spaces.lead_on(self.staff, space, verb="hold_market")
        space_cards.arrange_all(self.staff, space)
        spaces.lead_on(self.staff, space, verb="talk")
        for one, (_title, _words, _who, said) in zip(cards, EVENING, strict=True):
            space_notes.write_note_down(self.staff, one, written=Written(said))
        spaces.lead_on(self.staff, space, verb="take_dots")
        for guest in guests:
            chosen = self.chance.choices(keys, (6, 4, 3, 2, 2), k=3)
            space_people.give_dots(self.staff, guest, dots={key: chosen.count(key) for key in chosen})
        spaces.lead_on(self.staff, space, verb="plan")
        for what, who, days, means, number in AGREED:
            due = clock.today() + timedelta(days=days)
            agreed = Agreed(what, who, due, means, cards[number - 1])
            space_notes.agree(self.staff, space, agreed=agreed)
        spaces.lead_on(self.staff, space, verb="close")

    def _market(self) -> None:
        words = "消防来看过，三栋楼的楼道要腾。怎么腾、往哪放、怎么不再堆，住在楼里的人说了算。"
        space = self._begun(Wanted(
            "楼道里的东西，怎么办大家都方便？", clock.today() + timedelta(days=7), time(14, 0), "社区活动室",
            ROOM, time(14, 40), 2, 50, 10, words,
        ))  # fmt: skip
        cards = [space_cards.write_down(self.staff, space, told=Told(title, who)) for title, who in MARKET]
        keys = [str(one.pk) for one in cards]
        for guest in space.guests.order_by("number")[:8]:
            space_people.wish(self.staff, guest, cards=self.chance.sample(keys, 3))
        spaces.lead_on(self.staff, space, verb="hold_market")
        for one, number in ((cards[0], 1), (cards[3], 2)):
            spot = (space.places.get(number=number), space.rounds.get(number=1))
            space_cards.put_up(self.staff, one, spot=spot)

    def _begun(self, wanted: Wanted) -> OpenSpace:
        space = spaces.draft(self.staff, self.place, wanted=wanted)
        spaces.lead_on(self.staff, space, verb="call")
        space_people.issue(self.staff, space, count=GUESTS)
        return space
