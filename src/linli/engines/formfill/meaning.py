"""What does one column ask, judged by its heading, its groups and the subject of the form?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from linli.engines.formfill.guess import (
    COMPOSED,
    EXACT,
    FLAGGED,
    GIVES_WAY,
    GROUPED,
    NOT_HELD,
    NOT_UNDERSTOOD,
    OPTION,
    PARTLY,
    SEVERAL,
    SOMEONE_ELSE,
    TOLERATED,
    Asked,
    Context,
    Guess,
    asked,
    nothing,
)
from linli.engines.formfill.model import Part, Reason, Term
from linli.engines.formfill.phrases import Phrase
from linli.engines.formfill.strength import Reader
from linli.engines.formfill.topics import held_by_subject, inside_form, inside_group
from linli.engines.text.folding import fold
from linli.engines.text.headings import heading

_LONGEST_STRANGER, _UNMISTAKABLE = 4, 4
_DATE_PARTS: Mapping[str, Part] = {"年": "year", "月": "month", "日": "day"}
_ASKING_FLAGS = ("是否", "有无", "能否")


def understand(text: str, path: Sequence[str], context: Context, reader: Reader) -> Guess:
    """The meaning of a heading under its groups, outermost group first."""
    taken = reader.heading(text)
    if (
        not reader.phrase(text).exact_whole
        and len(taken.hints) == 1
        and reader.is_word("level", taken.hints[0])
    ):
        # 现住地(街道): one level of a place, as if under a group heading.
        text, path = taken.hints[0], (*path, taken.core)
    question = asked(text, path, context, reader)
    if question.leaf.denied or any(group.denied and not group.whose for group in question.groups):
        # 签字, and everything under 审核意见.
        return nothing("denied", NOT_HELD, text)
    for step in _STEPS:
        guess = step(question)
        if guess is not None:
            doubtful = guess.label is not None and reader.is_word("gives_way", text)
            return replace(guess, confidence=min(guess.confidence, GIVES_WAY)) if doubtful else guess
    if question.leaf.elsewhere:
        return nothing("not_held", NOT_HELD if question.leaf.exact else NOT_UNDERSTOOD, text)
    if _names_a_stranger(question.leaf):
        stranger = nothing("someone_else", NOT_UNDERSTOOD, text)
        return replace(stranger, what="name", whose="other", named=True)
    return nothing("not_understood", NOT_UNDERSTOOD, text)


def _names_a_stranger(leaf: Phrase) -> bool:
    """改造负责人: an unknown word before a person who is not the person of the row."""
    ends_in_person = bool(leaf.rest) and leaf.text.startswith(leaf.rest) and leaf.text != leaf.rest
    return leaf.whose == "other" and not leaf.what and not leaf.elsewhere and ends_in_person


# ── By its own words ────────────────────────────────────────────────────────────────────────────────────
def _own_words(asked: Asked) -> Guess | None:
    """民族, 就读学校: the words name one field only."""
    leaf = asked.leaf
    if not leaf.label or leaf.what:
        return None
    held = held_by_subject(asked)
    if not _is_clear(leaf, asked):
        return None if held is not None else nothing("not_understood", NOT_UNDERSTOOD, asked.text)
    if held is False:
        return nothing("not_held", NOT_HELD, asked.text)
    term = asked.vocabulary.term(leaf.label)
    if _belongs_elsewhere(asked, term):
        return nothing("someone_else", SOMEONE_ELSE, asked.text)
    guess = Guess(
        leaf.label,
        EXACT if leaf.exact else TOLERATED if leaf.unknown else COMPOSED,
        Reason("own_words", (asked.text,)),
        what=term.what,
        whose=term.whose,
        named=True,
    )
    return _with_marks(guess, leaf, term)


def _is_clear(leaf: Phrase, asked: Asked) -> bool:
    """Whether the words can be trusted to ask for the label they name."""
    term = asked.vocabulary.term(leaf.label)
    if leaf.elsewhere or (leaf.unknown and not _tolerable(leaf, term, asked)):
        return False
    if leaf.exact:
        return True
    a_flag_of_something_else = leaf.flagged and not term.flaggable and term.kind != "flag"
    return not a_flag_of_something_else and leaf.label != "备注"


def _tolerable(leaf: Phrase, term: Term, asked: Asked) -> bool:
    """A short unknown word before a long, unmistakable one, unless it moves the question elsewhere."""
    short = 0 < len(leaf.stranger) <= _LONGEST_STRANGER
    if term.strict or not short or len(leaf.rest) < _UNMISTAKABLE:
        return False
    shifts = asked.vocabulary.kinds.get("shift", frozenset())
    return not any(shift in leaf.stranger for shift in shifts)


def _belongs_elsewhere(asked: Asked, term: Term) -> bool:
    """配偶的民族, 民族 under 父亲: held, but not of them."""
    leaf = asked.leaf
    whose = asked.whose(replace(leaf, whose="") if leaf.exact else leaf)
    if term.whose == "self" or whose == "member":
        return asked.is_someone_else(whose)
    return whose not in {"self", "head", term.whose} and term.whose != asked.context.subject


def _with_marks(guess: Guess, leaf: Phrase, term: Term) -> Guess:
    """Take over parts, opposites, yes-or-no marks and further questions, each a little less certain."""
    flagged = (leaf.flagged and term.flaggable) or leaf.text.startswith(_ASKING_FLAGS)
    limits = [
        FLAGGED if flagged and term.kind != "flag" else 1.0,
        PARTLY if leaf.part else 1.0,
        SEVERAL if leaf.several else 1.0,
    ]
    return replace(
        guess,
        confidence=min(guess.confidence, *limits),
        part=leaf.part,
        inverse=leaf.inverse,
        flagged=flagged or term.kind == "flag",
        several=tuple(label for label in leaf.several if label),
    )


# ── By whose and what ───────────────────────────────────────────────────────────────────────────────────
def _composed(asked: Asked) -> Guess | None:
    """监护人 + 联系电话: whose and what come together from heading and group."""
    leaf = asked.leaf
    if not leaf.what:
        return None
    if leaf.unknown or leaf.elsewhere or (leaf.flagged and not leaf.exact):
        return nothing("not_understood", NOT_UNDERSTOOD, asked.text)
    whose = asked.whose()
    if leaf.what == "relation" and leaf.relation_to == "head" and whose in {"self", "member"}:
        whose = "head"
    return _pair(asked, leaf, whose)


def _pair(asked: Asked, leaf: Phrase, whose: str) -> Guess:
    label = _label_of(asked, leaf.what, whose)
    guess = Guess(
        label,
        SOMEONE_ELSE if label is None else EXACT if leaf.exact else COMPOSED,
        Reason("whose_and_what" if label else "someone_else", (asked.text,)),
        what=leaf.what,
        whose=whose,
        named=asked.named,
    )
    return _with_marks(guess, leaf, asked.vocabulary.term(label)) if label else guess


def _label_of(asked: Asked, what: str, whose: str) -> str | None:
    """The field of that person, or the row person's own where the two are the same person."""
    pairs = asked.vocabulary.pairs
    has_own_name = asked.context.has_own_name
    owner = "self" if whose == "member" and not has_own_name else whose
    if (owner, what) in pairs:
        return pairs[owner, what]
    is_own = whose in asked.vocabulary.self_whose or (owner == "head" and asked.context.head_is_row)
    return pairs.get(("self", what)) if is_own and what != "relation" else None


def _owner_only(asked: Asked) -> Guess | None:
    """紧急联系人 alone asks for the name; under 联系电话 it asks for the telephone."""
    leaf = asked.leaf
    if not leaf.whose or leaf.unknown or leaf.label or leaf.what or leaf.elsewhere:
        return None
    grouped = next((group.what for group in reversed(asked.groups) if group.what), "")
    if not grouped and (leaf.flagged or not _is_role(asked)):
        return nothing("not_understood", NOT_UNDERSTOOD, asked.text)
    return _pair(asked, replace(leaf, what=grouped or "name"), asked.whose())


def _is_role(asked: Asked) -> bool:
    """申请人 alone asks for a name, 儿童 alone does not."""
    groups_of_people = asked.vocabulary.self_whose | {"member"}
    return asked.leaf.whose not in groups_of_people or asked.vocabulary.is_word("role", asked.leaf.text)


# ── By the group alone ──────────────────────────────────────────────────────────────────────────────────
def _split_date(asked: Asked) -> Guess | None:
    """年 | 月 | 日 under 出生日期: one date over several columns."""
    part = _DATE_PARTS.get(heading(asked.text).core)
    if part is None or not asked.groups or not asked.groups[-1].label:
        return None
    term = asked.vocabulary.term(asked.groups[-1].label)
    if term.kind != "date" or asked.about_someone_else():
        return None
    return Guess(term.label, GROUPED, Reason("under_group", (asked.text,)), named=True, part=part)


def _option(asked: Asked) -> Guess | None:
    """男 | 女 under 性别: one answer of the group's field, to be ticked."""
    label = asked.vocabulary.options.get(fold(asked.text))
    if label is None or all(group.label != label for group in asked.groups):
        return None
    return Guess(label, OPTION, Reason("answer", (asked.text,)), option=asked.text, named=True)


def _flag_of_group(asked: Asked) -> Guess | None:
    """是否 under 低保: the yes or no of the group's topic."""
    leaf = asked.leaf
    if not asked.groups or leaf.unknown or leaf.label or leaf.what:
        return None
    term = asked.vocabulary.term(asked.groups[-1].label)
    bare = leaf.flagged and not leaf.text.strip("是否有无/、享受")
    if not bare or not term.flaggable or asked.about_someone_else():
        return None
    return Guess(term.label, GROUPED, Reason("under_group", (asked.text,)), flagged=True, named=True)


_STEPS: tuple[Callable[[Asked], Guess | None], ...] = (
    _split_date,
    _option,
    inside_group,
    _own_words,
    inside_form,
    _composed,
    _owner_only,
    _flag_of_group,
)
