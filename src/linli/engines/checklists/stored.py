"""How is a checklist stored, and handed to the page that renders it?"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from linli.engines.checklists.model import Checklist, Choice, Group, Node, Question, Repeat, Rules, Source

FORMAT = 1
_NODES: dict[str, type[Question] | type[Group] | type[Repeat]] = {
    "question": Question,
    "group": Group,
    "repeat": Repeat,
}
_TAGS = {kind: tag for tag, kind in _NODES.items()}


def to_json(checklist: Checklist) -> str:
    """The stored form: stable, defaults left out, keys sorted."""
    plain = {"format": FORMAT, **_plain(checklist)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(checklist: Checklist) -> str:
    """Sixteen hex digits that change whenever anything about the checklist does."""
    return hashlib.sha256(to_json(checklist).encode()).hexdigest()[:16]


def from_json(text: str) -> Checklist:
    """The checklist of a stored form; ``ValueError`` when it is none of ours."""
    try:
        given = json.loads(text)
        if given.pop("format") != FORMAT:
            raise ValueError("an unknown format of checklist")
        return _checklist(given)
    except (KeyError, TypeError, AttributeError) as reason:
        raise ValueError("not a stored checklist") from reason


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    written = {} if type(value) not in _TAGS else {"is": _TAGS[type(value)]}
    for each in fields(value):
        held = getattr(value, each.name)
        if held != _default(each):
            written[each.name] = _plain(held)
    return written


def _default(each: Any) -> Any:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default


def _checklist(given: dict[str, Any]) -> Checklist:
    given["children"] = _children(given)
    given["lists"] = {
        name: tuple(Choice(**choice) for choice in listed) for name, listed in given.get("lists", {}).items()
    }
    return Checklist(**_tuples(given, ("languages", "style")))


def _children(given: dict[str, Any]) -> tuple[Node, ...]:
    return tuple(_node(child) for child in given.get("children", ()))


def _node(given: dict[str, Any]) -> Node:
    kind = _NODES[given.pop("is")]
    given["rules"] = Rules(**given.get("rules", {}))
    given = _tuples(given, ("appearance", "triggers"))
    if kind is not Question:
        given["children"] = _children(given)
    elif given.get("source") is not None:
        given["source"] = Source(**given["source"])
    return kind(**given)


def _tuples(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return given | {name: tuple(given[name]) for name in names if name in given}
