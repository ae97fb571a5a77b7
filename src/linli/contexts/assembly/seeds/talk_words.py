"""What neighbours of the demonstration talk about; each statement with the share of each camp that agrees."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Story:
    """A topic, what was said, and the motion it led to."""

    title: str
    words: str
    origin: str = ""
    said: tuple[tuple[str, tuple[float, ...]], ...] = ()
    motion: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """As commands take it."""
        return {"title": self.title, "words": self.words}


GATE = Story(
    "北门夜里几点关",
    "北门整夜开着，外卖车进进出出，靠门的两栋楼睡不好；上夜班的邻居又怕回来进不了门。想和大家定一个都能接受的办法。",
    "近三个月 17 位居民反映夜里太吵（1号楼、2号楼）",
    (
        ("夜里要有一个大家都知道的关门时间", (0.96, 0.9)),
        ("晚上十一点关门", (0.97, 0.04)),
        ("不关门，只要外卖车不进来", (0.04, 0.97)),
        ("关门以后刷卡能进，救护车随时能进", (0.97, 0.94)),
        ("刷卡的机器由公共收益出钱", (0.95, 0.05)),
        ("周末可以晚一个小时关", (0.06, 0.95)),
        ("门口请人值夜班，门一直开着", (0.05, 0.94)),
        ("门口装一块限速和禁鸣的牌子", (0.93, 0.92)),
        ("先试一个月，再决定要不要长期这样", (0.85, 0.9)),
    ),
)
PARKING = Story(
    "电动车不进楼，停到哪里充电",
    "楼道里停电动车不安全，可是外面没有地方充电。请大家说说停到哪里、怎么充、钱从哪里来。",
    "",
    (
        ("楼道里不能停电动车", (0.93,)),
        ("先把充电口装好，再不让停楼道", (0.88,)),
        ("充电口装在北门车棚", (0.8,)),
        ("充电的钱各人自己付", (0.86,)),
        ("老人代步车要留几个近的位置", (0.84,)),
        ("飞线充电要有人劝", (0.78,)),
    ),
    {
        "what": "电动车不进楼，统一停到北门车棚充电", "where": "北门车棚", "when": "下月 1 日起",
        "who": "物业装充电口，楼门长劝导", "money": "3200 元，公共收益支出",
        "how": "先装 8 个充电口，装好再清楼道；给老人代步车留 3 个位置",
    },
)  # fmt: skip
LOCKERS = Story(
    "快递柜放在哪里",
    "现在的快递柜挡着一号楼的消防通道，要换个地方。放在哪里取着方便，又不挡路？",
    "",
    (
        ("放在物业办公室旁边", (0.7,)),
        ("放在北门外面，快递员不用进来", (0.45,)),
        ("要有灯，晚上也看得见", (0.95,)),
        ("下面几格留给拿不高的老人", (0.9,)),
        ("不能占消防通道", (1.0,)),
    ),
)
CHAIRS = Story("花园里加几把带靠背的椅子", "老人走累了没有地方歇，花坛边太凉。希望加五六把带靠背的椅子。")
MORE_CHAIRS = Story("花园里多放几把椅子", "花园里只有两把椅子，下午总是坐满了，希望多放几把。")
PUDDLE = Story("三号楼门口下雨积水", "一下雨门口积水到脚踝，老人出不了门，希望大家商量怎么改。")
