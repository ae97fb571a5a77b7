"""The pack of a phone: the parts of the visit page once, and for each door only what differs."""

import hashlib
import json
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from linli.contexts.registry.api import Ask
from linli.contexts.visits import forms
from linli.contexts.visits.models import Channel, Outcome
from linli.contexts.visits.queries.checklists import Known
from linli.contexts.visits.queries.pocket import Carried
from linli.contexts.visits.queries.sheet import Asked, Block, Sheet
from linli.contexts.visits.views import entered
from linli.kernel import clock, codes
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due
from linli.web.templatetags.linli import day

URGENT = 70
NOBODY = "00000000-0000-0000-0000-000000000000"
"""Stands for a person in the parts; ⟦words⟧ stand for what differs."""


def pack(carried: Carried) -> dict[str, Any]:
    """Everything that a phone needs, without what it does not."""
    today = clock.today()
    doors = [_door(sheet, carried) for sheet in carried.sheets]
    for door, sheet in zip(doors, carried.sheets, strict=True):
        due = [*sheet.due, *(d for block in sheet.blocks for d in (*block.due, *block.verifications))]
        door["now"] = any(d.due_on <= today or d.priority >= URGENT for d in due)
    told = {
        "grids": [[grid.code, grid.name] for grid in carried.grids],
        "choices": [[grid.code, grid.name] for grid in carried.choices],
        "checklists": [[str(b.pk), b.title, b.number] for b in carried.checklists.books],
        "parts": parts(carried.fields),
        "doors": doors,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return {"version": hashlib.sha256(text.encode()).hexdigest()[:16], "on": today.isoformat(), **told}


def _door(sheet: Sheet, carried: Carried) -> dict[str, Any]:
    door, last = sheet.door, carried.last.get(sheet.door.key)
    lists = carried.checklists.of_people(door)
    people = [_person(block, lists.get(block.resident.key, [])) for block in sheet.blocks]
    told = {
        "key": str(door.key), "place": door.place, "address": door.address, "last": day(last),
        "due": [_due(due) for due in sheet.due], "people": people,
    }  # fmt: skip
    of_home = carried.checklists.of_home(door)
    return told | {"lists": of_home} if of_home else told


def _due(due: Due) -> dict[str, str]:
    told = {"title": due.title, "why": due.why}
    return told | {"key": due.key} if due.ticks else told


def _person(block: Block, lists: list[tuple[int, Known]]) -> dict[str, Any]:
    resident = block.resident
    told: dict[str, Any] = {
        "key": str(resident.key), "name": resident.name, "about": entered.about(resident),
        "groups": list(block.groups), "due": [_due(due) for due in block.due],
        "asks": [_ask(asked) for asked in block.asked],
        "verifications": [{**_due(due), "group": due.group} for due in block.verifications],
        "lists": [_list(number, known) for number, known in lists],
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _list(number: int, known: Known) -> list[Any]:
    """Which checklist, what stands in it from the start, marks of what is held."""
    return [number, dict(known.values), dict(known.bases)] if known.bases else [number]


def _ask(asked: Asked) -> list[str]:
    """Field, mark of the value held, that value in words (covered when sealed), why it is asked."""
    return [asked.ask.field.key, asked.ask.base, entered.held(asked.ask), asked.why]


def parts(fields: tuple[str, ...]) -> dict[str, Any]:
    """The pieces of the visit page, made by its own templates; they tell nothing about anybody."""
    return _parts_on(clock.today(), get_language() or "", fields)


@lru_cache(maxsize=16)
def _parts_on(_today: date, _language: str, fields: tuple[str, ...]) -> dict[str, Any]:
    """Made once a day for each language and what may be asked: they are the same for every phone."""
    data, now = QueryDict(), timezone.localtime(clock.now())
    lists = {
        "states": entered.states(), "changes": entered.changes(), "channels": Channel.choices,
        "outcomes": Outcome.choices, "parts": entered.parts(), "relations": codes.choices("relation"),
        "sexes": codes.choices("sex"), "newcomers": entered.newcomers(data), **entered.found(data),
        "chosen": {**entered.chosen(data, now), "date": "", "time": ""}, "today": now.date(),
    }  # fmt: skip
    due = SimpleNamespace(title="⟦title⟧", why="⟦why⟧", key="⟦key⟧", group="⟦group⟧", ticks=False)
    ticked = SimpleNamespace(**{**vars(due), "ticks": True})
    person = SimpleNamespace(key=NOBODY, name="⟦name⟧")
    block = SimpleNamespace(resident=person, groups=(), due=(), verifications=())
    shown = SimpleNamespace(
        block=block, name_of=NOBODY, state="", on="", change="", entries=(), about="⟦about⟧"
    )

    def made(name: str, **more: object) -> str:
        lines = render_to_string(f"visits/{name}.html", {**lists, **more}).splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())

    return {
        "person": made("_person", shown=shown),
        "due": made("_due", due=due),
        "tick": made("_due", due=ticked),
        "verification": made("_verify", due=due, key=NOBODY),
        "asks": {entry.asked.ask.field.key: made("_ask", entry=entry) for entry in _entries(fields)},
        "everyone": made("_everyone"),
        "rest": made("_newcomers") + made("_pocket_offers") + made("_found") + made("_outcome"),
    }


def _entries(fields: tuple[str, ...]) -> list[entered.Entry]:
    """Every field once, about nobody, as if a value were held."""
    known = [key for key in fields if key in shelf.fields()]
    form = forms.AskForm(None, asked=[(NOBODY, key) for key in known])
    return [
        entered.Entry(
            Asked(Ask(shelf.field(key), "⟦held⟧", None, "⟦base⟧"), "⟦why⟧"), form[f"value:{NOBODY}:{key}"],
            f"base:{NOBODY}:{key}", f"same:{NOBODY}:{key}", is_same=False, held="⟦held⟧",
        )
        for key in known
    ]  # fmt: skip
