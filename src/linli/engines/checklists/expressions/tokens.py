"""Which words and signs is an expression made of?"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<name>[^\W\d][\w.\-·]*(?::(?!:)[^\W\d][\w.\-·]*)?)
    |(?P<sign>::|\.\.|//|!=|<=|>=|[()\[\],.@/|+\-=<>*])
    )""",
    re.VERBOSE,
)
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_SIGN_OPERATORS = frozenset(
    ["|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "/", "//", "(", "[", ",", "@", "::"]
)


class Unreadable(ValueError):
    """An expression that follows no grammar: from which character on, and what stands there."""

    def __init__(self, at: int, text: str) -> None:
        super().__init__(f"cannot be read from character {at + 1} on: {text!r}")
        self.at = at
        self.text = text


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: number, literal, name, operator, sign, wildcard or end."""

    kind: str
    text: str
    at: int


def tokens_of(text: str) -> list[Token]:
    """The tokens, closed by an end; after a value the words of operators are operators (XPath 1.0, 3.7)."""
    found: list[Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise Unreadable(at, text[at : at + 12].strip())
        kind, words = match.lastgroup, match.group(match.lastgroup)
        found.append(_token(kind, words, match.start(match.lastgroup), found))
        at = match.end()
    return [*found, Token("end", "", end)]


def _token(kind: str, words: str, at: int, before: list[Token]) -> Token:
    after_value = bool(before) and not (
        before[-1].kind == "operator" or (before[-1].kind == "sign" and before[-1].text in _SIGN_OPERATORS)
    )
    if kind == "literal":
        return Token("literal", words[1:-1], at)
    if kind == "name" and after_value and words in _WORD_OPERATORS:
        return Token("operator", words, at)
    if words == "*" and kind == "sign":
        return Token("operator" if after_value else "wildcard", words, at)
    return Token(kind, words, at)
