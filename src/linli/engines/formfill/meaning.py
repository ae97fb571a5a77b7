"""What does one column ask, judged by its heading, its groups and the subject of the form?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from linli.engines.formfill.model import Part, Reason
from linli.engines.formfill.phrases import Phrase
from linli.engines.formfill.strength import Reader
from linli.engines.formfill.vocabulary import Inside
from linli.engines.text.folding import fold

# How often each way of understanding is right; measured by bench_formfill on forms set aside.
EXACT, COMPOSED, GROUPED, TOPICAL = 0.97, 0.93, 0.95, 0.9
SEVERAL, FLAGGED, PARTLY, OPTION, TOLERATED = 0.8, 0.85, 0.8, 0.8, 0.7
NOT_HELD, NOT_UNDERSTOOD, SOMEONE_ELSE = 0.97, 0.85, 0.93


_LONGEST_STRANGER, _UNMISTAKABLE = 4, 4


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole form says about every column."""

    topics: tuple[str, ...] = ()
    subject: str = "self"
    """The owner word that means the person of the row here (``volunteer`` in a roster of volunteers)."""
    has_own_name: bool = True
    """Whether some column asks the name of the person of the row in so many words."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The meaning of a column so far."""

    label: str | None
    confidence: float
    reason: Reason
    what: str = ""
    whose: str = "self"
    named: bool = False
    """The heading or its group says whose it is."""
    exact: bool = False
    part: Part = ""
    inverse: bool = False
    flagged: bool = False
    option: str = ""
    several: tuple[str, ...] = ()


def _nothing(code: str, confidence: float, *values: str) -> Guess:
    return Guess(None, confidence, Reason(code, values))


def understand(text: str, path: Sequence[str], context: Context, reader: Reader) -> Guess:
    """The meaning of a heading under its groups, outermost group first."""
    leaf = reader.phrase(text)
    groups = [reader.group(group) for group in path]
    if leaf.denied or any(_closes(group) for group in groups):
        return _nothing("denied", NOT_HELD, text)
    for step in (_inside_group, _own_words, _inside_form, _composed, _option, _owner_only, _flag_of_group):
        guess = step(text, leaf, groups, context, reader)
        if guess is not None:
            return guess
    if leaf.elsewhere:
        return _nothing("not_held", NOT_HELD if leaf.exact else NOT_UNDERSTOOD, text)
    return _nothing("not_understood", NOT_UNDERSTOOD, text)


def _closes(group: Phrase) -> bool:
    """审核意见, 处理情况: nothing under such a group is about the person."""
    return group.denied and not group.whose


# ── Under a topic ───────────────────────────────────────────────────────────────────────────────────────
def _bare_words(leaf: Phrase, text: str) -> Iterator[str]:
    """The heading's own words, then what is left without owner and topic words."""
    yield leaf.text
    yield fold(text)
    if leaf.rest and not leaf.unknown:
        yield leaf.rest


def _look_inside(leaf: Phrase, text: str, topics: Sequence[str], reader: Reader) -> Inside | None:
    for topic in topics:
        table = reader.vocabulary.inside.get(topic, {})
        for word in _bare_words(leaf, text):
            if word in table:
                return table[word]
    return None


def _inside_group(
    text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader
) -> Guess | None:
    """证号 under 残疾, 单元 under 现住地: the group's topic decides."""
    topics = [topic for group in reversed(groups) for topic in group.topics]
    if not leaf.exact or leaf.elsewhere:
        topics = [*leaf.topics, *topics]
    found = _look_inside(leaf, text, topics, reader) if topics else None
    if found is None or _someone_else(_whose(leaf, groups, context), context, reader):
        return None
    if not found.label:
        return _nothing("not_held", NOT_HELD, text)
    flagged = leaf.flagged and reader.vocabulary.term(found.label).flaggable
    return Guess(found.label, GROUPED, Reason("under_group", (text,)), part=found.part, exact=True, flagged=flagged)


def _inside_form(
    text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader
) -> Guess | None:
    """类别 in a roster of 低保户: the form's subject decides."""
    if (leaf.label and not leaf.unknown) or (leaf.what and not leaf.elsewhere and leaf.what != "relation") or leaf.whose not in {"", "self"}:
        return None
    if _someone_else(_whose(leaf, groups, context), context, reader):
        return None
    if any(reader.vocabulary.is_word("not_form_wide", word) for word in (leaf.text, leaf.rest)):
        return None
    found = _look_inside(leaf, text, context.topics, reader)
    if found is None:
        return None
    if not found.label:
        return _nothing("not_held", NOT_HELD, text) if leaf.elsewhere else None
    return Guess(found.label, TOPICAL, Reason("under_subject", (text,)), part=found.part)


# ── By its own words ────────────────────────────────────────────────────────────────────────────────────
def _whose(leaf: Phrase, groups: Sequence[Phrase], context: Context) -> str:
    """Whose the column is: its own owner word, else the nearest group's, else the person of the row."""
    for phrase in (leaf, *reversed(groups)):
        if phrase.whose and not (phrase.whose == "self" and phrase is not leaf):
            return "self" if phrase.whose == context.subject else phrase.whose
    return "self"


def _named(leaf: Phrase, groups: Sequence[Phrase]) -> bool:
    return bool(leaf.whose) or any(group.whose for group in groups)


def _someone_else(whose: str, context: Context, reader: Reader) -> bool:
    if whose == "member":
        return context.has_own_name
    return whose not in {"self", "head"} and whose not in reader.vocabulary.self_whose


def _own_words(text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader) -> Guess | None:
    """民族, 就读学校: the words name one field only."""
    if not leaf.label or leaf.what:
        return None
    tolerable = _tolerable(leaf, reader)
    if (leaf.unknown and not tolerable) or leaf.elsewhere or (leaf.label == "备注" and not leaf.exact):
        return _nothing("not_understood", NOT_UNDERSTOOD, text) if not _held_inside(leaf, context, reader) else None
    if _not_held_inside(leaf, context, reader):
        return _nothing("not_held", NOT_HELD, text)
    term = reader.vocabulary.term(leaf.label)
    whose = _whose(leaf if not leaf.exact else replace(leaf, whose=""), groups, context)
    if term.whose == "self" and _someone_else(whose, context, reader):
        return _nothing("someone_else", SOMEONE_ELSE, text)
    if term.whose not in {"self", whose} and whose not in {"self", "head"} and term.whose != context.subject:
        return _nothing("someone_else", SOMEONE_ELSE, text)
    if leaf.flagged and not term.flaggable and term.kind != "flag" and not leaf.exact:
        return _nothing("not_understood", NOT_UNDERSTOOD, text)
    return _with_marks(
        Guess(
            leaf.label,
            EXACT if leaf.exact else TOLERATED if leaf.unknown else COMPOSED,
            Reason("own_words", (text,)),
            what=term.what,
            whose=term.whose,
            named=True,
            exact=leaf.exact,
        ),
        leaf,
        reader,
    )


def _tolerable(leaf: Phrase, reader: Reader) -> bool:
    """A short unknown word before a long, unmistakable one (某类就读学校), unless it moves the question elsewhere."""
    if not leaf.unknown or not 0 < len(leaf.stranger) <= _LONGEST_STRANGER or len(leaf.rest) < _UNMISTAKABLE:
        return False
    shifts = reader.vocabulary.kinds.get("shift", frozenset())
    return not any(shift in leaf.stranger for shift in shifts)


def _not_held_inside(leaf: Phrase, context: Context, reader: Reader) -> bool:
    """随访时间 in a register of the chronically ill: the form's subject makes it someone else's field."""
    tables = (reader.vocabulary.inside.get(topic, {}) for topic in context.topics)
    return any(leaf.text in table and not table[leaf.text].label for table in tables)


def _held_inside(leaf: Phrase, context: Context, reader: Reader) -> bool:
    tables = (reader.vocabulary.inside.get(topic, {}) for topic in context.topics)
    return any(leaf.text in table for table in tables)


def _with_marks(guess: Guess, leaf: Phrase, reader: Reader) -> Guess:
    """Take over parts, opposites, yes-or-no marks and further questions, each a little less certain."""
    term = reader.vocabulary.term(guess.label or "")
    confidence = guess.confidence
    flagged = leaf.flagged and term.flaggable
    asks_flag = flagged or leaf.text.startswith(("是否", "有无", "能否"))
    if asks_flag and term.kind != "flag":
        confidence = min(confidence, FLAGGED)
        flagged = True
    if leaf.part:
        confidence = min(confidence, PARTLY)
    if leaf.several:
        confidence = min(confidence, SEVERAL)
    return replace(
        guess,
        confidence=confidence,
        part=leaf.part,
        inverse=leaf.inverse,
        flagged=flagged or term.kind == "flag",
        several=leaf.several,
    )


def _composed(text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader) -> Guess | None:
    """监护人 + 联系电话: whose and what come together from heading and group."""
    if not leaf.what:
        return None
    if leaf.unknown or leaf.elsewhere or (leaf.flagged and not leaf.exact):
        return _nothing("not_understood", NOT_UNDERSTOOD, text)
    whose = _whose(leaf, groups, context)
    if leaf.what == "relation" and leaf.relation_to == "head" and whose in {"self", "member"}:
        whose = "head"
    return _pair(text, leaf, whose, _named(leaf, groups), context, reader)


def _pair(text: str, leaf: Phrase, whose: str, named: bool, context: Context, reader: Reader) -> Guess:  # noqa: FBT001
    owner = "self" if whose == "member" and not context.has_own_name else whose
    label = reader.vocabulary.pairs.get((owner, leaf.what))
    own = (owner == "head" and not context.has_own_name) or whose in reader.vocabulary.self_whose
    if label is None and leaf.what != "relation" and own:
        label = reader.vocabulary.pairs.get(("self", leaf.what))
    guess = Guess(
        label,
        (EXACT if leaf.exact else COMPOSED) if label else SOMEONE_ELSE,
        Reason("whose_and_what" if label else "someone_else", (text,)),
        what=leaf.what,
        whose=whose,
        named=named,
        exact=leaf.exact,
    )
    return _with_marks(guess, leaf, reader) if label else guess


def _owner_only(text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader) -> Guess | None:
    """紧急联系人 alone asks for the name; under 联系电话 it asks for the telephone."""
    if not leaf.whose or leaf.unknown or leaf.label or leaf.what or leaf.elsewhere:
        return None
    grouped = next((group.what for group in reversed(groups) if group.what), "")
    asked = grouped or "name"
    if not grouped and (leaf.flagged or not _is_role(leaf, reader)):
        return _nothing("not_understood", NOT_UNDERSTOOD, text)
    whose = "self" if leaf.whose == context.subject else leaf.whose
    return _pair(text, replace(leaf, what=asked), whose, named=True, context=context, reader=reader)


def _is_role(leaf: Phrase, reader: Reader) -> bool:
    """申请人 alone asks for a name, 儿童 alone does not."""
    return leaf.whose not in reader.vocabulary.self_whose | {"member"} or reader.vocabulary.is_word("role", leaf.text)


# ── By the group alone ──────────────────────────────────────────────────────────────────────────────────
def _option(text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader) -> Guess | None:
    """男 | 女 under 性别: one answer of the group's field, to be ticked."""
    label = reader.vocabulary.options.get(fold(text))
    if label is None or not any(group.label == label for group in groups):
        return None
    del leaf, context
    return Guess(label, OPTION, Reason("answer", (text,)), option=text, named=True)


def _flag_of_group(
    text: str, leaf: Phrase, groups: Sequence[Phrase], context: Context, reader: Reader
) -> Guess | None:
    """是否 under 低保: the yes or no of the group's topic."""
    if not groups or leaf.unknown or leaf.label or leaf.what:
        return None
    if not (leaf.flagged and leaf.text.strip("是否有无/、享受") == ""):
        return None
    term = reader.vocabulary.term(groups[-1].label or "")
    if not term.flaggable or _someone_else(_whose(leaf, groups, context), context, reader):
        return None
    return Guess(term.label, GROUPED, Reason("under_group", (text,)), flagged=True, named=True)
