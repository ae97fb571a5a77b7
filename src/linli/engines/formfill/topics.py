"""What does a bare word like 类别 or 证号 ask under this group heading, or in a form about this?"""

from collections.abc import Iterator, Sequence

from linli.engines.formfill.guess import GROUPED, NOT_HELD, TOPICAL, Asked, Guess, nothing
from linli.engines.formfill.model import Reason
from linli.engines.formfill.vocabulary import Inside
from linli.engines.text.folding import fold


def inside_group(asked: Asked) -> Guess | None:
    """证号 under 残疾, 单元 under 现住地: the group's topic decides."""
    leaf = asked.leaf
    topics = [topic for group in reversed(asked.groups) for topic in group.topics]
    if not leaf.exact or leaf.elsewhere:
        topics = [*leaf.topics, *topics]
    found = _look(asked, topics, list(_bare_words(asked)))
    if found is None or asked.about_someone_else():
        return None
    if not found.label:
        return nothing("not_held", NOT_HELD, asked.text)
    flagged = leaf.flagged and asked.vocabulary.term(found.label).flaggable
    return Guess(found.label, GROUPED, Reason("under_group", (asked.text,)), part=found.part, flagged=flagged)


def inside_form(asked: Asked) -> Guess | None:
    """类别 in a roster of 低保户: the form's subject decides, where the word says nothing by itself."""
    leaf = asked.leaf
    says_something = (leaf.label and not leaf.unknown) or (leaf.what not in {"", "relation"})
    if says_something or leaf.whose not in {"", "self"} or asked.about_someone_else():
        return None
    words = [word for word in _bare_words(asked) if not asked.vocabulary.is_word("not_form_wide", word)]
    found = _look(asked, asked.context.topics, words)
    if found is None or not (found.label or leaf.elsewhere):
        return None
    if not found.label:
        return nothing("not_held", NOT_HELD, asked.text)
    return Guess(found.label, TOPICAL, Reason("under_subject", (asked.text,)), part=found.part)


def held_by_subject(asked: Asked) -> bool | None:
    """What the form's subject says of the very heading: asked, not asked, or nothing at all."""
    for topic in asked.context.topics:
        meaning = asked.vocabulary.inside.get(topic, {}).get(asked.leaf.text)
        if meaning is not None:
            return bool(meaning.label)
    return None


def _look(asked: Asked, topics: Sequence[str], words: Sequence[str]) -> Inside | None:
    for topic in topics:
        table = asked.vocabulary.inside.get(topic, {})
        for word in words:
            if word in table:
                return table[word]
    return None


def _bare_words(asked: Asked) -> Iterator[str]:
    """The heading's own words, what is left without owner and topic words, the field they would name."""
    leaf = asked.leaf
    yield leaf.text
    yield fold(asked.text)
    if leaf.rest and not leaf.unknown and (leaf.exact or not leaf.elsewhere or leaf.topics):
        yield leaf.rest
    if leaf.label and leaf.topics and not leaf.exact:
        yield leaf.label
