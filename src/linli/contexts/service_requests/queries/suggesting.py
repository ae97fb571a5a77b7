"""Which category do the words suggest, and why?  By the community's own history, else by the pack's words."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.service_requests.models.rules import Learned
from linli.contexts.service_requests.queries import words
from linli.engines.similarity import Model, ready, suggest, unpack
from linli.kernel.areas.queries import COMMUNITY_DIGITS
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile

SURE = 0.6
"""Share of the words found that must speak for one category before the pack's words count as sure."""
FEWEST = 4
"""Shorter texts suggest nothing."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A suggested category; a person decides."""

    category: str
    confidence: float
    """From 0 to 1; of the pack's words only a share of those found."""
    is_sure: bool
    because: tuple[str, ...]
    """The words that spoke for it."""
    learned: bool
    """True when the community's own history spoke."""

    @property
    def label(self) -> str:
        """What the category is called."""
        return words.category_label(self.category)

    @property
    def sentence(self) -> str:
        """The suggestion and its reason, for the one who decides."""
        heard = "".join(f"“{word}”" for word in self.because)
        said = _("建议归为“%(what)s”") if self.is_sure else _("拿不准，可能是“%(what)s”")
        because = _("，因为提到") + heard if heard else ""
        return said % {"what": self.label} + because

    @property
    def data(self) -> dict[str, object]:
        """As a request keeps it."""
        return {
            "category": self.category, "confidence": round(self.confidence, 3), "sure": self.is_sure,
            "because": list(self.because), "learned": self.learned,
        }  # fmt: skip


def guess(area_code: str, text: str) -> Guess | None:
    """The suggestion for a text in a place; None when nothing speaks for any category."""
    if len(text.strip()) < FEWEST:
        return None
    newest = newest_of(area_code)
    if newest is not None:
        said = suggest(_model(newest.pk), [ready("", text)])[0]
        if said.category in words.categories():
            return Guess(said.category, said.confidence, said.sure, tuple(said.because), learned=True)
    return by_words(text)


def by_words(text: str) -> Guess | None:
    """What the pack's words say: the category most of whose words, weighted by length, stand in the text."""
    heard = {
        key: [word for word in category.words if word in text]
        for key, category in words.categories().items()
    }  # fmt: skip
    weights = {key: sum(map(len, found)) for key, found in heard.items() if found}
    if not weights:
        return None
    best = max(weights, key=lambda key: weights[key])
    share = weights[best] / sum(weights.values())
    return Guess(best, share, share >= SURE, tuple(heard[best]), learned=False)


def newest_of(area_code: str) -> Learned | None:
    """What the community last learned, else its subdistrict."""
    code = area_code[:COMMUNITY_DIGITS]
    scopes = [code[:n] for n in range(len(code), 0, -1)]
    rows = Learned.objects.filter(scope__code__in=scopes).select_related("scope").order_by("-at")
    return max(rows, key=lambda row: (len(row.scope.code), row.at), default=None)


@lru_cache(maxsize=4)
def _model(key: UUID) -> Model:
    """Unpacked once in a process; a row never changes."""
    row = StoredFile.objects.get(pk=Learned.objects.values_list("file_id", flat=True).get(pk=key))
    return unpack(store.content(row))
