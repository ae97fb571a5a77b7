"""Twin of ``commands.many``: what it does to rows is told in ``test_pages_bulk``; here, what it refuses."""

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import many
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
