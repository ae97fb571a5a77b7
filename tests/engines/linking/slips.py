"""What goes wrong when a person is entered a second time: one kind of slip for each function."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

from linli.engines.linking import Record

if TYPE_CHECKING:
    from tests.engines.linking.town import Town

PACK = Path(__file__).parents[3] / "packs" / "base" / "lookalikes.toml"
SOUNDING = (
    "伟炜玮维唯惟晓小笑筱明鸣铭名敏闵玲铃灵琳林霖丽莉力利芳方静婧靖晶精娟涓军君钧俊骏杰洁捷华桦花国果建健剑志智治"
    "文雯玟红宏鸿弘泓洪海平萍苹英瑛颖影永勇咏荣蓉容生声胜升圣庆清青卿晴春纯椿德得福富夫馥根更贵桂玉钰裕宇雨羽禹兰岚蓝"
    "珍真贞凤奉琴勤芹梅眉美淑舒书素苏香祥翔湘云芸韵连莲廉霞侠菊举强墙磊蕾雷涛滔超朝辉晖惠慧斌彬滨宾飞菲非刚钢波博伯"
    "凯恺健洋阳扬旭绪东冬栋龙隆毅义艺怡仪艳燕雁彦娜纳婷庭廷雪薛倩茜丹单璐露鹿佳嘉家加欣新馨心鑫子梓紫轩萱宣浩昊皓"
    "睿瑞泽择诺宸晨辰沉天添佑右逸奕亦霖琪祺琦奇其思斯司语若弱曦希西熙桐同彤童悦月越沐木妍研言雅亚"
    "王汪李黎张章刘柳陈程成杨阳黄皇吴武周洲徐许孙荪朱诸胡湖郭高罗骆何河林琳郑正谢解宋送唐韩冯逢于余俞沈申付傅"
)


def copied(record: Record, made: Town, *, key: str) -> Record:
    """The second entry of a person, with one to three slips; never without anything to know them by."""
    chance = made.chance
    count = 1 if chance.random() < 0.6 else 2 if chance.random() < 0.9 else 3
    copy = replace(record, key=key)
    for kind in chance.sample(list(KINDS), count):
        copy = KINDS[kind](copy, made)
    if not copy.id_number and copy.birth is None:
        copy = replace(copy, birth=record.birth)
    return copy


def _typed(digits: str, chance: Random) -> str:
    at = chance.randrange(len(digits))
    other = chance.choice([one for one in "0123456789" if one != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def _swapped(text: str, chance: Random) -> str:
    places = [at for at in range(len(text) - 1) if text[at] != text[at + 1]]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@cache
def homophones() -> Mapping[str, str]:
    groups: defaultdict[str, str] = defaultdict(str)
    for character in dict.fromkeys(SOUNDING):
        groups[pinyin(character, style=Style.NORMAL)[0][0]] += character
    return {character: group for group in groups.values() for character in group if len(group) > 1}


@cache
def lookalike_groups() -> Mapping[str, str]:
    groups = tomllib.loads(PACK.read_text("utf-8"))["shapes"]["groups"]
    return {character: group for group in groups for character in group}


@cache
def traditional() -> Mapping[str, str]:
    pairs = tomllib.loads(PACK.read_text("utf-8"))["traditional"]["pairs"]
    return {pair[1]: pair[0] for pair in pairs}


def _replaced(record: Record, groups: Mapping[str, str], chance: Random) -> Record:
    places = [at for at, one in enumerate(record.name) if one in groups]
    if not places:
        return record
    at = chance.choice(places)
    choices = [one for one in groups[record.name[at]] if one != record.name[at]]
    return replace(record, name=record.name[:at] + chance.choice(choices) + record.name[at + 1 :])


def _same_sound(record: Record, made: Town) -> Record:
    return _replaced(record, homophones(), made.chance)


def _lookalike(record: Record, made: Town) -> Record:
    return _replaced(record, lookalike_groups(), made.chance)


def _other_character(record: Record, made: Town) -> Record:
    if len(record.name) < 3:
        return record
    at = made.chance.randrange(1, len(record.name))
    return replace(record, name=record.name[:at] + made.chance.choice(SOUNDING) + record.name[at + 1 :])


def _missing_character(record: Record, made: Town) -> Record:
    if len(record.name) < 3:
        return record
    at = made.chance.randrange(1, len(record.name))
    return replace(record, name=record.name[:at] + record.name[at + 1 :])


def _turned(record: Record, made: Town) -> Record:
    if "（" in record.name:
        return record
    return replace(record, name=record.name[0] + record.name[:0:-1])


def _in_traditional(record: Record, made: Town) -> Record:
    return replace(record, name="".join(traditional().get(one, one) for one in record.name))


def _spaced(record: Record, made: Town) -> Record:
    return replace(record, name=f" {record.name[0]} {record.name[1:]}（住户）")


def _old_number(record: Record, made: Town) -> Record:
    if record.id_number[6:8] != "19" or record.birth is None or record.birth.year > 1990:
        return _typed_number(record, made)
    return replace(record, id_number=record.id_number[:6] + record.id_number[8:17])


def _typed_number(record: Record, made: Town) -> Record:
    return replace(record, id_number=_typed(record.id_number, made.chance)) if record.id_number else record


def _swapped_number(record: Record, made: Town) -> Record:
    return replace(record, id_number=_swapped(record.id_number, made.chance))


def _lost_digit(record: Record, made: Town) -> Record:
    at = made.chance.randrange(max(1, len(record.id_number)))
    return replace(record, id_number=record.id_number[:at] + record.id_number[at + 1 :])


def _day_and_month(record: Record, made: Town) -> Record:
    birth = record.birth
    if birth is None or birth.day > 12:
        return _typed_year(record, made)
    return replace(record, birth=date(birth.year, birth.day, birth.month), id_number="")


def _typed_year(record: Record, made: Town) -> Record:
    if record.birth is None or (record.birth.month, record.birth.day) == (2, 29):
        return record
    digits = f"{record.birth.year}"
    other = int(digits[:2] + _typed(digits[2:], made.chance))
    return replace(record, birth=record.birth.replace(year=min(other, 2026)), id_number="")


def _typed_day(record: Record, made: Town) -> Record:
    if record.birth is None:
        return record
    return replace(record, birth=record.birth.replace(day=made.chance.randint(1, 28)), id_number="")


def _moved(record: Record, made: Town) -> Record:
    room = f"{made.chance.randint(1, 18)}0{made.chance.randint(1, 4)}"
    home = f"{made.chance.randint(1, 60)}-{made.chance.randint(1, 3)}-{room}"
    return replace(record, address=home, household=f"M{record.household}")


def _other_writing(record: Record, made: Town) -> Record:
    building, entrance, room = record.address.split("-")
    form = made.chance.choice(["{}号楼{}单元{}室", "{}栋{}单元{}", "{}幢{}-{}", "梧桐苑{}号楼{}门{}号"])
    return replace(record, address=form.format(building, entrance, room), household="")


def _other_phone(record: Record, made: Town) -> Record:
    return replace(record, phones=(made.phone(),))


def _typed_phone(record: Record, made: Town) -> Record:
    return replace(
        record, phones=tuple(_typed(phone[3:], made.chance).join((phone[:3], "")) for phone in record.phones)
    )


def _no_number(record: Record, made: Town) -> Record:
    return replace(record, id_number="")


def _no_birth(record: Record, made: Town) -> Record:
    return replace(record, birth=None)


def _no_phone(record: Record, made: Town) -> Record:
    return replace(record, phones=())


def _lunar(record: Record, made: Town) -> Record:
    if record.birth is None:
        return record
    return replace(record, birth=record.birth - timedelta(days=made.chance.randint(20, 50)), id_number="")


KINDS: Mapping[str, Callable[[Record, Town], Record]] = {
    "name sounds the same": _same_sound,
    "name looks the same": _lookalike,
    "other character": _other_character,
    "missing character": _missing_character,
    "name turned": _turned,
    "traditional": _in_traditional,
    "spaces and remark": _spaced,
    "fifteen digits": _old_number,
    "number typed": _typed_number,
    "number swapped": _swapped_number,
    "number lost a digit": _lost_digit,
    "day and month": _day_and_month,
    "year typed": _typed_year,
    "day typed": _typed_day,
    "lunar": _lunar,
    "moved": _moved,
    "other writing": _other_writing,
    "other phone": _other_phone,
    "phone typed": _typed_phone,
    "no number": _no_number,
    "no birth": _no_birth,
    "no phone": _no_phone,
}
