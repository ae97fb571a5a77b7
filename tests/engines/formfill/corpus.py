"""Forms written down in a few lines each.

Notation, one form after an empty line::

    form  file name           pop   the people meant
    sheet name of the sheet   kind  people (default) | statistics | other
    title, sub, note          lines above the table, merged over its width
    head  columns: ``text`` asks nothing held, ``text=`` asks the field of that very name, ``text=field``;
          ``group{column|column}`` may be nested
    code  a row of column numbers under the headings;  example  a row that shows how to fill
    rows n | number | fill n  empty rows drawn | first column numbered | rows filled with made-up values
    total text | foot text    the last row | lines below
    choice heading: a,b       a list to choose from
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass
class Node:
    """One heading: a leaf with its field, or a group."""

    text: str
    label: str | None = None
    children: list["Node"] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    @property
    def leaves(self) -> list["Node"]:
        return [leaf for child in self.children for leaf in child.leaves] if self.children else [self]


@dataclass
class Form:
    """A form as it was written down."""

    file: str
    population: str = ""
    sheet: str = "Sheet1"
    kind: str = "people"
    above: list[tuple[str, str]] = field(default_factory=list)
    head: list[Node] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    example: list[str] = field(default_factory=list)
    rows: int = 0
    fill: int = 0
    numbered: bool = False
    total: str = ""
    foot: list[str] = field(default_factory=list)
    choices: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@cache
def forms(name: str) -> tuple[Form, ...]:
    """The forms of a file beside this one."""
    blocks = (HERE / name).read_text(encoding="utf-8").split("\n\n")
    return tuple(_form(block) for block in blocks if "form " in block)


def _form(block: str) -> Form:
    form = Form("")
    for line in block.splitlines():
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        _take(form, word, rest.strip())
    return form


def _take(form: Form, word: str, rest: str) -> None:
    if word in {"title", "sub", "note"}:
        form.above.append((word, rest))
    elif word in _PLAIN:
        name, kind = _PLAIN[word]
        setattr(form, name, kind(rest))
    elif word == "number":
        form.numbered = True
    elif word == "foot":
        form.foot.append(rest)
    elif word == "choice":
        heading, _, options = rest.partition(":")
        form.choices.append((heading.strip(), tuple(option.strip() for option in options.split(","))))
    else:
        raise ValueError(word)


def _nodes(text: str) -> list[Node]:
    found, depth, start = [], 0, 0
    for position, character in enumerate(text + "|"):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == "|" and depth == 0:
            found.append(_node(text[start:position].strip()))
            start = position + 1
    return found


def _node(text: str) -> Node:
    if text.endswith("}"):
        name, _, inner = text.partition("{")
        return Node(name.strip().replace("\\n", "\n"), None, _nodes(inner[:-1]))
    heading, sign, label = text.partition("=")
    heading = heading.strip().replace("\\n", "\n")
    return Node(heading, (label.strip() or heading) if sign else None)


_PLAIN: dict[str, tuple[str, Callable[[str], Any]]] = {
    "form": ("file", str),
    "pop": ("population", str),
    "sheet": ("sheet", str),
    "kind": ("kind", str),
    "total": ("total", str),
    "rows": ("rows", int),
    "fill": ("fill", int),
    "head": ("head", _nodes),
    "code": ("code", str.split),
    "example": ("example", lambda rest: [part.strip() for part in rest.split("|")]),
}
