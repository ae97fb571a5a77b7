"""Long fillings, done by the worker."""

from uuid import UUID

from django.utils import translation
from django_tasks import task

from linli.contexts.forms.commands.filling import fill_in
from linli.contexts.forms.models import Return
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.errors import Refusal
from linli.kernel.jobs import progress


@task()
def fill_return(job_id: str, return_id: str, account_id: int) -> None:
    """Fill a return in the name of whoever asked for it."""
    account = Account.objects.get(pk=account_id)
    actor = actor_for(account.pk, account.name, account.organisation_id)
    asked = Return.objects.select_related("place", "community").get(pk=UUID(return_id))
    progress.begin(job_id, total=2)
    progress.advance(job_id, 1)
    with translation.override("zh-hans"):
        try:
            filling = fill_in(actor, asked)
        except Refusal as refusal:
            progress.fail(job_id, str(refusal))
        else:
            progress.finish(job_id, number=filling.number, rows=filling.counts["rows"])
