"""A visit that could not be recorded as it was brought, in words, so that nothing of it has to be guessed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.registry import api as registry
from linli.contexts.visits.models import Channel, Outcome
from linli.contexts.visits.queries.carried_checklists import read_back
from linli.contexts.visits.queries.words import categories
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.errors import OutsideYourArea
from linli.kernel.sync.kinds import Line


def in_words(actor: Actor, body: Mapping[str, Any]) -> Iterator[Line]:
    """Every entry with its name; what cannot be put into words stays as it was written."""
    told = [(str(one[0]), str(one[1])) for one in _pairs(body)]
    yield from _place(actor, body)
    names = _names(actor, told)
    for name, said in told:
        yield from _line(actor, name, said, names)
    if photos := body.get("photos"):
        yield _("照片"), str(len(photos))


def _pairs(body: Mapping[str, Any]) -> Iterator[list[Any]]:
    entries = body.get("entries")
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, list) and len(one) == 2 and one[1]:  # noqa: PLR2004 - name and value
            yield one


def _place(actor: Actor, body: Mapping[str, Any]) -> Iterator[Line]:
    try:
        yield _("哪户"), registry.door(actor, UUID(str(body.get("door")))).place
    except (ValueError, OutsideYourArea):
        yield _("哪户"), _("不在您的范围内，或已经没有这户")


def _names(actor: Actor, told: list[tuple[str, str]]) -> dict[str, str]:
    keys: set[UUID] = set()
    for name, _said in told:
        for part in name.split(":")[1:]:
            try:
                keys.add(UUID(part))
            except ValueError:
                continue
    return {str(key): person.name for key, person in registry.held(actor, keys).items()}


def _line(actor: Actor, name: str, said: str, names: Mapping[str, str]) -> Iterator[Line]:
    what, *more = name.split(":")
    if what in ("base", "everyone") or (what == "new" and more[-1:] in (["kind"], ["relation"])):
        return
    if what == "checklist" and len(more) > 1:
        yield from _checklist(actor, more[0], names.get(more[1], ""), said)
    elif what in ("value", "same", "group", "state", "change", "on") and more:
        field = shelf.fields().get(more[-1]) if len(more) > 1 else None
        who = names.get(more[0], _("一位住户"))
        yield f"{who} · {field.name}" if field else who, _state(said) if what == "state" else said
    else:
        yield _called(what, more), _meant(what, said)


def _checklist(actor: Actor, book: str, who: str, said: str) -> Iterator[Line]:
    """Question and answer, by the version it was filled with."""
    try:
        title, lines = read_back(actor, UUID(book), dict(json.loads(said)))
    except (ValueError, TypeError, OutsideYourArea):
        yield _("清单"), said
        return
    yield from ((f"{title}{f'（{who}）' if who else ''} · {question}", answer) for question, answer in lines)


def _called(what: str, more: list[str]) -> str:
    names = {
        "channel": _("怎么联系的"), "outcome": _("结果怎样"), "words": _("一句话"), "date": _("哪天"),
        "time": _("几点"), "companions": _("同行的人（可不填）"), "problem": _("看到的问题"),
        "need": _("听到的需求"), "promise": _("答应了什么（可不填）"), "next_try_on": _("哪天再去"),
        "new": _("新住进来或新出生的人"),
    }  # fmt: skip
    field = shelf.fields().get(more[-1]) if what == "new" and more else None
    return field.name if field else names.get(what, "")


def _meant(what: str, said: str) -> str:
    known: dict[str, Any] = {**dict(Channel.choices), **dict(Outcome.choices)}
    if what in ("problem", "need"):
        return str(categories(what)[said].label) if said in categories(what) else said
    return str(known.get(said, said)) if what in ("channel", "outcome") else said


def _state(said: str) -> str:
    states = {"seen": _("见到了"), "stays": _("还住这里"), "moved_out": _("搬走了"), "died": _("去世了")}
    return states.get(said, said)
