"""Sorting many requests in the background, with progress for whoever waits."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django_tasks import task

from linli.contexts.service_requests.commands import many
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.errors import Refusal
from linli.kernel.jobs import progress


@task()
def sort_many(
    job_id: str, account_id: int, act: str, ids: Sequence[str], said: dict[str, Any], language: str
) -> None:
    """Carry it out for somebody who waits for it."""
    account = Account.objects.get(pk=account_id)
    actor = actor_for(account.pk, account.name, account.organisation_id)
    with translation.override(language):
        work(actor, job_id, act, ids, said)


def work(actor: Actor, job_id: str, act: str, ids: Sequence[str], said: dict[str, Any]) -> None:
    """The same at once, for a few."""
    progress.begin(job_id, total=len(ids))
    try:
        outcome = many.carry_out(actor, act, ids, said, lambda done, _total: progress.advance(job_id, done))
    except Refusal as refusal:
        progress.fail(job_id, str(refusal))
    else:
        progress.finish(job_id, act=act, done=outcome.done, lines=outcome.lines)
