"""Looking at the 12345 hotline by the clock or on a person's word, and hearing which texts did not leave."""

from urllib.error import HTTPError

from django.utils import translation
from django_tasks import task

from linli.contexts.service_requests.commands import outside as commands
from linli.contexts.service_requests.commands.outside import Pulled
from linli.contexts.service_requests.imports import hotline as orders
from linli.contexts.service_requests.models import OrderPull
from linli.contexts.service_requests.queries import outside
from linli.kernel import ports
from linli.kernel.areas.models import Area
from linli.kernel.jobs import progress
from linli.kernel.ports.hotline import Hotline

DENIED = (401, 403)


def pull_by_the_clock() -> int:
    """Where a hotline is connected: fetch its orders, send results that still wait; how many are new."""
    community = outside.home()
    if community is None or not ports.ask(Hotline).where:
        return 0
    with translation.override("zh-hans"):
        return pull(community).new


@task()
def pull_now(job_id: str, community_code: str, account_id: int, language: str) -> None:
    """The same for somebody who waits for it."""
    progress.begin(job_id, total=1)
    with translation.override(language):
        row = pull(Area.objects.get(code=community_code), account_id)
        if row.trouble:
            progress.fail(job_id, outside.trouble_in_words(row.trouble))
        else:
            progress.finish(job_id, found=row.found, new=row.new, refused=len(row.refused))


def pull(community: Area, account_id: int | None = None) -> OrderPull:
    """Ask the hotline, without holding a transaction meanwhile; then keep what came of it."""
    row = commands.note_pull(community, _fetched(community), account_id)
    if not row.trouble:
        commands.send_what_waits()
    return row


def _fetched(community: Area) -> Pulled:
    try:
        found = list(ports.ask(Hotline).fetch())
    except HTTPError as trouble:
        return Pulled(trouble="denied" if trouble.code in DENIED else "busy")
    except OSError:
        return Pulled(trouble="unreachable")
    except ValueError:
        return Pulled(trouble="odd")
    verdicts = orders.take(community, found)
    refused = [{"number": one.number, "reason": one.reason} for one in verdicts if one.reason]
    new = sum(one.is_new for one in verdicts)
    return Pulled(len(verdicts), new, len(verdicts) - new - len(refused), refused)


def tell_of_unsent() -> int:
    """The desk hears which text messages did not leave."""
    return commands.tell_of_unsent()
