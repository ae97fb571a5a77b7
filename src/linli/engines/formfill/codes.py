"""Which answer of a code list does a text mean, however it is written?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.engines.text.folding import fold

_NUMBERING = re.compile(r"^\(?\d{1,2}[.、)\-:]\s*(?=\D)|^[a-z][.、)]|^[□☐☑√✓■○◯]+")
_ENDINGS = re.compile(r"(?:族|民族|残疾|儿童|文化程度|文化|程度|学历|教育|毕业|人员|老人|户)$")


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a list."""

    code: str
    word: str
    also: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    """Answers that take this one in where a form offers nothing closer (初中及以下 for 小学)."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of answers, looked up by code or by any way of writing."""

    name: str
    standard: str
    codes: tuple[Code, ...]
    by_word: Mapping[str, Code] = field(default_factory=dict)

    def find(self, text: str) -> Code | None:
        """The answer a text means, or None."""
        return next((self.by_word[word] for word in _ways(text) if word in self.by_word), None)

    def of(self, code: str) -> Code | None:
        """The answer with this very code."""
        return next((entry for entry in self.codes if entry.code == code), None)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """All code lists, the words of yes and no, and words that name both sides of a relation."""

    lists: Mapping[str, CodeList] = field(default_factory=dict)
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    both_sides: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def get(self, name: str) -> CodeList | None:
        """The list of this name, if there is one."""
        return self.lists.get(name)


def code_lists_from(codes: Mapping[str, Any]) -> CodeLists:
    """The lists of a parsed ``codes.toml``."""
    flags = codes.get("flags", {})
    return CodeLists(
        lists={name: _list(name, entry) for name, entry in codes.items() if "entries" in entry},
        yes=frozenset(map(fold, flags.get("yes", ()))),
        no=frozenset(map(fold, flags.get("no", ()))),
        both_sides={word: (pair[0], pair[1]) for word, pair in codes.get("both_sides", {}).items()},
    )


def _list(name: str, entry: Mapping[str, Any]) -> CodeList:
    wider = entry.get("wider", {})
    codes = tuple(
        Code(row["code"], row["word"], tuple(row.get("also", ())), tuple(_wider(row["code"], wider)))
        for row in entry["entries"]
    )
    by_word: dict[str, Code] = {}
    for code in codes:
        for word in (code.word, *code.also):
            by_word.setdefault(fold(word), code)
    for code in codes:
        # A bare code and a word without its ending (汉 for 汉族) count only where they mean nothing else.
        for word in (code.code, code.code.lstrip("0"), _ENDINGS.sub("", code.word)):
            if word:
                by_word.setdefault(fold(word), code)
    return CodeList(name, entry.get("standard", "own"), codes, by_word)


def _wider(code: str, wider: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The wider answers of a code: of its own, of its beginning (``2*``), of all but another (``!01``)."""
    for key, words in wider.items():
        is_meant = key == code or (key.endswith("*") and code.startswith(key[:-1]))
        if is_meant or (key.startswith("!") and code != key[1:]):
            yield from map(fold, words)


def _ways(text: str) -> Iterator[str]:
    """The text as it is, then without numbering, brackets and endings."""
    folded = fold(text)
    yield folded
    bare = _NUMBERING.sub("", folded)
    yield bare
    yield re.sub(r"\(.*?\)", "", bare)
    yield _ENDINGS.sub("", bare)
    yield bare.removeprefix("其他").strip("()") if len(bare) > 3 else bare


def same_answer(word: str, options: Sequence[str], answers: CodeList | None) -> str | None:
    """The one of the offered options that means the same as ``word``, or None."""
    wanted = _NUMBERING.sub("", fold(word))
    bare = {option: _NUMBERING.sub("", fold(option)) for option in options}
    exact = [option for option, text in bare.items() if text == wanted]
    if exact:
        return exact[0]
    if answers is not None:
        meant = answers.find(word)
        alike = [option for option in options if meant is not None and answers.find(option) == meant]
        if alike:
            return alike[0]
        taking_in = [
            option for word in (meant.wider if meant else ()) for option in bare if bare[option] == word
        ]
        if taking_in:
            return taking_in[0]
    inside = [
        option for option, text in bare.items() if wanted and text and (wanted in text or text in wanted)
    ]
    return inside[0] if len(inside) == 1 else None
