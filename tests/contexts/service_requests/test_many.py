"""Twin of ``commands.many``: what it does to rows is told in ``test_pages_bulk``; here, what it refuses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import many, sorting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import Request, State
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput


def test_unknown_deeds_and_too_many_at_once_are_refused(desk: Desk) -> None:
    with pytest.raises(BadInput):
        many.carry_out(desk.clerk, "erase", [], {}, lambda _n, _t: None)
    with pytest.raises(BadInput):
        many.carry_out(desk.clerk, "classify", ["x"] * (many.MOST + 1), {}, lambda _n, _t: None)


def test_what_one_does_not_see_is_left_out(desk: Desk) -> None:
    row = desk.report()
    stranger = desk.world.actor("counter_clerk", desk.world.other_community)
    done = many.carry_out(stranger, "classify", [str(row.pk)], {"category": "gas"}, lambda _n, _t: None)
    assert (done.done, done.lines) == (0, [])


def test_one_that_is_refused_does_not_undo_those_before_it(desk: Desk) -> None:
    rows = [desk.report() for _n in range(many.CHUNK + 3)]
    sorting.merge(desk.clerk, rows[2], rows[3])
    told: list[int] = []
    ids = [str(row.pk) for row in rows]
    done = many.carry_out(desk.clerk, "classify", ids, {"category": "water"}, lambda n, _t: told.append(n))
    assert (done.done, told) == (len(rows) - 1, [many.CHUNK, len(rows)])
    assert [number for _key, number, sentence in done.lines if sentence] == [rows[2].number]
    kept = Request.objects.filter(pk__in=ids, state=State.CLASSIFIED, category="water")
    assert kept.count() == len(rows) - 1
    assert AuditEntry.objects.filter(action="service_requests.classified").count() == len(rows) - 1


def test_a_flood_takes_as_many_queries_for_each_as_a_few(desk: Desk) -> None:
    def queries(many_rows: int) -> float:
        rows = [desk.report("全楼停水了", who=Who()) for _n in range(many_rows)]
        with CaptureQueriesContext(connection) as caught:
            ids = [str(row.pk) for row in rows]
            many.carry_out(desk.clerk, "merge", ids, {"lead": rows[0].number}, lambda _n, _t: None)
        return len(caught) / (many_rows - 1)  # the one they are merged into costs nothing

    assert queries(40) <= queries(10) + 0.1
