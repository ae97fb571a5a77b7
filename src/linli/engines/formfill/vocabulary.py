"""Which words on a form mean which of our fields?  Built once from data, looked up in constant time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from linli.engines.formfill.model import Part, Term
from linli.engines.text.folding import fold


@dataclass(frozen=True, slots=True)
class Senses:
    """Everything one word can mean; most words have one sense, some (残疾人) have three."""

    label: str = ""
    what: str = ""
    whose: str = ""
    topics: tuple[str, ...] = ()
    part: Part = ""
    inverse: bool = False
    filler: bool = False
    flag: bool = False
    deny: bool = False
    connector: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """What a bare word asks under a topic: a field, or nothing held when ``label`` is empty."""

    label: str
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words and their meanings; frozen, to be shared by every reading."""

    terms: Mapping[str, Term]
    words: Mapping[str, Senses]
    longest: int
    pairs: Mapping[tuple[str, str], str]
    """(whose, what) → label."""
    inside: Mapping[str, Mapping[str, Inside]]
    """topic → word → meaning."""
    options: Mapping[str, str]
    """Answer → label of the field it answers, for answers that head a column."""
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words of the sheet around the table: totals, notes, examples, reporting lines, counts, things."""
    self_whose: frozenset[str] = frozenset({"self"})

    def senses(self, word: str) -> Senses | None:
        """What a folded word can mean, or None for an unknown word."""
        return self.words.get(word)

    def term(self, label: str) -> Term:
        """The term behind a label; an unknown label is a plain text."""
        return self.terms.get(label) or Term(label)

    def is_word(self, kind: str, word: str) -> bool:
        """Whether the folded word belongs to one of the sheet's own kinds (``total``, ``note`` …)."""
        return word in self.kinds.get(kind, frozenset())


@dataclass(slots=True)
class _Building:
    """Tables while they are filled."""

    words: dict[str, Senses] = field(default_factory=dict)
    inside: dict[str, dict[str, Inside]] = field(default_factory=dict)

    def add(self, words: Iterable[str], **sense: Any) -> None:
        for word in words:
            key = fold(word)
            self.words[key] = replace(self.words.get(key, Senses()), **sense)

    def add_topic(self, words: Iterable[str], topic: str) -> None:
        for word in words:
            known = self.words.get(fold(word), Senses()).topics
            self.add([word], topics=(*known, topic))

    def add_inside(self, topic: str, words: Iterable[str], meaning: Inside) -> None:
        table = self.inside.setdefault(topic, {})
        for word in words:
            table[fold(word)] = meaning


def _term(label: str, entry: Mapping[str, Any]) -> Term:
    return Term(
        label=label,
        kind=entry.get("kind", "text"),
        whose=entry.get("whose", "self"),
        what=entry.get("what", ""),
        code=entry.get("code", ""),
        flaggable=bool(entry.get("flag", False)),
        strict=bool(entry.get("strict", False)),
        options=tuple(entry.get("options", ())),
        aliases=tuple(entry.get("aliases", ())),
    )


def _add_label(building: _Building, label: str, entry: Mapping[str, Any]) -> None:
    building.add(entry.get("aliases", ()), label=label)
    building.add(entry.get("inverse", ()), label=label, inverse=True)
    building.add(entry.get("start", ()), label=label, part="start")
    building.add(entry.get("end", ()), label=label, part="end")
    parts: tuple[tuple[str, Part], ...] = (("within", ""), ("within_start", "start"), ("within_end", "end"))
    for name, part in parts:
        for topic, words in entry.get(name, {}).items():
            building.add_inside(topic, words, Inside(label, part))


def _add_surroundings(building: _Building, aliases: Mapping[str, Any]) -> None:
    words = aliases.get("words", {})
    for sense in ("filler", "flag", "deny", "connector"):
        building.add(words.get(sense, ()), **{sense: True})
    elsewhere = aliases.get("elsewhere", {})
    building.add(elsewhere.get("aliases", ()), elsewhere=True)
    for topic, listed in elsewhere.get("within", {}).items():
        building.add_inside(topic, listed, Inside(""))


def vocabulary_from(aliases: Mapping[str, Any], *, terms: Iterable[Term] = ()) -> Vocabulary:
    """The vocabulary of a parsed ``aliases.toml``; ``terms`` add fields or replace them by label."""
    building = _Building()
    known = {label: _term(label, entry) for label, entry in aliases.get("labels", {}).items()}
    _add_surroundings(building, aliases)
    for what, entry in aliases.get("what", {}).items():
        building.add(entry["words"], what=what)
    for whose, entry in aliases.get("whose", {}).items():
        building.add(entry["words"], whose=whose)
    for topic, words in aliases.get("topics", {}).items():
        building.add_topic(words, topic)
    for label, entry in aliases.get("labels", {}).items():
        _add_label(building, label, entry)
    for term in terms:
        known[term.label] = term
        building.add((term.label, *term.aliases), label=term.label)
    return Vocabulary(
        terms=known,
        words=building.words,
        longest=max(map(len, building.words), default=0),
        pairs={(term.whose, term.what): term.label for term in known.values() if term.what},
        inside=building.inside,
        options={fold(option): term.label for term in known.values() for option in term.options},
        kinds={kind: frozenset(map(fold, words)) for kind, words in aliases.get("words", {}).items()},
        self_whose=frozenset(
            whose for whose, entry in aliases.get("whose", {}).items() if entry.get("self", False)
        ),
    )
