"""The visit page's entries, with what was typed in them before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.registry.api import Ask, Resident
from linli.contexts.visits import forms
from linli.contexts.visits.models import Finding
from linli.contexts.visits.queries.households import book
from linli.contexts.visits.queries.sheet import Asked, Block, Sheet
from linli.contexts.visits.queries.words import categories
from linli.engines.plans import Sentence
from linli.kernel import codes
from linli.web.templatetags.linli import day

NEWCOMERS = 2
CHANGES = (
    "in_hospital", "home_from_hospital", "fell", "fell_ill", "carer_away", "alone_now", "income_lost",
)  # fmt: skip
"""What one may hear at a door; moves, births and deaths have entries of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field asked, with its inputs."""

    asked: Asked
    bound: BoundField
    base_name: str
    same_name: str
    is_same: bool
    held: str
    """What the register says, and since when, in one sentence; empty when nobody has said it yet."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One person's part of the page."""

    block: Block
    name_of: str
    state: str
    on: str
    change: str
    entries: tuple[Entry, ...]
    about: str
    """Relation and age in words."""


def in_words(sentence: Sentence) -> str:
    """A pack's words in the reader's language."""
    return sentence.english if translation.get_language() == "en" else sentence.chinese


def states() -> list[tuple[str, str]]:
    """What can be said about each person with one tap."""
    return [
        ("seen", _("见到了")),
        ("stays", _("还住这里")),
        ("moved_out", _("搬走了")),
        ("died", _("去世了")),
    ]


def people(sheet: Sheet, entered: QueryDict, faults: Mapping[str, str]) -> list[Shown]:
    """Everybody who lives there, as entered."""
    asked = [(str(b.resident.key), a.ask.field.key) for b in sheet.blocks for a in b.asked]
    form = forms.AskForm(entered or None, asked=asked)
    for name in faults:
        if name in form.fields:
            form.add_error(name, faults[name])
    return [_shown(block, form, entered) for block in sheet.blocks]


def _shown(block: Block, form: forms.AskForm, entered: QueryDict) -> Shown:
    key = str(block.resident.key)
    entries = tuple(_entry(key, asked, form, entered) for asked in block.asked)
    return Shown(
        block, key, entered.get(f"state:{key}", ""), entered.get(f"on:{key}", ""),
        entered.get(f"change:{key}", ""), entries, about(block.resident),
    )  # fmt: skip


def _entry(key: str, asked: Asked, form: forms.AskForm, entered: QueryDict) -> Entry:
    field = asked.ask.field.key
    same = f"same:{key}:{field}"
    bound = form[f"value:{key}:{field}"]
    return Entry(asked, bound, f"base:{key}:{field}", same, same in entered, held(asked.ask))


def held(ask: Ask) -> str:
    """What the register says, and since when."""
    if ask.is_missing:
        return ""
    return _("登记的是 %(held)s（%(day)s）") % {"held": ask.shown, "day": day(ask.on)}


def about(resident: Resident) -> str:
    """Relation and age in words."""
    age = "" if resident.age is None else _("%(n)s 岁") % {"n": resident.age}
    return " · ".join(part for part in (codes.word("relation", resident.relation), age) if part)


def changes() -> list[tuple[str, str]]:
    """What may have happened lately."""
    return [(key, in_words(book().words[f"changes.{key}"])) for key in CHANGES]


def parts() -> list[tuple[str, str]]:
    """Parts of the day."""
    return [(part.key, in_words(part.name)) for part in book().parts]


def ticks(kind: str, entered: QueryDict) -> list[dict[str, Any]]:
    """Problems or needs, ticked as before."""
    ticked = entered.getlist(kind)
    return [{"key": c.key, "label": c.label, "ticked": c.key in ticked} for c in categories(kind).values()]


def newcomers(entered: QueryDict) -> list[dict[str, str]]:
    """Rows for people who are new here."""
    names: Iterable[str] = ("kind", "relation", "on", *forms.NEW_KEYS)
    rows = []
    for number in range(NEWCOMERS):
        start = f"new:{number}:"
        rows.append({"start": start, **{name: entered.get(f"{start}{name}", "") for name in names}})
    return rows


def chosen(entered: QueryDict, now: datetime) -> dict[str, str]:
    """The last part of the page."""
    begun = {"channel": "visit", "outcome": "", "date": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M}"}
    names = ("channel", "outcome", "date", "time", "companions", "words", "next_try_on", "next_try_part")
    return {name: entered.get(name, begun.get(name, "")) for name in names}


def found(entered: QueryDict) -> dict[str, Any]:
    """Problems, needs and the promise."""
    return {
        "problems": ticks(Finding.Kind.PROBLEM, entered),
        "needs": ticks(Finding.Kind.NEED, entered),
        "problem_words": entered.get("problem:words", ""),
        "need_words": entered.get("need:words", ""),
        "promise": {
            "words": entered.get("promise:0:words", ""),
            "due_on": entered.get("promise:0:due_on", ""),
        },
    }
