"""Learning which category words mean from what people decided before."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Request, State
from linli.contexts.service_requests.models.rules import Learned
from linli.contexts.service_requests.queries import words
from linli.engines.similarity import Example, pack, ready, themes_from, train
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow
from linli.kernel.files.models import StoredFile
from linli.kernel.files.store import Handed, drop, keep

FEWEST_OF_A_KIND = 3
"""A category with fewer examples says nothing yet."""


def _quietly(_done: int, _of: int) -> None:
    """Nobody listens."""


@command("service_requests.learned", policies.may_keep_rules)
def learn(actor: Actor, scope: Area, /, *, tell: Callable[[int, int], None] = _quietly) -> Learned:
    """Learn from the newest requests whose category a person confirmed; replacing what was known."""
    examples = decided(scope)
    least = words.learning("least")
    if len(examples) < least:
        raise NotAllowedNow(
            _("已分类的诉求有 %(have)s 件，还不够学习（至少 %(least)s 件）。现在按常用词建议。"),
            have=len(examples), least=least,
        )  # fmt: skip
    model = train(examples, themes_from(packs.pack("request_words")), tell)
    handed = Handed(pack(model), "model.npz", "service_requests.learned", scope.code)
    row = Learned.objects.create(
        scope=scope, file_id=keep(actor, handed).pk, at=clock.now(), examples=len(examples),
        right=model.trust.right, covered=model.trust.covered,
    )  # fmt: skip
    for old in Learned.objects.filter(scope=scope).exclude(pk=row.pk):
        for file in StoredFile.objects.filter(pk=old.file_id):
            drop(file)
        old.delete()
    note(target=row, area=scope.code, examples=len(examples))
    return row


def decided(scope: Area) -> list[Example]:
    """Requests that a person classified, newest first; categories with too few examples are left out."""
    rows = _classified(scope).order_by("-at").values_list("words", "category")[: words.learning("most")]
    pairs = list(rows)
    enough = _often_enough(Counter(category for _text, category in pairs))
    return [Example(ready("", text), category) for text, category in pairs if category in enough]


def count_decided(scope: Area) -> int:
    """How many examples there are to learn from, counted by the database."""
    often = _classified(scope).order_by().values_list("category").annotate(n=Count("pk"))
    return min(sum(_often_enough(dict(often)).values()), words.learning("most"))


def _classified(scope: Area) -> QuerySet[Request]:
    found = Request.objects.filter(area__code__startswith=scope.code, category__in=words.categories())
    return found.exclude(state__in=(State.NEW, State.WITHDRAWN))


def _often_enough(often: Mapping[str, int]) -> dict[str, int]:
    """Categories with enough examples; none at all where only one was ever chosen."""
    return {key: n for key, n in often.items() if n >= FEWEST_OF_A_KIND} if len(often) > 1 else {}


def is_due(scope: Area) -> bool:
    """True when what was learned is older than the pack says."""
    newest = Learned.objects.filter(scope=scope).order_by("-at").first()
    return newest is None or clock.now() - newest.at > timedelta(days=words.learning("every_days"))
