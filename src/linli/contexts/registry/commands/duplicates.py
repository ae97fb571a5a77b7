"""Looking for records that may be one person, and keeping what was found until a person decides."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from linli.contexts.registry import policies
from linli.contexts.registry.models import Person, Resemblance
from linli.contexts.registry.models.duplicates import Decision
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.queries import resemblance
from linli.contexts.registry.queries.resemblance import Tell
from linli.engines.linking import Pair
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowed
from linli.kernel.notices import post

AT_ONCE = 3000
"""Up to so many people a search is done while one waits."""
BATCH = 500
Key = tuple[UUID, UUID]


def search_duplicates(actor: Actor, community: Area, tell: Tell = lambda _done: None) -> int:
    """Compare everyone of a community and keep the pairs; return how many wait for a decision.

    Reading and comparing happen outside the write: nobody else waits for them.
    """
    if not (actor.system or policies.may_search_duplicates(actor, community)):
        raise NotAllowed
    return _keep_found(actor, community, found=resemblance.resembling(community, tell))


def search_and_tell(actor: Actor, community: Area, tell: Tell) -> int:
    """The same for someone who does other things meanwhile: a message says how it ended."""
    found = search_duplicates(actor, community, tell)
    if actor.account_id is not None:
        told = {"community": community.name, "found": found}
        post.tell([actor.account_id], "registry.duplicates_found", reverse("registry:duplicates"), **told)
    return found


@command("registry.duplicates_searched", policies.may_search_duplicates)
def _keep_found(actor: Actor, community: Area, /, *, found: Iterable[Pair]) -> int:
    """Refresh the open pairs; what was decided stays decided, what no longer resembles is dropped."""
    wanted = {_key(pair): pair for pair in found}
    present = set(
        Person.objects.filter(community=community, standing=Standing.PRESENT).values_list("pk", flat=True)
    )
    held = {(row.first_id, row.second_id): row for row in Resemblance.objects.filter(community=community)}
    new = [
        _written(Resemblance(community=community, first_id=key[0], second_id=key[1]), pair)
        for key, pair in wanted.items()
        if key not in held and present.issuperset(key)
    ]
    still_open = {key: row for key, row in held.items() if row.decision == Decision.OPEN}
    again = [_written(row, wanted[key]) for key, row in still_open.items() if key in wanted]
    over = [row.pk for key, row in still_open.items() if key not in wanted]
    Resemblance.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    Resemblance.objects.bulk_update(again, ["probability", "reasons", "found_at"], batch_size=BATCH)
    for start in range(0, len(over), BATCH):
        Resemblance.objects.filter(pk__in=over[start : start + BATCH]).delete()
    note(target=community, area=community.code, found=len(new), open=len(new) + len(again))
    return len(new) + len(again)


def _key(pair: Pair) -> Key:
    first, second = sorted((UUID(pair.a), UUID(pair.b)))
    return first, second


def _written(row: Resemblance, pair: Pair) -> Resemblance:
    """What was compared is kept as codes: the values stand in the two records, sealed where they must be."""
    row.probability = pair.probability
    row.reasons = [[str(reason.code), {"weight": reason.weight}] for reason in pair.reasons]
    row.found_at = clock.now()
    return row
