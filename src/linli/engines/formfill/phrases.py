"""What do the words of one heading say together, before groups and neighbours are asked?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.engines.formfill.cutting import Token, segments, tokens
from linli.engines.formfill.model import Part
from linli.engines.formfill.vocabulary import Senses, Vocabulary
from linli.engines.text.headings import Heading

_PERIOD = re.compile(
    r"(?:20\d\d|19\d\d|×{2,4}|x{2,4}|_+)年(?:度|底|末|初)?(?:第?[一二三四1-4]季度|\d{1,2}月份?|[上下]半年)?"
    r"|^本(?:年度?|月|季度?)|截[至止].*$"
)
_RELATION = re.compile(r"^(.{0,8}?)[与和同](.{0,8}?)(?:的|之)?(?:关系|何种关系|什么关系)(.{0,4})$")
_FLAG_HINT = re.compile(
    r"^(?:是[/、或]?否|有[/、或]?无|[打划是]?√|勾选|是则打√|打勾|✓|y/n|填是或否|填\"?是\"?或\"?否\"?|√[/或]×)$"
)

ROUNDING = re.compile(r"(?:基本)?(?:情况|信息|资料|状况|名单)(?:登记|说明)?$")
"""Words that only round off a group of headings."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a heading says by itself."""

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
    """The whole heading is one listed word, brackets aside."""
    exact_whole: bool = False
    """The whole heading with its brackets is one listed word."""
    relation_to: str = ""
    """Of "与…关系": whose side the relation is seen from."""
    several: tuple[str, ...] = ()
    """Further labels asked in the same cell."""
    stranger: str = ""
    """Unknown characters in front of the word that asks."""
    rest: str = ""
    """The words left once owner and topic words are taken away."""


def read_phrase(heading: Heading, vocabulary: Vocabulary) -> Phrase:
    """What a heading says, hints in brackets included."""
    phrase = or_else(_read(heading.whole, heading.core, vocabulary), heading, vocabulary)
    if any(_FLAG_HINT.match(hint) for hint in heading.hints):
        return replace(phrase, flagged=True)
    return phrase


def or_else(phrase: Phrase, heading: Heading, vocabulary: Vocabulary) -> Phrase:
    """子女（或紧急联系人）: of two people that are both welcome, the one we know about."""
    known = {whose for whose, what in vocabulary.pairs if what == "name"}
    if not phrase.whose or phrase.whose in known or phrase.unknown:
        return phrase
    welcome = [hint[1:] for hint in heading.hints if hint.startswith("或")] + heading.core.split("或")[1:]
    owners = [_owner(ROUNDING.sub("", words).removeprefix("者"), vocabulary) for words in welcome]
    found = next((whose for whose in owners if whose in known - {"self"}), "")
    return replace(phrase, whose=found) if found else phrase


def _read(whole: str, core: str, vocabulary: Vocabulary) -> Phrase:
    plain = _PERIOD.sub("", core) or core
    flat = whole.replace("(", "").replace(")", "")
    for text in (whole, flat, core, plain):
        senses = vocabulary.senses(text)
        if senses is not None:
            return _asking(Phrase(text, exact=True, exact_whole=text in {whole, flat}), senses, text)
    relation = _relation(plain, vocabulary)
    if relation is not None:
        return relation
    parts = [_read_segment(part, plain) for part in segments(tokens(plain, vocabulary))]
    return _joined(parts, only_strokes="/" in plain) if parts else Phrase(plain, unknown=True)


def _asking(phrase: Phrase, senses: Senses, word: str) -> Phrase:
    """Take up everything the asking word says."""
    asks_ours = bool(senses.label or senses.what)
    return replace(
        phrase,
        label=senses.label,
        what=senses.what,
        whose="" if asks_ours and not phrase.exact else senses.whose,
        topics=senses.topics if phrase.exact else phrase.topics,
        part=senses.part,
        inverse=senses.inverse,
        flagged=senses.flag,
        denied=senses.deny and not asks_ours,
        elsewhere=senses.elsewhere and not asks_ours,
        rest=word,
    )


# ── One question ────────────────────────────────────────────────────────────────────────────────────────
def _read_segment(cut: Sequence[Token], text: str) -> Phrase:
    """The last asking word asks, what stands before it says whose, an unknown character makes it doubtful."""
    phrase = Phrase(text, unknown=any(token.is_unknown for token in cut))
    position = _asking_position(cut)
    if position is None:
        rest = "".join(token.text for token in cut if token.senses is None or not token.senses.whose)
        return _with_words_before(replace(phrase, rest=rest), cut)
    phrase = _asking(phrase, cut[position].senses or Senses(), cut[position].text)
    behind = cut[position + 1 :]
    if not any(token.is_unknown for token in behind):
        stranger = "".join(token.text for token in cut[:position] if token.senses is None)
        phrase = replace(phrase, stranger=stranger)
    if any(token.senses is not None and token.senses.deny for token in behind):
        phrase = replace(phrase, denied=True)
    return _with_words_before(phrase, cut[:position])


def _asking_position(cut: Sequence[Token]) -> int | None:
    """Chinese puts the asking word last, but 号码 or 名称 behind it only round it off."""
    for position in range(len(cut) - 1, -1, -1):
        if cut[position].is_head and not _only_rounds_off(cut, position):
            return position
    return None


def _only_rounds_off(cut: Sequence[Token], position: int) -> bool:
    senses = cut[position].senses
    if senses is None or not senses.filler:
        return False
    before = (token for token in cut[:position] if token.senses is not None)
    return any(token.is_head or (token.senses is not None and token.senses.whose) for token in before)


def _with_words_before(phrase: Phrase, cut: Sequence[Token]) -> Phrase:
    for token in cut:
        if token.senses is not None:
            phrase = _with_word_before(phrase, token.senses)
    return phrase


def _with_word_before(phrase: Phrase, senses: Senses) -> Phrase:
    """Take up an owner, a topic or a mark that stands before the asking word."""
    topics = (*phrase.topics, *senses.topics)
    if senses.flag:
        return replace(phrase, flagged=True)
    if senses.whose and (senses.whose != "self" or not phrase.whose):
        return replace(phrase, whose=senses.whose, topics=topics)
    if senses.whose or senses.topics or senses.filler:
        return replace(phrase, topics=topics)
    # Another question used as an attribute (工作单位 in 工作单位电话) makes it one about something else.
    same_question = (senses.label, senses.what) == (phrase.label, phrase.what) != ("", "")
    return phrase if same_question else replace(phrase, elsewhere=True)


# ── Several questions, relations ────────────────────────────────────────────────────────────────────────
def _joined(parts: list[Phrase], *, only_strokes: bool) -> Phrase:
    """Several questions in one cell: the first decides, the others are kept as further labels."""
    first = parts[0]
    if len(parts) == 1:
        return first
    asked = next((part for part in parts if part.label or part.what), first)
    if asked is not first and not (first.unknown or first.elsewhere or first.denied):
        # 父亲/母亲姓名: the question stands at the end and belongs to both.
        asked = replace(asked, whose=first.whose or asked.whose)
    others = tuple(part.label for part in parts if part.label and part.label != asked.label)
    doubtful = any(part.unknown or part.elsewhere for part in parts)
    # 现住小区/建筑: an alternative after a stroke adds to the question, other connectors may lead elsewhere.
    alternative = asked is first and only_strokes and not any(part.denied for part in parts)
    return replace(
        asked,
        several=others or (("",) if doubtful and alternative else ()),
        unknown=asked.unknown or (doubtful and not others and not alternative),
        flagged=any(part.flagged for part in parts),
    )


def _relation(text: str, vocabulary: Vocabulary) -> Phrase | None:
    """与老人关系, 监护人与儿童的关系, 与户主关系: whose relation, and seen from whom."""
    found = _RELATION.match(text)
    if found is None:
        return None
    before, toward = _owner(found.group(1), vocabulary), _owner(found.group(2), vocabulary)
    if toward is None or before is None:
        return None
    return Phrase(text, what="relation", whose=before, relation_to=toward or "self", rest="关系")


def _owner(text: str, vocabulary: Vocabulary) -> str | None:
    """Who a short text names: "" when it names nobody, None when it is not understood."""
    named = "self" if text in {"其", "该"} else ""
    for token in tokens(text, vocabulary):
        if token.senses is None:
            return None
        named = token.senses.whose or named
    return named
