"""Learning from history: on a person's word with progress, and each night where it is due."""

from django.utils import translation
from django_tasks import task

from linli.contexts.service_requests.commands import learning
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import Refusal
from linli.kernel.jobs import progress


@task()
def learn_now(job_id: str, scope_code: str, account_id: int) -> None:
    """Learn for somebody who waits for it."""
    account = Account.objects.get(pk=account_id)
    actor = actor_for(account.pk, account.name, account.organisation_id)

    def tell(done: int, total: int) -> None:
        if not done:
            progress.begin(job_id, total=total)
        progress.advance(job_id, done)

    with translation.override("zh-hans"):
        try:
            row = learning.learn(actor, Area.objects.get(code=scope_code), tell=tell)
        except Refusal as refusal:
            progress.fail(job_id, str(refusal))
        else:
            progress.finish(job_id, examples=row.examples)


def learn_where_due() -> int:
    """Every community that has enough history and learned too long ago."""
    done = 0
    for community in Area.objects.filter(kind=Kind.COMMUNITY).order_by("code"):
        if not learning.is_due(community):
            continue
        try:
            learning.learn(linli("service_requests"), community)
        except Refusal:
            continue
        done += 1
    return done
