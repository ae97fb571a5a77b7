"""What does an expression say?  XPath 1.0 with OpenRosa's functions, as a tree.

The grammar, also followed by frontend/islands/checklist/expressions.ts (spaces may stand anywhere)::

    or       = and {"or" and}                       and      = equal {"and" equal}
    equal    = relation {("=" | "!=") relation}     relation = sum {("<" | "<=" | ">" | ">=") sum}
    sum      = product {("+" | "-") product}        product  = unary {("*" | "div" | "mod") unary}
    unary    = {"-"} union                          union    = path {"|" path}
    path     = location | primary {"[" or "]"} [("/" | "//") steps]
    location = ["/" | "//"] steps | "/"             steps    = step {("/" | "//") step}
    step     = ("." | ".." | [axis "::" | "@"] (name | "*" | type "(" ")")) {"[" or "]"}
    primary  = "(" or ")" | literal | number | name "(" [or {"," or}] ")"
"""

from dataclasses import dataclass
from functools import lru_cache

from linli.engines.checklists.expressions.tokens import Token, Unreadable, tokens_of

DEEPEST = 40
AXES = frozenset(
    (
        *("child", "parent", "self", "ancestor", "ancestor-or-self", "descendant", "descendant-or-self"),
        *("attribute", "following-sibling", "preceding-sibling"),
    )
)
_NODE_TYPES = frozenset({"node", "text", "comment"})
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before something."""

    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two things with an operator between."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; ``*`` is any name; a ``filter`` sifts all that was found so far."""

    axis: str
    name: str
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root, from another expression, or from where one stands."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: "Expression | None" = None


Expression = Number | Literal | Negative | Binary | Call | Path
_ANYWHERE = Step("descendant-or-self", "*")


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The tree of an expression; ``Unreadable`` says where it goes wrong."""
    parser = _Parser(tokens_of(text))
    tree = parser.level(0)
    if parser.here.kind != "end":
        raise Unreadable(parser.here.at, parser.here.text)
    return tree


class _Parser:
    """Goes through the tokens once."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> str:
        """The token here when it is one of these signs, else nothing."""
        if self.here.kind in {"sign", "operator"} and self.here.text in texts:
            self.at += 1
            return self.tokens[self.at - 1].text
        return ""

    def need(self, text: str) -> None:
        if not self.take(text):
            raise Unreadable(self.here.at, self.here.text)

    def level(self, number: int) -> Expression:
        if number == len(_LEVELS):
            return self.unary()
        if number == 0:
            self.depth += 1
            if self.depth > DEEPEST:
                raise Unreadable(self.here.at, "(" * 3)
        left = self.level(number + 1)
        while operator := self.take(*_LEVELS[number]):
            left = Binary(operator, left, self.level(number + 1))
        if number == 0:
            self.depth -= 1
        return left

    def unary(self) -> Expression:
        minuses = 0
        while self.take("-"):
            minuses += 1
        inner = self.union()
        return Negative(inner) if minuses % 2 else inner

    def union(self) -> Expression:
        left = self.path()
        while self.take("|"):
            left = Binary("|", left, self.path())
        return left

    def path(self) -> Expression:
        if not self.starts_primary():
            return self.location()
        start = self.primary()
        predicates = self.predicates()
        steps: tuple[Step, ...] = (Step("filter", "*", predicates),) if predicates else ()
        while sign := self.take("/", "//"):
            steps += (_ANYWHERE,) if sign == "//" else ()
            steps += (self.step(),)
        return Path(steps, start=start) if steps else start

    def starts_primary(self) -> bool:
        if self.here.kind in {"number", "literal"}:
            return True
        following = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if self.here.kind == "name":
            return following.text == "(" and self.here.text not in _NODE_TYPES
        return self.here.text == "(" and self.here.kind == "sign"

    def primary(self) -> Expression:
        token = self.here
        self.at += 1
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "literal":
            return Literal(token.text)
        if token.kind == "name":
            self.need("(")
            return Call(token.text, self.arguments())
        inner = self.level(0)
        self.need(")")
        return inner

    def arguments(self) -> tuple[Expression, ...]:
        if self.take(")"):
            return ()
        given = [self.level(0)]
        while self.take(","):
            given.append(self.level(0))
        self.need(")")
        return tuple(given)

    def location(self) -> Expression:
        absolute = self.take("/", "//")
        steps: list[Step] = [_ANYWHERE] if absolute == "//" else []
        if absolute == "/" and not self.starts_step():
            return Path((), absolute=True)
        steps.append(self.step())
        while sign := self.take("/", "//"):
            if sign == "//":
                steps.append(_ANYWHERE)
            steps.append(self.step())
        return Path(tuple(steps), absolute=bool(absolute))

    def starts_step(self) -> bool:
        return self.here.kind in {"name", "wildcard"} or self.here.text in {".", "..", "@"}

    def step(self) -> Step:
        if self.take("."):
            return Step("self", "*", self.predicates())
        if self.take(".."):
            return Step("parent", "*", self.predicates())
        axis = "attribute" if self.take("@") else self.axis()
        token = self.here
        if token.kind not in {"name", "wildcard"}:
            raise Unreadable(token.at, token.text)
        self.at += 1
        name = token.text
        if name in _NODE_TYPES and self.take("("):
            self.need(")")
            name = "*" if name == "node" else f"{name}()"
        return Step(axis, name, self.predicates())

    def axis(self) -> str:
        following = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if self.here.kind != "name" or following.text != "::":
            return "child"
        axis = self.here.text
        if axis not in AXES:
            raise Unreadable(self.here.at, axis)
        self.at += 2
        return axis

    def predicates(self) -> tuple[Expression, ...]:
        found = []
        while self.take("["):
            found.append(self.level(0))
            self.need("]")
        return tuple(found)
