"""What each row of a sheet would do to a list: add, change, nothing, or why it cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField
from django.utils.translation import gettext as _

from linli.contexts.duties.commands import lists as commands
from linli.contexts.duties.commands.lists import snapshot
from linli.contexts.duties.imports.sheets import Row
from linli.contexts.duties.models import Duty
from linli.contexts.duties.models.lists import Kind
from linli.contexts.duties.queries.words import LABELS
from linli.engines.text.folding import fold
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.phrases import listed

ADD, CHANGE, SAME, FAULT = "add", "change", "same", "fault"
LENGTHS = {f.name: f.max_length for f in Duty._meta.concrete_fields if isinstance(f, CharField)}  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row and what becomes of it."""

    row: Row
    act: str
    why: str = ""
    """Why it cannot be taken, or which values change."""
    duty: Duty | None = None
    values: Mapping[str, Any] | None = None

    @property
    def kind_name(self) -> str:
        """On which list it is or comes."""
        told = (self.values or {}).get("kind") or self.row.values.get("kind", "")
        kind = told or (self.duty.kind if self.duty else "")
        return str(Kind(kind).label) if kind in Kind.values else ""

    @property
    def changes(self) -> str:
        """Which parts change."""
        return listed(str(LABELS[key]) for key in self.values or ())


def judge(area: Area, rows: Sequence[Row]) -> list[Verdict]:
    """Every row; one query."""
    held = list(Duty.objects.filter(area=area).select_related("area"))
    by_number = {d.number: d for d in held}
    by_title = {fold(d.title): d for d in held}
    seen: set[str] = set()
    return [_verdict(row, by_number, by_title, seen) for row in rows]


def _verdict(
    row: Row, by_number: Mapping[str, Duty], by_title: Mapping[str, Duty], seen: set[str]
) -> Verdict:
    values = {key: value for key, value in row.values.items() if value not in ("", None)}
    title = fold(str(values.get("title", "")))
    duty = by_title.get(title) or _numbered(by_number, values)
    if duty is not None:
        values.setdefault("kind", duty.kind)
    if trouble := _trouble(row, values, title in seen):
        return Verdict(row, FAULT, trouble)
    seen.add(title)
    if duty is None:
        if values.get("number") in by_number:
            values.pop("number")
        return Verdict(row, ADD, values=values)
    before = snapshot(duty)
    values.pop("number", None)
    changed = [key for key, value in values.items() if str(value) != before[key]]
    return Verdict(row, CHANGE if changed else SAME, "", duty, {key: values[key] for key in changed})


def _numbered(by_number: Mapping[str, Duty], values: Mapping[str, Any]) -> Duty | None:
    """The item of that number, unless a bare running number stands there."""
    number = str(values.get("number", ""))
    return None if number.isdecimal() else by_number.get(number)


def _trouble(row: Row, values: Mapping[str, Any], twice: bool) -> str:  # noqa: FBT001 - said of this row
    if not values.get("title"):
        return _("没有事项名称。")
    if values.get("kind") not in Kind.values:
        return _("看不出是依法履职、依法协助，还是不应承担。")
    if row.fault:
        return _("日期看不懂，请写成 2026-01-01 这样。")
    return _("和上面的一行重复。") if twice else _too_long(values) or _wrong_days(values)


def _wrong_days(values: Mapping[str, Any]) -> str:
    first, last = values.get("valid_from") or clock.today(), values.get("valid_to")
    return _("失效日期早于生效日期。") if last is not None and last < first else ""


def _too_long(values: Mapping[str, Any]) -> str:
    for key, most in LENGTHS.items():
        if most and len(str(values.get(key, ""))) > most:
            return _("有一格超过 %(most)s 个字。") % {"most": most}
    return ""


def take(actor: Actor, area: Area, verdicts: Sequence[Verdict], reason: str) -> dict[str, int]:
    """Take over what is right; the rest stays where it was."""
    added = [v.values or {} for v in verdicts if v.act == ADD]
    changed = [(v.duty, v.values or {}) for v in verdicts if v.act == CHANGE and v.duty is not None]
    return commands.take_rows(actor, area, added=added, changed=changed, reason=reason)
