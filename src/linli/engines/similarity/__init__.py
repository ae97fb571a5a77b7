"""Requests in Chinese: which category does one belong to, and which speak of the same matter?"""

from linli.engines.similarity.columns import Columns, cell_of, columns_of, text_of
from linli.engines.similarity.duplicates import Duplicate, duplicates, merged
from linli.engines.similarity.hints import Hint, Index, Recent
from linli.engines.similarity.pieces import Text, ready
from linli.engines.similarity.ranking import rank
from linli.engines.similarity.refusals import CannotLearn, CannotTell, NotAModel
from linli.engines.similarity.reports import Report
from linli.engines.similarity.storing import pack, unpack
from linli.engines.similarity.suggesting import Example, Model, Suggestion, categories, suggest, train
from linli.engines.similarity.themes import Themes, themes, themes_from
from linli.engines.similarity.topics import Topic, topics

__all__ = [
    "CannotLearn",
    "CannotTell",
    "Columns",
    "Duplicate",
    "Example",
    "Hint",
    "Index",
    "Model",
    "NotAModel",
    "Recent",
    "Report",
    "Suggestion",
    "Text",
    "Themes",
    "Topic",
    "categories",
    "cell_of",
    "columns_of",
    "duplicates",
    "merged",
    "pack",
    "rank",
    "ready",
    "suggest",
    "text_of",
    "themes",
    "themes_from",
    "topics",
    "train",
    "unpack",
]
