"""Are the rows of this table people, households, dwellings, or only counts and things?"""

from collections.abc import Sequence
from dataclasses import replace

from linli.engines.formfill.guess import Guess
from linli.engines.formfill.model import About, Reason
from linli.engines.formfill.strength import Reader
from linli.engines.text.headings import heading

_OF_A_PERSON = frozenset({"姓名", "公民身份号码", "残疾证号", "监护人姓名", "紧急联系人姓名"})
_OF_A_PLACE = frozenset({"小区", "楼栋", "单元", "室号", "房屋面积", "房屋性质", "现住地址", "房主姓名"})
_PERSONAL = frozenset(
    {"性别", "民族", "出生日期", "年龄", "政治面貌", "婚姻状况", "文化程度", "健康状况", "联系电话"}
)
_COUNTED = frozenset({"人", "户", "人次", "户次", "%", "个", "万元"})
_COUNTING_GROUPS = frozenset({"其中", "性别", "年龄结构", "年龄段", "构成"})
_FIRST_FEW = 4
_NOT_ABOUT_PEOPLE = 0.93


def what_rows_are(
    guesses: Sequence[Guess], texts: Sequence[str], paths: Sequence[Sequence[str]], reader: Reader
) -> About:
    """What one row of the table stands for."""
    own_name = any(g.label == "姓名" or (g.what == "name" and g.whose == "head") for g in guesses)
    if not own_name:
        if _counts(texts, paths, reader):
            return "counts"
        if any(reader.is_word("thing", text) for text in texts[:_FIRST_FEW]):
            return "things"
    return _by_labels(guesses)


def _by_labels(guesses: Sequence[Guess]) -> About:
    labels = {guess.label for guess in guesses if guess.label}
    if "户主姓名" in labels and "姓名" not in labels:
        return "households"
    if labels & _OF_A_PERSON:
        return "people"
    if _only_someone_else(guesses):
        return "things"
    if len(labels & _OF_A_PLACE) >= 2:
        return "dwellings"
    return "people" if len(labels & _PERSONAL) >= 2 else "things"


def _only_someone_else(guesses: Sequence[Guess]) -> bool:
    """Names are asked, but only of people who are not the rows (楼栋长姓名 in a list of buildings)."""
    names = [guess for guess in guesses if guess.what == "name"]
    return bool(names) and not any(guess.label for guess in names)


def _counts(texts: Sequence[str], paths: Sequence[Sequence[str]], reader: Reader) -> bool:
    """Whether most columns after the first count something."""
    counting = sum(_is_count(text, path, reader) for text, path in zip(texts, paths, strict=True))
    return counting >= 2 and counting >= 0.34 * len(texts)


def _is_count(text: str, path: Sequence[str], reader: Reader) -> bool:
    taken = heading(text)
    return (
        reader.is_word("count", text)
        or bool(_COUNTED.intersection(taken.hints))
        or taken.core.endswith(_ENDINGS)
        or any(heading(group).core in _COUNTING_GROUPS for group in path)
    )


_ENDINGS = (
    "人数",
    "户数",
    "总数",
    "数量",
    "合计",
    "小计",
    "总计",
    "率",
    "占比",
    "比例",
    "人次",
    "件数",
    "数(人)",
    "数(户)",
    "个数",
    "党员数",
    "岁以上",
    "岁以下",
    "人口数",
    "票数",
    "总人口",
)


def only_people(guesses: Sequence[Guess], about: About) -> list[Guess]:
    """In a table of counts or things no column asks for one of our fields."""
    if about not in {"counts", "things"}:
        return list(guesses)
    return [
        replace(guess, label=None, confidence=_NOT_ABOUT_PEOPLE, reason=Reason(f"rows_are_{about}"))
        if guess.label
        else guess
        for guess in guesses
    ]
