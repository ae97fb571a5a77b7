"""What is a checklist: which questions, in which groups, under which rules?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "datetime",
    "select_one",
    "select_multiple",
    "rank",
    "note",
    "acknowledge",
    "range",
    "image",
    "audio",
    "video",
    "file",
    "geopoint",
    "barcode",
    "calculate",
    "hidden",
    "start",
    "end",
    "today",
    "username",
    "uncollected",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
SILENT: frozenset[Kind] = frozenset(
    {"calculate", "hidden", "start", "end", "today", "username", "uncollected"}
)
ATTACHED: frozenset[Kind] = frozenset({"image", "audio", "video", "file"})
CHOOSING: frozenset[Kind] = frozenset({"select_one", "select_multiple", "rank"})

# Words by language; ``${ … }`` within them holds an expression whose value is read out.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The expressions that govern one question, group or repeat; an empty one says nothing."""

    relevant: str = ""
    required: str = ""
    readonly: str = ""
    constraint: str = ""
    calculation: str = ""
    required_message: Words = field(default_factory=dict)
    constraint_message: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the choices of a question come from."""

    list_name: str = ""
    filter: str = ""
    # Choices out of earlier answers of a repeat: an expression, and the child that is both value and label.
    nodeset: str = ""
    child: str = ""
    # A file that a phone of another system would have; kept and told.
    file: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its name is stored, its label is read, further columns serve the choice filter."""

    name: str
    label: Words = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, note or calculated value; ``path`` is its address in expressions."""

    path: str
    kind: Kind
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    guidance: Words = field(default_factory=dict)
    rules: Rules = Rules()
    default: str = ""
    default_expression: str = ""
    triggers: tuple[str, ...] = ()
    appearance: tuple[str, ...] = ()
    source: Source | None = None
    media: Mapping[str, Words] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    # The type an answer has in expressions: string, int, decimal, date, time, dateTime …
    data_type: str = "string"
    field_name: str = ""
    finding: str = ""
    found_when: str = ""

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("/")[2]

    @property
    def is_shown(self) -> bool:
        """True for what a person sees."""
        return self.kind not in SILENT


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading; a flat one holds no level of its own in the answers."""

    path: str
    children: tuple["Node", ...] = ()
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    rules: Rules = Rules()
    appearance: tuple[str, ...] = ()
    flat: bool = False

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Questions asked again for each thing or person; ``count`` fixes how often."""

    path: str
    children: tuple["Node", ...] = ()
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    rules: Rules = Rules()
    appearance: tuple[str, ...] = ()
    count: str = ""

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("/")[2]


Node = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Checklist:
    """A whole checklist."""

    key: str
    title: str
    version: str = ""
    languages: tuple[str, ...] = ("default",)
    root: str = "data"
    children: tuple[Node, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    style: tuple[str, ...] = ()
    # How one filled checklist is called in lists: the XLSForm setting instance_name.
    summary: str = ""

    def nodes(self) -> Iterator[Node]:
        """All nodes in reading order, parents first."""
        return _walk(self.children)

    def questions(self) -> Iterator[Question]:
        """All questions in reading order."""
        return (node for node in self.nodes() if isinstance(node, Question))


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if not isinstance(node, Question):
            yield from _walk(node.children)


def pick(words: Words, *languages: str) -> str:
    """The words in the first of those languages that has any, else in whichever has."""
    return next((words[each] for each in (*languages, *sorted(words)) if words.get(each)), "")
