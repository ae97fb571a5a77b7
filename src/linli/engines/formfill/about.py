"""Are the rows of this table people, households, dwellings, or only counts and things?"""

from collections.abc import Sequence
from dataclasses import replace

from linli.engines.formfill.meaning import Guess
from linli.engines.formfill.model import About, Reason
from linli.engines.formfill.strength import Reader
from linli.engines.text.headings import heading

_OF_A_PERSON = frozenset({"姓名", "公民身份号码", "残疾证号", "监护人姓名", "紧急联系人姓名"})
_OF_A_PLACE = frozenset({"小区", "楼栋", "单元", "室号", "房屋面积", "房屋性质", "现住地址", "房主姓名"})
_PERSONAL = frozenset({"性别", "民族", "出生日期", "年龄", "政治面貌", "婚姻状况", "文化程度", "健康状况", "联系电话"})
_NOT_ABOUT_PEOPLE = 0.93


def what_rows_are(guesses: Sequence[Guess], texts: Sequence[str], paths: Sequence[Sequence[str]], reader: Reader) -> About:
    """What one row of the table stands for."""
    labels = {guess.label for guess in guesses if guess.label}
    own_name = any(g.label == "姓名" or (g.what == "name" and g.whose == "head") for g in guesses)
    if not own_name and _counts(texts, paths, reader):
        return "counts"
    if not own_name and any(reader.is_word("thing", text) for text in texts[:4]):
        return "things"
    if "姓名" in labels or "公民身份号码" in labels and "户主姓名" not in labels:
        return "people"
    if "户主姓名" in labels:
        return "households"
    if labels & _OF_A_PERSON:
        return "people"
    if len(labels & _OF_A_PLACE) >= 2:
        return "dwellings"
    if any(guess.what == "name" and guess.whose == "other" for guess in guesses):
        return "things"
    return "people" if len(labels & _PERSONAL) >= 2 else "things"


def _counts(texts: Sequence[str], paths: Sequence[Sequence[str]], reader: Reader) -> bool:
    """Whether most columns after the first count something."""
    counting = sum(_is_count(text, path, reader) for text, path in zip(texts, paths, strict=True))
    return counting >= 2 and counting >= 0.34 * len(texts)


def _is_count(text: str, path: Sequence[str], reader: Reader) -> bool:
    taken = heading(text)
    if reader.is_word("count", text) or any(hint in {"人", "户", "人次", "户次", "%", "个", "万元"} for hint in taken.hints):
        return True
    if taken.core.endswith(tuple(_ENDINGS)):
        return True
    return any(heading(group).core in {"其中", "性别", "年龄结构", "年龄段", "构成"} for group in path)


_ENDINGS = ("人数", "户数", "总数", "数量", "合计", "小计", "总计", "率", "占比", "比例", "人次", "件数", "数(人)", "数(户)", "个数", "党员数", "岁以上", "岁以下", "人口数", "票数", "总人口")


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
