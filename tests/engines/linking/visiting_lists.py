"""A second made world, built otherwise: a police register, and volunteers' lists typed from paper.

Nothing is planted kind by kind: every field of every entry is wrong or empty with its own chance, people
stand in up to three lists, names are drawn evenly from a large stock, homes are written as Shanghai lanes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.engines.linking import slips
from tests.engines.linking.town import SURNAMES, TAIL, Truth, clusters

from linli.engines.identity import check_character
from linli.engines.linking import Record

STOCK = (
    "安邦宝保贝本斌冰波博才彩灿策昌长畅超朝辰诚城承程池驰川传春聪翠大丹道德登迪典东冬栋端多恩尔发帆凡方芳飞非菲"
    "丰风枫峰锋凤芙福富刚高歌根功古谷光广贵国果海涵汉航豪浩禾和荷鹤恒红宏洪鸿虎花华怀欢焕黄辉慧惠火吉佳家坚建健江"
    "娇洁杰金锦进晋京晶景静久军君俊开凯康科可克宽坤兰朗乐磊蕾黎礼立丽利莉良亮林琳霖灵玲凌龙露璐伦茂玫梅美萌梦敏明"
    "铭墨牧楠宁培沛鹏平萍奇琦琪启强巧勤青清晴庆秋泉群仁荣蓉容如瑞润若森珊善韶生圣诗石世书淑树双爽顺思松素泰涛天田"
    "婷庭彤万望威微薇伟苇文雯武夕西希锡喜霞先贤香祥翔向小晓笑心欣新鑫星兴雄秀旭轩学雪雅亚延妍言岩艳燕阳洋瑶业叶"
    "一伊依怡宜义艺益逸毅音银英盈颖永勇友有宇雨玉育钰元园圆媛远月悦云芸运韵泽增展占章真珍振正之芝志智中忠舟珠竹卓姿"
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How often a list gets a field wrong or leaves it out."""

    empty: Mapping[str, float]
    wrong: Mapping[str, float]


POLICE = Habits(
    {"id_number": 0.02, "birth": 0.01, "phones": 0.45, "address": 0.03, "sex": 0.01},
    {"name": 0.02, "id_number": 0.01, "birth": 0.005, "address": 0.15, "phones": 0.25, "sex": 0.005},
)
VOLUNTEERS = Habits(
    {"id_number": 0.65, "birth": 0.35, "phones": 0.1, "address": 0.03, "sex": 0.15},
    {"name": 0.1, "id_number": 0.06, "birth": 0.1, "address": 0.05, "phones": 0.06, "sex": 0.01},
)


class Lists:
    """Makes homes with people and writes them into lists."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.surnames = "".join(one for one in SURNAMES if not one.isdigit())

    def name(self, surname: str = "") -> str:
        at = min(int(self.chance.paretovariate(0.7)) - 1, len(self.surnames) - 1)
        front = surname or self.surnames[at]
        stock = TAIL if self.chance.random() < 0.05 else STOCK
        return front + "".join(self.chance.sample(stock, self.chance.choice((1, 2, 2, 2))))

    def phone(self) -> str:
        return f"1{self.chance.choice('3578')}{self.chance.randrange(10**9):09d}"

    def home(self) -> list[Record]:
        """People of one home, every field right."""
        lane, house = self.chance.choice((18, 18, 26, 40)), self.chance.randint(1, 45)
        room = f"{self.chance.randint(1, 6)}0{self.chance.randint(1, 8)}"
        address, phone = f"学府路{lane}弄{house}号{room}室", self.phone()
        surname = self.name()[0]
        people: list[Record] = []
        for _ in range(self.chance.choice((1, 1, 2, 2, 3, 3, 4, 5))):
            own = surname if self.chance.random() < 0.6 else ""
            birth = date(1930, 1, 1) + timedelta(days=self.chance.randrange(94 * 365))
            if people and people[-1].birth and self.chance.random() < 0.03:
                birth, own = people[-1].birth, people[-1].name[:2]
            numbers = (phone,) if self.chance.random() < 0.3 else (self.phone(),)
            name = self.name(own)[:3]
            if all(name != other.name for other in people):
                people.append(self._complete(name, birth, numbers, address))
        return people

    def _complete(self, name: str, birth: date, phones: tuple[str, ...], address: str) -> Record:
        sex = self.chance.choice("12")
        sequence = self.chance.randrange(0, 499) * 2 + (sex == "1")
        region = self.chance.choice(("310105", "310105", "310104", "320523", "362330", "341226"))
        digits = f"{region}{birth:%Y%m%d}{sequence:03d}"
        return Record("", name, digits + check_character(digits), birth, sex, phones, address)

    def entry(self, person: Record, habits: Habits, key: str) -> Record:
        """One person as one list has them."""
        record = replace(person, key=key)
        for field, share in habits.wrong.items():
            if self.chance.random() < share:
                record = getattr(self, f"_wrong_{field}")(record)
        for field, share in habits.empty.items():
            if self.chance.random() < share:
                nothing: object = () if field == "phones" else None if field == "birth" else ""
                record = replace(record, **{field: nothing})  # type: ignore[arg-type]
        return replace(record, address=self._written(record.address)) if record.address else record

    def _written(self, address: str) -> str:
        kind = self.chance.random()
        if kind < 0.3:
            return address.removeprefix("学府路")
        if kind < 0.5:
            return address.replace("弄", "-").replace("号", "-").removeprefix("学府路").removesuffix("室")
        return address

    def _wrong_name(self, record: Record) -> Record:
        kind = self.chance.choice(("name sounds the same", "name sounds the same", "name looks the same",
                                   "other character", "missing character", "traditional"))  # fmt: skip
        return slips.KINDS[kind](record, self)  # type: ignore[arg-type]

    def _wrong_id_number(self, record: Record) -> Record:
        number = record.id_number
        at = self.chance.randrange(16)
        kind = self.chance.random()
        if kind < 0.5:
            return replace(record, id_number=f"{number[:at]}{self.chance.randrange(10)}{number[at + 1 :]}")
        if kind < 0.75:
            return replace(record, id_number=number[:at] + number[at + 1] + number[at] + number[at + 2 :])
        if kind < 0.9:
            return replace(record, id_number=number[:at] + number[at + 1 :])
        return replace(record, id_number=number[:15] + "000")

    def _wrong_birth(self, record: Record) -> Record:
        birth = record.birth
        if birth is None:
            return record
        kind = self.chance.random()
        if kind < 0.4:
            return replace(record, birth=date(birth.year, 1, 1))
        if kind < 0.7:
            year = max(1912, min(2024, birth.year + self.chance.choice((-10, -1, 1, 10))))
            return replace(record, birth=birth.replace(day=min(28, birth.day), year=year))
        return replace(record, birth=birth.replace(day=self.chance.randint(1, 28)))

    def _wrong_phones(self, record: Record) -> Record:
        return replace(record, phones=(self.phone(),))

    def _wrong_address(self, record: Record) -> Record:
        room = f"{self.chance.randint(1, 6)}0{self.chance.randint(1, 8)}"
        return replace(
            record, address=f"{self.chance.choice((18, 26))}弄{self.chance.randint(1, 45)}号{room}"
        )

    def _wrong_sex(self, record: Record) -> Record:
        return replace(record, sex="1" if record.sex == "2" else "2")


def lists(seed: int, people: int) -> Truth:
    """The police register of about this many people, and volunteers' lists of half of them, put together."""
    made = Lists(seed)
    records: list[Record] = []
    groups: list[list[str]] = []
    while len(groups) < people:
        for person in made.home():
            habits = [POLICE] + [VOLUNTEERS] * made.chance.choice((0, 0, 0, 1, 1, 2))
            keys = [f"{len(groups):06d}-{at}" for at in range(len(habits))]
            records += [made.entry(person, one, key) for one, key in zip(habits, keys, strict=True)]
            groups.append(keys)
    made.chance.shuffle(records)
    return Truth(records, clusters(groups))


def linkable(truth: Truth) -> frozenset[tuple[str, str]]:
    """True pairs that share more than a name: a number, a birth, a telephone or a home on both sides."""
    by_key = {record.key: record for record in truth.records}

    def has_more(a: Record, b: Record) -> bool:
        both = (a.id_number and b.id_number) or (a.birth and b.birth) or set(a.phones) & set(b.phones)
        return bool(both) or bool(a.address and b.address and a.address[-4:] == b.address[-4:])

    return frozenset(pair for pair in truth.pairs if has_more(by_key[pair[0]], by_key[pair[1]]))
