"""Learning which category words mean from what people decided before."""

from collections.abc import Callable
from datetime import timedelta

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
    rows = (
        Request.objects.filter(area__code__startswith=scope.code)
        .exclude(state__in=(State.NEW, State.WITHDRAWN))
        .order_by("-at")
        .values_list("words", "category")[: words.learning("most")]
    )
    pairs = [(text, category) for text, category in rows if category in words.categories()]
    often: dict[str, int] = {}
    for _text, category in pairs:
        often[category] = often.get(category, 0) + 1
    kept = [pair for pair in pairs if often[pair[1]] >= FEWEST_OF_A_KIND]
    return [Example(ready("", text), category) for text, category in kept] if len(set(often)) > 1 else []


def is_due(scope: Area) -> bool:
    """True when what was learned is older than the pack says."""
    newest = Learned.objects.filter(scope=scope).order_by("-at").first()
    return newest is None or clock.now() - newest.at > timedelta(days=words.learning("every_days"))
