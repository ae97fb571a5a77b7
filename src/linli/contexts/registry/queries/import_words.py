"""Why a row of a roster was refused, or what a person should look at, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as label

from linli.contexts.registry.queries.groups import groups
from linli.kernel.catalogue import shelf
from linli.kernel.phrases import listed

REFUSED = {
    "no_name": label("没有姓名"),
    "not_a_name": label("姓名里有数字，不像一个人的名字"),
    "id_length": label("身份证号位数不对，应是 18 位（旧证 15 位）"),
    "id_characters": label("身份证号里有不该出现的字符"),
    "id_prefix": label("身份证号开头不对"),
    "id_region": label("身份证号前两位不是任何省份"),
    "id_date": label("身份证号里的出生日期不可能"),
    "id_in_future": label("身份证号里的出生日期在今天之后"),
    "id_check_digit": label("身份证校验错误：最后一位对不上，可能抄错了一位"),
    "id_digits_lost": label("身份证被表格当成数字，丢了后几位，请把这一列设为文本后重填"),
    "id_placeholder": label("身份证号是随手填的占位数字"),
    "impossible_date": label("%(field)s：日期不可能，没有这一天或年代不对"),
    "future_date": label("%(field)s：日期在今天之后"),
    "moved_before_birth": label("日期不可能：入住早于出生"),
    "birth_differs": label("出生日期与身份证不一致"),
    "sex_differs": label("性别与身份证不一致"),
    "no_such_door": label("地址不匹配：这栋楼没有这个门牌"),
    "no_such_building": label("地址不匹配：本社区没有这栋楼"),
    "address_incomplete": label("地址不完整，缺楼栋或室号"),
    "address_ambiguous": label("地址不匹配：有几处同号的房屋，请写明小区或单元"),
    "address_elsewhere": label("地址不在本社区"),
    "other_community": label("不在本社区：所属社区写的是别处"),
    "said_twice": label("同一张表里重复，和第 %(row)s 行是同一个人"),
    "namesake_no_address": label("重名且未给地址，分不清是哪一位"),
    "only_a_name": label("只有姓名，没有身份证号、地址、电话或出生日期，认不出是谁"),
    "registered_dead": label("登记里这个人已去世，请先核实"),
}
ASKED = {
    "perhaps_known": label("和登记里的人很像，请确认是不是同一个人"),
    "number_held_twice": label("登记里有几份记录用这个身份证号，请选是哪一份"),
    "number_other_name": label("身份证号和登记里的人相同，姓名却不同"),
    "gone_since": label("试读之后，登记里的这份记录有了变动，请再确认"),
}
REMARKS = {
    "id_masked": label("身份证号被遮住了，没有采用"),
    "not_a_phone": label("%(field)s：电话写法不对，没有采用"),
    "not_in_list": label("%(field)s：写法不在可选项里，没有采用"),
    "digits_lost": label("%(field)s：被表格当成数字，丢了后几位，没有采用"),
    "not_understood": label("%(field)s：看不懂写的内容，没有采用"),
    "account_doubtful": label("%(field)s：账号校验不对，请核对"),
    "relation_unknown": label("与户主关系：看不懂写的内容，没有采用"),
    "day_noted": label("%(field)s：没有写到日，照原样记在备注里，请补全"),
    "day_not_whole": label("%(field)s：没有写到日，没有改动登记，请补全"),
    "day_differs": label("%(field)s：和登记里的不一致，没有改动，请核实"),
    "lives_elsewhere": label("现住地址不在本社区，只登记户籍"),
    "no_address": label("没有地址，暂不知道住哪一户"),
    "name_differs": label("姓名和登记里的写法不同"),
    "older": label("%(fields)s：登记里有更新的内容，没有改动"),
    "says_no": label("名册说不属于“%(group)s”，登记里属于，请核实"),
}
SENTENCES = {**REFUSED, **ASKED, **REMARKS}
KEPT = {
    "changed_since": label("导入之后又有改动，保留现状"),
    "needed_since": label("别处已经用到，保留现状"),
}
Remark = Sequence[Any]


def sentence(code: str, told: Mapping[str, Any]) -> str:
    """One reason in words."""
    words = {
        "field": _field(told.get("field", "")),
        "fields": listed(_field(key) for key in told.get("fields", ())),
        "row": told.get("row", ""),
        "group": groups()[told["group"]].label if told.get("group") in groups() else "",
    }
    return _(SENTENCES[code]) % words if code in SENTENCES else code


def sentences(reasons: Iterable[Remark]) -> list[str]:
    """All reasons of a row in words, each once."""
    return list(dict.fromkeys(sentence(code, told) for code, told in reasons))


def kept(code: str) -> str:
    """Why something stayed when an import was taken back."""
    return _(KEPT[code]) if code in KEPT else code


def names(keys: Iterable[str]) -> list[str]:
    """Fields and groups as people call them."""
    known = groups()
    return [known[key].label if key in known else _field(key) for key in keys]


def _field(key: str) -> str:
    found = shelf.fields().get(key)
    return found.label if found is not None else key
