"""Reading what one save of the visit page says; page and phone send the same names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.registry.api import Newcomer
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, NextTry, Promised, Visited
from linli.contexts.visits.models import Finding
from linli.contexts.visits.queries.households import book
from linli.contexts.visits.queries.words import categories
from linli.kernel import clock
from linli.kernel.catalogue import shelf
from linli.kernel.errors import BadInput
from linli.web.entries import entry_for
from linli.web.forms import LinliForm

STATES = ("seen", "stays", "moved_out", "died")
NEW_KEYS = ("name", "id_number", "born_on", "sex", "phone")
NUMBERED = re.compile(r"^(new|problem|need|promise):(\d{1,2}):")
LONGEST = 1000


@dataclass(slots=True)
class Reading:
    """What was read, and what is wrong with which entry."""

    data: QueryDict
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, longest: int = LONGEST) -> str:
        """A text, trimmed."""
        return str(self.data.get(name, "")).strip()[:longest]

    def day(self, name: str) -> date | None:
        """A day, or none; an impossible one is a fault."""
        text = self.text(name)
        try:
            return clock.day_of(text) if text else None
        except ValueError:
            self.faults[name] = _("没有这一天，请检查日期。")
            return None

    def value(self, name: str, key: str) -> Any:
        """A value of a field of the catalogue, in its own type."""
        try:
            return entry_for(shelf.field(key)).clean(self.text(name) or None)
        except ValidationError as fault:
            self.faults[name] = " ".join(fault.messages)
            return None


def read(data: QueryDict, photos: tuple[tuple[UUID, str], ...] = (), came_by: str = "page") -> Visited:
    """The visit that was entered; raises ``Faulty`` with a sentence for every entry at fault."""
    reading = Reading(data)
    told = Visited(
        channel=reading.text("channel"),
        outcome=reading.text("outcome"),
        at=_moment(reading),
        people={key: _told(reading, key) for key in _people(data)},
        newcomers=tuple(_newcomers(reading)),
        findings=tuple(_findings(reading)),
        promises=tuple(_promises(reading)),
        words=reading.text("words"),
        companions=reading.text("companions", 60),
        settled=tuple(data.getlist("settled")),
        next_try=NextTry(reading.day("next_try_on"), _part(reading.text("next_try_part"))),
        photos=photos,
        came_by=came_by,
    )
    if not told.channel or not told.outcome:
        reading.faults["outcome"] = _("请选择怎么联系的、结果怎样。")
    if reading.faults:
        raise Faulty(reading.faults)
    return told


class AskForm(LinliForm):
    """The fields asked at a door, of everybody who lives there."""

    def __init__(self, *args: Any, asked: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for person, key in asked:
            self.fields[f"value:{person}:{key}"] = entry_for(shelf.field(key))
        self._dress()
        for entry in self.fields.values():
            entry.required = False


class Faulty(BadInput):
    """Some entries are at fault."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(next(iter(faults.values())))
        self.faults = dict(faults)


def _moment(reading: Reading) -> datetime:
    day = reading.day("date") or clock.today()
    text = reading.text("time", 5)
    try:
        clock_time = time.fromisoformat(text) if text else timezone.localtime(clock.now()).time()
    except ValueError:
        reading.faults["time"] = _("没有这个时间，请检查。")
        clock_time = time(12)
    return timezone.make_aware(datetime.combine(day, clock_time.replace(tzinfo=None)))


def _part(text: str) -> str:
    return text if text in {part.key for part in book().parts} else ""


def _people(data: QueryDict) -> Iterator[UUID]:
    """Everybody about whom something was entered."""
    keys = {
        name.split(":")[1]
        for name in data
        if name.startswith(("state:", "value:", "same:", "group:", "change:"))
    }
    for key in sorted(keys):
        try:
            yield UUID(key)
        except ValueError:
            continue


def _told(reading: Reading, key: UUID) -> Told:
    state = reading.text(f"state:{key}") or ("seen" if reading.text("everyone") == "seen" else "")
    change = reading.text(f"change:{key}")
    values, bases = {}, {}
    for name in reading.data:
        if name.startswith(f"value:{key}:"):
            field_key = name.rpartition(":")[2]
            if field_key in shelf.fields() and reading.text(name):
                values[field_key] = reading.value(name, field_key)
                bases[field_key] = reading.text(f"base:{key}:{field_key}")
    same = tuple(
        name.rpartition(":")[2]
        for name in reading.data
        if name.startswith(f"same:{key}:") and name.rpartition(":")[2] not in values
    )
    groups = {
        name.rpartition(":")[2]: reading.text(name) == "yes"
        for name in reading.data
        if name.startswith(f"group:{key}:") and reading.text(name) in ("yes", "no")
    }
    return Told(
        state=state if state in STATES else "",
        change=change if f"changes.{change}" in book().words else "",
        on=reading.day(f"on:{key}"),
        values=values,
        bases=bases,
        same=same,
        groups=groups,
    )


def _numbers(data: QueryDict, kind: str) -> list[str]:
    found = {match[2] for name in data if (match := NUMBERED.match(name)) and match[1] == kind}
    return sorted(found, key=int)


def _newcomers(reading: Reading) -> Iterator[Newcomer]:
    for number in _numbers(reading.data, "new"):
        start = f"new:{number}:"
        if not reading.text(f"{start}name"):
            continue
        values = {
            key: reading.value(f"{start}{key}", key) for key in NEW_KEYS if reading.text(f"{start}{key}")
        }
        on = reading.day(f"{start}on")
        if reading.text(f"{start}kind") == "born":
            values.setdefault("born_on", on)
        yield Newcomer(values, reading.text(f"{start}relation", 4), on)


def _findings(reading: Reading) -> Iterator[Found]:
    for kind in (Finding.Kind.PROBLEM, Finding.Kind.NEED):
        ticked = [key for key in reading.data.getlist(kind) if key in categories(kind)]
        for key in ticked:
            yield Found(kind, key, reading.text(f"{kind}:words", 200))


def _promises(reading: Reading) -> Iterator[Promised]:
    for number in _numbers(reading.data, "promise"):
        words, name = reading.text(f"promise:{number}:words", 200), f"promise:{number}:due_on"
        if not words:
            continue
        due_on = reading.day(name)
        if due_on is None:
            reading.faults.setdefault(name, _("请写哪天前办好。"))
        else:
            yield Promised(words, due_on)
