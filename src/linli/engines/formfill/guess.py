"""What is known of a column while its meaning is being found?"""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.engines.formfill.model import Part, Reason
from linli.engines.formfill.phrases import Phrase
from linli.engines.formfill.strength import Reader
from linli.engines.formfill.vocabulary import Vocabulary

# How often each way of understanding is right, measured on forms set aside (bench_formfill prints the table).
EXACT, COMPOSED, GROUPED, TOPICAL = 0.97, 0.93, 0.95, 0.9
SEVERAL, FLAGGED, PARTLY, OPTION, GIVES_WAY, TOLERATED = 0.8, 0.85, 0.8, 0.8, 0.85, 0.7
NOT_HELD, NOT_UNDERSTOOD, SOMEONE_ELSE = 0.97, 0.85, 0.93


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole form says about every column."""

    topics: tuple[str, ...] = ()
    subject: str = "self"
    """The owner word that means the person of the row here (``volunteer`` in a roster of volunteers)."""
    has_own_name: bool = True
    """Whether some column asks the name of the person of the row in so many words."""
    head_is_row: bool = False
    """Whether the rows are households, so that the head (户主) is the person of the row."""
    form_has_name: bool = False
    """Whether the form asks its one person's name outside the table, so that the table is about others."""


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
    part: Part = ""
    inverse: bool = False
    flagged: bool = False
    option: str = ""
    several: tuple[str, ...] = ()


def nothing(code: str, confidence: float, *values: str) -> Guess:
    """The column asks for none of our fields."""
    return Guess(None, confidence, Reason(code, values))


@dataclass(frozen=True, slots=True)
class Asked:
    """One heading in its surroundings."""

    text: str
    leaf: Phrase
    groups: tuple[Phrase, ...]
    """Outermost first."""
    context: Context
    reader: Reader

    @property
    def vocabulary(self) -> Vocabulary:
        """The words and fields."""
        return self.reader.vocabulary

    @property
    def named(self) -> bool:
        """Whether heading or group say whose the column is."""
        return bool(self.leaf.whose) or any(group.whose for group in self.groups)

    def whose(self, leaf: Phrase | None = None) -> str:
        """Whose the column is: by its own word, else the nearest group's, else the person of the row."""
        own = (leaf or self.leaf).whose
        for whose in (own, *(group.whose for group in reversed(self.groups) if group.whose != "self")):
            if whose:
                return "self" if whose == self.context.subject else whose
        return "self"

    def is_someone_else(self, whose: str) -> bool:
        """Whether that owner is not the person of the row."""
        if whose == "member":
            return self.context.has_own_name
        return whose not in {"self", "head"} and whose not in self.vocabulary.self_whose

    def about_someone_else(self) -> bool:
        """Whether the column is not about the person of the row."""
        return self.is_someone_else(self.whose())


def asked(text: str, path: Sequence[str], context: Context, reader: Reader) -> Asked:
    """A heading with its groups, outermost first, read and ready to be understood."""
    groups = tuple(reader.group(group) for group in path)
    return Asked(text, reader.phrase(text), groups, context, reader)
