"""A roster as schools and parents write it: which column is which, which child is meant, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.care.commands.rooms import Enrolled, Fetcher
from linli.contexts.care.models import Pupil, Room
from linli.contexts.care.queries.rooms import DAYS
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput
from linli.kernel.sheets.rows import Row, tables_of

MOST, LOOKED_AT = 300, 12
COLUMNS = {
    "name": ("姓名", "孩子姓名", "学生姓名", "孩子", "name"),
    "place": ("住址", "门牌", "家庭住址", "地址", "address"),
    "days": ("哪几天来", "星期", "来的日子", "到班日", "days"),
    "guardian": ("监护人", "家长", "家长姓名", "先打给谁", "guardian"),
    "relation": ("关系", "和孩子的关系", "relation"),
    "phone": ("电话", "手机号", "联系电话", "家长电话", "phone"),
    "guardian2": ("第二联系人", "再打给谁", "guardian 2"),
    "relation2": ("第二联系人关系", "关系2", "relation 2"),
    "phone2": ("第二联系人电话", "电话2", "phone 2"),
    "remarks": ("备注", "要留意的", "过敏", "remarks"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of the file: which child, or why not."""

    number: int
    name: str
    place: str
    words: dict[str, str]
    person: str = ""
    days: tuple[int, ...] = ()
    trouble: str = ""


def judge(actor: Actor, room: Room, data: bytes, name: str) -> list[Judged]:
    """Every line with the child it means; five queries and one for each door that is written."""
    lines = _lines(data, name)
    known = registry.people_named(actor, room.community, {line["name"] for _n, line in lines})
    taken = {
        str(key) for key in Pupil.objects.filter(room=room, left_on=None).values_list("person", flat=True)
    }
    children = registry.members({one.key for same in known.values() for one in same})
    found, seen = [], set[str]()
    for number, line in lines:
        one = _judged(actor, room, number, line, known.get(line["name"], []))
        if not one.trouble and (one.person in taken or one.person in seen):
            one = _with_trouble(one, _("已经报过名了。"))
        if not one.trouble and children[UUID(one.person)].is_adult(clock.today()):
            one = _with_trouble(one, _("台账里这位是大人，请核对。"))
        seen.add(one.person)
        found.append(one)
    return found


def _judged(
    actor: Actor, room: Room, number: int, line: dict[str, str], same: Sequence[registry.Namesake]
) -> Judged:
    one = Judged(number, line["name"], line.get("place", ""), line)
    if not line.get("guardian") or not line.get("phone"):
        return _with_trouble(one, _("没有写监护人或电话。"))
    days = _days(line.get("days", ""), room)
    if not days:
        return _with_trouble(one, _("看不懂哪几天来，请写成“一三五”。"))
    if len(same) != 1 and line.get("place"):
        door = registry.door_meant(actor, room.community, line["place"])
        if same and door is None:
            return _with_trouble(one, _("台账里有同名的，门牌没对上哪一户，请连小区名一起写。"))
        same = [other for other in same if other.home == door]
    if not same:
        return _with_trouble(one, _("台账里没有找到这个孩子，请先登记，或写上门牌。"))
    if len(same) > 1:
        return _with_trouble(one, _("台账里有同名的，请写上门牌。"))
    return Judged(number, one.name, one.place, line, str(same[0].key), days)


def _with_trouble(one: Judged, words: str) -> Judged:
    return Judged(one.number, one.name, one.place, one.words, one.person, one.days, words)


def _days(text: str, room: Room) -> tuple[int, ...]:
    """一三五, 周一周三, 1,3,5; every day of the room when nothing is written."""
    if not text.strip():
        return tuple(room.weekdays)
    words = text.replace("天", "日")
    asked = {DAYS.index(sign) for sign in words if sign in DAYS}
    asked |= {int(sign) - 1 for sign in words if sign in "1234567"}
    return tuple(sorted(asked & set(room.weekdays))) if asked else ()


def enrolled(one: dict[str, Any]) -> Enrolled:
    """As the command takes it."""
    words = one["words"]
    fetchers = [Fetcher(words["guardian"], words.get("relation") or "家长", words["phone"])]
    if words.get("guardian2") and words.get("phone2"):
        fetchers.append(Fetcher(words["guardian2"], words.get("relation2") or "家人", words["phone2"]))
    return Enrolled(one["days"], words["guardian"], fetchers, words.get("remarks", ""))


def _lines(data: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    known = {word.casefold(): key for key, words in COLUMNS.items() for word in words}
    for rows in tables_of(data, name):
        at, columns = _headings(rows, known)
        if columns:
            told = [
                (row.number, {key: row.cells[n].strip() for key, n in columns.items() if n < len(row.cells)})
                for row in rows[at + 1 :]
            ]
            told = [(number, line) for number, line in told if line.get("name")]
            if len(told) > MOST:
                raise BadInput(gettext_lazy("一次最多 %(most)s 个孩子。"), field="file", most=MOST)
            if told:
                return told
    raise BadInput(gettext_lazy("没有找到“姓名”“监护人”“电话”这几列，请照导出的名单的样子填。"), field="file")


def _headings(rows: Sequence[Row], known: dict[str, str]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row.cells):
            key = known.get("".join(cell.split()).casefold())
            if key is not None:
                columns.setdefault(key, index)
        if {"name", "guardian", "phone"} <= set(columns):
            return at, columns
    return 0, {}
