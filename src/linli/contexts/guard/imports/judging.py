"""What each row of a list of devices would do: register one, nothing, or why it cannot be taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands import devices as commands
from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.imports.sheets import Line
from linli.contexts.guard.models import Consent, Device, Kind
from linli.contexts.guard.queries.rules import rules
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea, Refusal

ADD, SAME, FAULT = "add", "same", "fault"
NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row and what becomes of it."""

    line: Line
    act: str
    why: str = ""
    kind: str = ""
    door: UUID | None = None
    told: commands.Told | None = None

    @property
    def kind_name(self) -> str:
        """What it hears, in words."""
        return str(Kind(self.kind).label) if self.kind in Kind.values else self.line.values.get("kind", "")


def judge(actor: Actor, community: Area, lines: Sequence[Line]) -> list[Verdict]:
    """Every row, against what is registered and against the rows above it."""
    known = set(Device.objects.filter(community=community, removed_on=None).values_list("number", flat=True))
    agreed = set(
        Consent.objects.filter(area__code__startswith=community.code, withdrawn_at=None)
        .values_list("dwelling_id", "kind")
    )  # fmt: skip
    return [_verdict(actor, community, line, known, agreed) for line in lines]


def _verdict(
    actor: Actor, community: Area, line: Line, known: set[str], agreed: set[tuple[UUID, str]]
) -> Verdict:
    told, kind = line.values, kind_of(line.values.get("kind", ""))
    number = told.get("number", "")
    if number in known:
        return Verdict(line, SAME, _("已经登记过。"), kind)
    door = registry.door_meant(actor, community, told.get("address", "")) if told.get("address") else None
    consent = _agreed(told)
    has_consent = door is not None and (door, kind) in agreed
    if trouble := _trouble(told, kind, door, consent=consent is not None or has_consent):
        return Verdict(line, FAULT, trouble, kind)
    known.add(number)
    installed = day_of(told.get("installed_on", "")) or clock.today()
    minutes = told.get("upload_minutes", "")
    made = commands.Told(
        kind, number, installed, consent, int(minutes) if minutes.isdecimal() else 60,
        told.get("spot", "")[:40], told.get("make", "")[:60],
    )  # fmt: skip
    return Verdict(line, ADD, "", kind, door, made)


def _trouble(told: Mapping[str, str], kind: str, door: UUID | None, *, consent: bool) -> str:
    """Why a row cannot be taken, the first cause that holds."""
    minutes, installed = told.get("upload_minutes", ""), told.get("installed_on", "")
    causes = (
        (not told.get("number"), _("没有设备编号。")),
        (len(told.get("number", "")) > 40, _("设备编号太长。")),  # noqa: PLR2004 - the column
        (not kind, _("看不出是什么设备，请写水表、门磁、烟感这样的名称。")),
        (door is None, _("地址不在您负责的范围内，或对不上一户。")),
        (bool(installed) and day_of(installed) is None, _("安装日期看不懂，请写成 2026-01-01 这样。")),
        ((day_of(installed) or NO_DAY) > clock.today(), _("安装日期还没到。")),
        (bool(minutes) and not minutes.isdecimal(), _("上报周期要写分钟数。")),
        (not consent, _("没有同意人和同意日期：住户签字以后才能登记。")),
    )
    return next((words for is_so, words in causes if is_so), "")


def _agreed(told: Mapping[str, str]) -> Agreed | None:
    day = day_of(told.get("given_on", ""))
    by = told.get("given_by", "")[:40]
    return Agreed(by, day) if by and day is not None and day <= clock.today() else None


def kind_of(words: str) -> str:
    """The kind that words name; the longest name wins: 燃气报警 is no 气."""
    folded = words.casefold()
    found = [(len(w), kind) for kind, ws in rules()["kinds"].items() for w in ws if w in folded]
    return max(found)[1] if found else ""


def day_of(text: str) -> date | None:
    """A day as people write it."""
    plain = text.strip().split(" ")[0]
    for mark in ("年", "月", "/", "."):
        plain = plain.replace(mark, "-")
    parts = plain.replace("日", "").strip("-").split("-")
    try:
        return clock.day_of("-".join(part.zfill(2) for part in parts))
    except ValueError:
        return None


def take(actor: Actor, verdicts: Sequence[Verdict]) -> Counter[str]:
    """Register what is right, each by itself; the rest stays where it was."""
    done: Counter[str] = Counter()
    for verdict in verdicts:
        if verdict.act != ADD or verdict.told is None or verdict.door is None:
            continue
        try:
            door = registry.door(actor, verdict.door)
            if policies.may_install(actor, door.area):
                commands.install(actor, door.area, door=door, told=verdict.told)
                done[ADD] += 1
        except OutsideYourArea:
            raise
        except Refusal:
            done[FAULT] += 1
    return done
