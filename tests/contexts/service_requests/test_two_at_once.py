"""Two dispatchers at once: one goes through, the other hears who did what, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.builders.desk import Desk
from tests.builders.world import World
from tests.conftest import WEDNESDAY

from linli.contexts.service_requests.commands import sorting
from linli.contexts.service_requests.commands.seeing import as_seen
from linli.contexts.service_requests.models import Hop, Request, State
from linli.contexts.service_requests.queries.trace import latest
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowedNow
from linli.kernel.organisations.models import Organisation


def together(*deeds: Any) -> list[Any]:
    """Run some deeds at the same moment; what each answered, or the refusal."""
    gate = Barrier(len(deeds))

    def run(deed: Any) -> Any:
        gate.wait(10)
        try:
            with clock.standing_at(WEDNESDAY):
                return deed()
        except NotAllowedNow as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def giving(actor: Actor, request: Request, unit: Organisation, seen: int) -> Any:
    return lambda: as_seen(actor, request, seen=seen, do=lambda: sorting.dispatch(actor, request, unit=unit))


@pytest.mark.parametrize("round_", range(3))
def test_one_goes_through_and_the_other_hears_who_did_what(committed_world: World, round_: int) -> None:
    desk = Desk(committed_world)
    request = desk.at(State.CLASSIFIED)
    seen = latest(request)
    answers = together(
        giving(desk.clerk, request, desk.water, seen), giving(desk.manager, request, desk.housing, seen)
    )
    told = [answer for answer in answers if isinstance(answer, str)]
    done = [answer for answer in answers if isinstance(answer, Request)]
    assert (len(told), len(done)) == (1, 1), answers
    winner = desk.clerk if done[0].unit == desk.water else desk.manager
    assert winner.name in told[0]
    assert "派单" in told[0]
    assert Hop.objects.filter(request=request, verb="dispatch").count() == 1
    assert AuditEntry.objects.filter(action="service_requests.dispatched").count() == 1
    assert Request.objects.get(pk=request.pk).unit == done[0].unit
