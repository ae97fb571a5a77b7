"""Why today, in words?"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from linli.engines.plans.model import Value
from linli.engines.plans.plan import Book, Sentence
from linli.engines.plans.results import Assignment, Reason, State

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_ONE = re.compile(r"\b1 (day|week|month|year|hour)s\b")
_OFTEN = {"1 times": "once", "2 times": "twice"}
_CODED = {"last_channel": "channels", "change": "changes", "spell": "spells", "colour": "colour"}


class Language(StrEnum):
    """The languages that packs are written in."""

    CHINESE = "zh"
    ENGLISH = "en"


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def why(reason: Reason, book: Book, language: Language = Language.CHINESE) -> str:
    """The plan's sentence with its values, then what else matters: overdue, tries, in person."""
    sentence = book.plan(reason.plan).sentences
    said = _in(sentence.get(reason.template, sentence["reason"]), language)
    values = _Values({key: _shown(key, value, book, language) for key, value in reason.values.items()})
    notes = [_note(key, values, book, language) for key, values in _notes(reason, book, language)]
    parts = [said.format_map(values), *(note for note in notes if note)]
    return "；".join(parts) + "。" if language is Language.CHINESE else _english(parts)


def _english(parts: list[str]) -> str:
    """One sentence: a capital letter in front, and 1 of a thing is no plural."""
    said = _ONE.sub(r"1 \1", "; ".join(parts))
    for number, word in _OFTEN.items():
        said = re.sub(rf"\b{number}\b", word, said)
    return f"{said[:1].upper()}{said[1:]}."


def why_today(assignment: Assignment, book: Book, language: Language = Language.CHINESE) -> list[str]:
    """A sentence for every reason, most urgent first."""
    return [why(reason, book, language) for reason in assignment.reasons]


def _in(sentence: Sentence, language: Language) -> str:
    return sentence.chinese if language is Language.CHINESE else sentence.english


def _notes(reason: Reason, book: Book, language: Language) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    if reason.overdue_days and reason.state in (State.DUE, State.LATER):
        found.append(("overdue", {"days": str(reason.overdue_days)}))
    if reason.must_be_in_person:
        found.append(("in_person", {}))
    if reason.tries:
        many = reason.tries >= book.retries.others_after
        found.append(("ask_others" if many else "tries", {"tries": str(reason.tries)}))
    if reason.state is State.LATER and reason.not_before is not None:
        found.append(("not_before", {"day": _day(reason.not_before, language)}))
    if reason.state is State.ALONG:
        found.append(("along", {"day": _day(reason.due_on, language)}))
    return found


def _note(key: str, values: Mapping[str, str], book: Book, language: Language) -> str:
    sentence = book.words.get(f"notes.{key}")
    return "" if sentence is None else _in(sentence, language).format_map(_Values(values))


def _shown(key: str, value: Value, book: Book, language: Language) -> str:
    if value is None:
        return "…"
    if isinstance(value, date):
        return _day(value, language)
    if isinstance(value, tuple):
        return ("、" if language is Language.CHINESE else ", ").join(value)
    named = book.words.get(f"{_CODED[key]}.{value}") if key in _CODED else None
    return str(value) if named is None else _in(named, language)


def _day(day: date, language: Language) -> str:
    if language is Language.CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
