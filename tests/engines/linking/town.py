"""A made town: families, twins, namesakes, shared telephones, and people entered twice with slips."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

from tests.engines.linking import slips

from linli.engines.identity import check_character
from linli.engines.linking import Record

SURNAMES = (
    "王95李93张90刘68陈61杨40黄33赵31吴30周29徐24孙22马19朱18胡18郭17何17高16林16罗15郑14梁13谢12宋11唐11许10韩10冯9"
    "邓9曹9彭8曾8肖8田7董7袁7潘6于6蒋6蔡6余6杜6叶5程5苏5魏5吕5丁5任5沈5姚4卢4姜4崔4钟4谭4陆4汪4范4金4石4廖4贾3夏3"
    "韦3付3方3白3邹3孟3熊3秦3邱3江3尹3薛3闫3段3雷3侯3龙3史3陶3黎2贺2顾2毛2郝2龚2邵2万2钱2严2覃2武2戴2莫2孔2向2汤2"
    "单1解1仇1查1区1盖1翟1柳1符1庞1裴1左1甘1柯1岳1俞1桂1阮1焦1耿1詹1关1樊1卓1池1巫1封1鲍1倪1谷1车1連1"
)
RARE_SURNAMES = ("欧阳", "上官", "司徒", "尉迟", "诸葛", "令狐")
OLD_MEN = "国建志德福根生明荣贵祥永庆文忠义海金水长全友树春林才宝成富有"
OLD_WOMEN = "秀桂玉兰英珍凤芳琴梅淑素香云莲霞菊娥仙爱巧翠月金美惠银花"
MEN = "伟强磊军勇杰涛超明辉斌鹏飞刚波平建华浩宁峰亮凯俊洋健旭东龙毅"
WOMEN = "丽静敏娟艳芳霞燕娜婷萍玲红莉琳梅洁颖慧雪倩丹晶蕾璐佳欣云瑶"
BOYS = "子轩浩宇梓睿博文泽俊杰一诺宸铭昊天佑嘉逸晨阳霖奕辰皓煜航"
GIRLS = "梓涵欣怡诗雨佳琪思语嘉一诺可馨若曦雨桐紫萱艺彤悦沐心妍雅"
TAIL = (
    "喆堃婧翀骁珂瑾璇玥晟彬楠筠祎蔚茜翊恺沛沁泓澜湛灏烨焱炜燊珏珩琰琬瑄璟畅皎矅砚祺稷竣笙翎翰芷"
    "芮茗莹菡萱葳蓓蕴薇"
)
REGIONS = ("330106", "330106", "330106", "330102", "330103", "340121", "410182", "512921", "362301")


@dataclass(frozen=True, slots=True)
class Truth:
    """Records and the pairs of keys that are one person."""

    records: list[Record]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Body:
    """A living person."""

    surname: str
    given: str
    birth: date
    sex: str
    phone: str
    home: str
    household: str


class Town:
    """Builds people by household; every choice comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.households = 0
        self.serial = 0
        pairs = [
            (SURNAMES[at], SURNAMES[at + 1 :]) for at in range(len(SURNAMES)) if not SURNAMES[at].isdigit()
        ]
        self.surnames = [surname for surname, _ in pairs]
        self.weights = [int("".join(_leading_digits(rest)) or 1) for _, rest in pairs]

    def surname(self) -> str:
        if self.chance.random() < 0.004:
            return self.chance.choice(RARE_SURNAMES)
        return self.chance.choices(self.surnames, self.weights)[0]

    def given(self, birth: date, sex: str) -> str:
        pools = (
            (OLD_MEN, OLD_WOMEN)
            if birth.year < 1962
            else (MEN, WOMEN)
            if birth.year < 2000
            else (BOYS, GIRLS)
        )
        pool = pools[int(sex) - 1]
        short = 0.12 if birth.year < 1962 else 0.35 if birth.year < 2000 else 0.08
        return "".join(self._character(pool) for _ in range(1 if self.chance.random() < short else 2))

    def _character(self, pool: str) -> str:
        if self.chance.random() < 0.08:
            return self.chance.choice(TAIL)
        return pool[min(int(self.chance.expovariate(3 / len(pool))), len(pool) - 1)]

    def day(self, first: int, last: int) -> date:
        return date(first, 1, 1) + timedelta(days=self.chance.randrange((last - first) * 365))

    def phone(self) -> str:
        front = self.chance.choice(["138", "139", "136", "135", "158", "188", "189", "177", "130", "186"])
        return f"{front}{self.chance.randrange(10**8):08d}"

    def household(self) -> list[Body]:
        """One family: a couple or one person, perhaps children, twins, grandparents."""
        self.households += 1
        number = self.households
        room = f"{self.chance.randint(1, 18)}0{self.chance.randint(1, 4)}"
        home = f"{number % 60 + 1}-{self.chance.randint(1, 3)}-{room}"
        family = self._adults(home, f"H{number:06d}")
        if self.chance.random() < 0.5 and len(family) > 1:
            family += self._children(family)
        if self.chance.random() < 0.15:
            family += self._grandparents(family[0])
        return family

    def _adults(self, home: str, household: str) -> list[Body]:
        head = self._body(self.surname(), self.day(1938, 2000), "1", home, household)
        if self.chance.random() < 0.25:
            return [head]
        near = head.birth + timedelta(days=self.chance.randint(-1500, 1500))
        wife = self._body(self.surname(), near, "2", home, household)
        if self.chance.random() < 0.25:
            wife = replace(wife, phone=head.phone)
        return [head, wife]

    def _children(self, family: Sequence[Body]) -> list[Body]:
        father = family[0]
        birth = father.birth + timedelta(days=self.chance.randint(8000, 12500))
        sex = self.chance.choice("12")
        child = self._body(father.surname, birth, sex, father.home, father.household)
        if child.given == father.given:
            child = replace(child, given=child.given + "安")
        child = replace(child, phone=father.phone if self.chance.random() < 0.5 else child.phone)
        if self.chance.random() < 0.06 and len(father.given) == 2:
            child = replace(child, given=father.given[0] + child.given[-1])
        if self.chance.random() < 0.05:
            return [child, self._twin(child)]
        if self.chance.random() < 0.3:
            younger = self._body(father.surname, birth + timedelta(days=self.chance.randint(400, 2500)), sex,
                                 father.home, father.household)  # fmt: skip
            given = (child.given[0] + younger.given[::-1])[:2]
            return [child, replace(younger, given=given if given != child.given else younger.given + "安")]
        return [child]

    def _twin(self, child: Body) -> Body:
        given = self.given(child.birth, child.sex)
        alike = child.given[0] + given[-1] if len(child.given) == 2 and self.chance.random() < 0.6 else given
        return replace(child, given=alike if alike != child.given else given + "宁")

    def _grandparents(self, head: Body) -> list[Body]:
        birth = head.birth - timedelta(days=self.chance.randint(8000, 11000))
        mother = self._body(self.surname(), birth, "2", head.home, head.household)
        return [replace(mother, phone=head.phone if self.chance.random() < 0.5 else mother.phone)]

    def _body(self, surname: str, birth: date, sex: str, home: str, household: str) -> Body:
        return Body(surname, self.given(birth, sex), birth, sex, self.phone(), home, household)

    def record(self, body: Body) -> Record:
        self.serial += 1
        sequence = self.chance.randrange(0, 499) * 2 + (body.sex == "1")
        digits = f"{self.chance.choice(REGIONS)}{body.birth:%Y%m%d}{sequence:03d}"
        return Record(
            f"P{self.serial:06d}", body.surname + body.given, digits + check_character(digits), body.birth,
            body.sex, (body.phone,), body.home, body.household,
        )  # fmt: skip

    def with_gaps(self, record: Record) -> Record:
        """A register is never complete."""
        if self.chance.random() < 0.12:
            record = replace(record, id_number="")
        if self.chance.random() < 0.15:
            record = replace(record, phones=())
        if self.chance.random() < 0.05:
            record = replace(record, birth=None)
        return replace(record, sex="") if self.chance.random() < 0.05 else record


def town(seed: int, people: int, *, twice: float = 0.06) -> Truth:
    """Records of a register of about this many people, a share of whom is entered twice."""
    made = Town(seed)
    bodies: list[Body] = []
    while len(bodies) < people:
        bodies += made.household()
    bodies = bodies[:people]
    bodies += [_namesake(made, made.chance.choice(bodies)) for _ in range(people // 100)]
    originals = [made.record(body) for body in bodies]
    records = [made.with_gaps(record) for record in originals]
    pairs: list[tuple[str, str]] = []
    for original in made.chance.sample(originals, int(people * twice)):
        copy = slips.copied(original, made, key=f"C{original.key}")
        records.append(copy)
        pairs.append((copy.key, original.key))
    made.chance.shuffle(records)
    return Truth(records, frozenset(tuple(sorted(pair)) for pair in pairs))  # type: ignore[misc]


def _namesake(made: Town, body: Body) -> Body:
    """Another person of the same name: next door, of the same year, or by rare chance of the same day."""
    kind = made.chance.random()
    birth = made.day(1940, 2015)
    if kind < 0.04:
        birth = body.birth
    elif kind < 0.3:
        birth = body.birth.replace(month=made.chance.randint(1, 12), day=made.chance.randint(1, 28))
    building = body.home.split("-")[0]
    home = f"{building}-{made.chance.randint(1, 3)}-{made.chance.randint(1, 18)}0{made.chance.randint(1, 4)}"
    made.households += 1
    return replace(body, birth=birth, phone=made.phone(), home=home, household=f"H{made.households:06d}")


def _leading_digits(text: str) -> list[str]:
    digits: list[str] = []
    for character in text:
        if not character.isdigit():
            break
        digits.append(character)
    return digits


def precision_and_recall(found: Sequence[tuple[str, str]], truth: Truth) -> tuple[float, float]:
    """Shares of found pairs that are true, and of true pairs that are found."""
    right = sum(tuple(sorted(pair)) in truth.pairs for pair in found)
    return right / max(1, len(found)), right / max(1, len(truth.pairs))


def clusters(groups: Sequence[Sequence[str]]) -> frozenset[tuple[str, str]]:
    """Every pair of keys within each group."""
    return frozenset(pair for group in groups for pair in combinations(sorted(group), 2))


Slip = Callable[[Record, "Town"], Record]
