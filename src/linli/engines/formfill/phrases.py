"""Which known words make up a heading, and what do they say together?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from linli.engines.formfill.model import Part
from linli.engines.formfill.vocabulary import Senses, Vocabulary
from linli.engines.text.headings import Heading

_PERIOD = re.compile(
    r"(?:20\d\d|19\d\d|×{2,4}|x{2,4}|_+)年(?:度|底|末|初)?(?:第?[一二三四1-4]季度|\d{1,2}月份?|[上下]半年)?|^本(?:年度?|月|季度?)|截[至止].*$"
)
_RELATION = re.compile(r"^(.{0,8}?)[与和同](.{0,8}?)(?:的|之)?(?:关系|何种关系|什么关系)(.{0,4})$")
_FLAG_HINT = re.compile(r"^(?:是[/、或]?否|有[/、或]?无|√|打√|划√|勾选|是/否|是则打√|打勾|✓|是、否|y/n|是否|有或无|填是或否|填“?是”?或“?否”?|√或×|是√|√/×)$")
_UNKNOWN_COST = 2.5
_FREE_CHARACTERS = frozenset("0123456789.:()<>=\"'·")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a heading; ``senses`` is None where no word is known."""

    text: str
    senses: Senses | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the words of one heading say, before groups and neighbours are asked."""

    text: str
    label: str = ""
    what: str = ""
    whose: str = ""
    topics: tuple[str, ...] = ()
    part: Part = ""
    inverse: bool = False
    flagged: bool = False
    denied: bool = False
    elsewhere: bool = False
    unknown: bool = False
    exact: bool = False
    relation_to: str = ""
    """Of "与…关系": whose side the relation is seen from."""
    several: tuple[str, ...] = ()
    """Further labels asked in the same cell."""
    stranger: str = ""
    """Unknown characters in front of the head word."""
    rest: str = ""
    """The words left once owner and topic words are taken away."""


def _cost(word: str, senses: Senses) -> float:
    base = 0.7 if senses.filler or senses.connector else 1.0
    return base - 0.002 * len(word) * len(word)


def tokens(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The cheapest cut of a folded text into known words and single unknown characters."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        free = text[end - 1] in _FREE_CHARACTERS
        choice = (best[end - 1][0] + (0.5 if free else _UNKNOWN_COST), end - 1)
        for start in range(max(0, end - vocabulary.longest), end):
            senses = vocabulary.senses(text[start:end])
            if senses is not None:
                choice = min(choice, (best[start][0] + _cost(text[start:end], senses), start))
        best.append(choice)
    cut: list[Token] = []
    end = len(text)
    while end:
        start = best[end][1]
        cut.append(Token(text[start:end], vocabulary.senses(text[start:end])))
        end = start
    return tuple(reversed(cut))


def _is_head(senses: Senses) -> bool:
    """A word that says what is asked, so not only whose it is or how it is written."""
    return bool(senses.label or senses.what or senses.elsewhere or senses.deny)


def _segments(cut: Sequence[Token]) -> list[list[Token]]:
    """The token list parted at connectors (及, /, 、); words in brackets already lie outside."""
    parts: list[list[Token]] = [[]]
    for position, token in enumerate(cut):
        if token.senses is not None and token.senses.connector and not _is_head(token.senses):
            if _between_digits(cut, position):
                continue
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _between_digits(cut: Sequence[Token], position: int) -> bool:
    """The dash of 6-15."""
    beside = cut[position - 1 : position] + cut[position + 1 : position + 2]
    return len(beside) == 2 and all(token.text.isdigit() for token in beside)


def _read_owner(phrase: Phrase, token: Token, senses: Senses) -> Phrase:
    """Take up an owner, topic or mark in front of the head word."""
    topics = (*phrase.topics, *senses.topics)
    if senses.flag:
        return replace(phrase, flagged=True)
    if senses.whose and (senses.whose != "self" or not phrase.whose):
        return replace(phrase, whose=senses.whose, topics=topics)
    if senses.whose or senses.topics or senses.filler:
        return replace(phrase, topics=topics)
    if senses.deny or senses.elsewhere:
        return replace(phrase, elsewhere=True)
    # Another question used as an attribute (工作单位 in 工作单位电话) makes it a question about something else.
    return replace(phrase, elsewhere=phrase.label != senses.label or not senses.label)


def _read_segment(cut: Sequence[Token], text: str) -> Phrase:
    """One segment: the last head word asks, what stands before it says whose, the unknown makes it doubtful."""
    position = next(
        (i for i in range(len(cut) - 1, -1, -1) if (s := cut[i].senses) is not None and _is_head(s) and not _only_filler(cut, i)),
        None,
    )
    phrase = Phrase(text, unknown=any(token.senses is None and not _is_free(token) for token in cut))
    if position is not None:
        senses = cut[position].senses or Senses()
        phrase = replace(
            phrase,
            label=senses.label,
            what=senses.what,
            part=senses.part,
            inverse=senses.inverse,
            denied=senses.deny and not (senses.label or senses.what),
            elsewhere=senses.elsewhere and not (senses.label or senses.what),
            whose="" if senses.label or senses.what else senses.whose,
            rest=cut[position].text,
            stranger="".join(token.text for token in cut[:position] if token.senses is None),
        )
        if any(token.senses is None and not _is_free(token) for token in cut[position + 1 :]):
            phrase = replace(phrase, stranger="")
        if any(t.senses is not None and t.senses.deny for t in cut[position + 1 :]):
            phrase = replace(phrase, denied=True)
    for token in cut[:position] if position is not None else cut:
        if token.senses is not None:
            phrase = _read_owner(phrase, token, token.senses)
    if position is None:
        phrase = replace(phrase, rest="".join(t.text for t in cut if t.senses is None or not t.senses.whose))
    return phrase


def _only_filler(cut: Sequence[Token], position: int) -> bool:
    """A word like 号码 or 名称 that asks something alone, but only rounds off a stronger word before it."""
    senses = cut[position].senses
    if senses is None or not senses.filler:
        return False
    return any(t.senses is not None and (_is_head(t.senses) or t.senses.whose) for t in cut[:position])


def _is_free(token: Token) -> bool:
    return all(character in _FREE_CHARACTERS for character in token.text)


def _exact(text: str, vocabulary: Vocabulary) -> Phrase | None:
    senses = vocabulary.senses(text)
    if senses is None:
        return None
    return Phrase(
        text,
        label=senses.label,
        what=senses.what,
        whose=senses.whose,
        topics=senses.topics,
        part=senses.part,
        inverse=senses.inverse,
        denied=senses.deny and not (senses.label or senses.what),
        elsewhere=senses.elsewhere and not (senses.label or senses.what),
        exact=True,
        flagged=senses.flag,
        rest=text,
    )


def _relation(text: str, vocabulary: Vocabulary) -> Phrase | None:
    """与老人关系, 监护人与儿童的关系, 与户主关系: whose relation, and seen from whom."""
    found = _RELATION.match(text)
    if found is None:
        return None
    before = _owner(found.group(1), vocabulary)
    toward = _owner(found.group(2), vocabulary)
    if toward is None or before is None:
        return None
    return Phrase(text, what="relation", whose=before, relation_to=toward or "self", rest="关系")


def _owner(text: str, vocabulary: Vocabulary) -> str | None:
    """Who a short text names: "" when it names nobody, None when it is not understood."""
    if not text:
        return ""
    named = ""
    for token in tokens(text, vocabulary):
        if token.senses is None:
            return None
        if token.senses.whose:
            named = token.senses.whose
    return named or ("self" if text in {"其", "本人", "该"} else "")


def read_phrase(heading: Heading, vocabulary: Vocabulary) -> Phrase:
    """What a heading says by itself."""
    phrase = _read(heading.whole, heading.core, vocabulary)
    if any(_FLAG_HINT.match(hint) for hint in heading.hints):
        phrase = replace(phrase, flagged=True)
    return phrase


def _read(whole: str, core: str, vocabulary: Vocabulary) -> Phrase:
    plain = _PERIOD.sub("", core) or core
    for text in (whole, whole.replace("(", "").replace(")", ""), core, plain):
        found = _exact(text, vocabulary)
        if found is not None and text:
            return found
    relation = _relation(plain, vocabulary)
    if relation is not None:
        return relation
    parts = [_read_segment(part, plain) for part in _segments(tokens(plain, vocabulary))]
    if not parts:
        return Phrase(plain, unknown=True)
    return _joined(parts)


def _joined(parts: list[Phrase]) -> Phrase:
    """Several questions in one cell: the first decides, the others are kept as further labels."""
    first = parts[0]
    if len(parts) == 1:
        return first
    asked = next((p for p in parts if p.label or p.what), first)
    if asked is not first and not (first.unknown or first.elsewhere or first.denied):
        # 父亲/母亲姓名: the question stands at the end and belongs to both.
        asked = replace(asked, whose=first.whose or asked.whose)
    others = tuple(p.label for p in parts if p is not asked and p.label and p.label != asked.label)
    unknown = any(p.unknown or p.elsewhere for p in parts)
    return replace(
        asked,
        several=others,
        unknown=asked.unknown or (unknown and not others),
        flagged=any(p.flagged for p in parts),
    )
