"""Which part of a person's name is the surname, and how is the name written once?"""

import re
from dataclasses import dataclass

from linli.engines.identity.writing import half_width

# Two-character surnames that are read as such by default, two by two.  Left out on purpose: 单于, 谷梁, 公良
# and others whose first character is today far more often the whole surname.
_TWO_BY_TWO = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙令狐慕容司徒夏侯长孙宇文端木百里呼延南宫轩辕申屠闻人钟离"
    "赫连澹台淳于濮阳公冶宗政太叔仲孙鲜于闾丘司空亓官司寇颛孙巫马公西漆雕乐正壤驷拓跋夹谷宰父"
    "段干东郭南门羊舌微生梁丘左丘东门西门第五万俟独孤完颜纳兰贺兰达奚哥舒相里太史即墨北宫贺若"
    "富察歐陽司馬諸葛長孫東方尉遲鍾離公孫仲孫獨孤納蘭赫連聞人澹臺濮陽"
)
COMPOUND_SURNAMES = frozenset(_TWO_BY_TWO[at : at + 2] for at in range(0, len(_TWO_BY_TWO), 2))
_LONG_SURNAMES = ("爱新觉罗", "叶赫那拉", "钮祜禄", "瓜尔佳")

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff"
"""Han characters for a regular expression, private-use ones included: old fonts keep rare names there."""

_HAN = re.compile(f"[{HAN}]")
_PLAIN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_NOTE = re.compile(r"[(\[【〔<《][^)\]】〕>》]*(?:[)\]】〕>》]|$)")
_DOT = re.compile(r"\s*[·•・‧∙⋅●･.。˙]\s*")
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A cleaned name in two; ``surname`` is empty for names that have none in the Han sense."""

    surname: str
    given: str


def has_han(text: str) -> bool:
    """True when the text holds at least one Han character."""
    return _HAN.search(text) is not None


def clean_name(text: str) -> str:
    """The name alone: no notes in brackets, no spaces inside Han names, one kind of middle dot."""
    if _PLAIN.fullmatch(text):
        return text
    name = _NOTE.sub(" ", half_width(text)).strip()
    if not has_han(name):
        return _WHITE.sub(" ", name).strip(" ·•.,-_*")
    dotted = _DOT.sub("·", name)
    parts = _WHITE.split(dotted)
    # 阿卜杜拉 买买提: two long halves, where a typist had no middle dot.
    halves = len(parts) == 2 and all(len(part) >= 2 for part in parts) and sum(map(len, parts)) >= 5
    return ("·" if halves else "").join(parts).strip("·-_*,、;:")


def split_name(name: str) -> NameParts:
    """Surname and given name of a cleaned name."""
    if "·" in name or not has_han(name[:1]):
        return NameParts("", name)
    if name.startswith(_LONG_SURNAMES) and name not in _LONG_SURNAMES:
        surname = next(one for one in _LONG_SURNAMES if name.startswith(one))
        return NameParts(surname, name[len(surname) :])
    width = 2 if len(name) >= 3 and name[:2] in COMPOUND_SURNAMES else 1
    return NameParts(name[:width], name[width:])
