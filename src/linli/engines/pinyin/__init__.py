"""Pinyin of people's names: how is a name spelled, sorted and found?"""

from linli.engines.pinyin.spelling import (
    MOST_LETTERS,
    MOST_SPELLINGS,
    Spelling,
    full_spelling,
    initials,
    query_form,
    search_words,
    sort_key,
    spellings,
    syllables,
)

__all__ = [
    "MOST_LETTERS",
    "MOST_SPELLINGS",
    "Spelling",
    "full_spelling",
    "initials",
    "query_form",
    "search_words",
    "sort_key",
    "spellings",
    "syllables",
]
