"""A step is taken on what one saw; one's own steps in between, or none, stand in nobody's way."""

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import handling, sorting
from linli.contexts.service_requests.commands.seeing import ChangedMeanwhile, as_seen
from linli.contexts.service_requests.models import State
from linli.contexts.service_requests.queries.trace import latest


def test_what_somebody_else_did_meanwhile_is_told_by_name(desk: Desk) -> None:
    request = desk.report()
    seen = latest(request)
    sorting.classify(desk.clerk, request, category="power", kind="help", urgency="general")
    with pytest.raises(ChangedMeanwhile) as refused:
        as_seen(desk.manager, request, seen=seen, do=lambda: pytest.fail("must not run"))
    assert desk.clerk.name in str(refused.value)
    assert "确定类别" in str(refused.value)


def test_ones_own_steps_and_a_fresh_look_stand_in_nobodys_way(desk: Desk) -> None:
    request = desk.at(State.IN_PROGRESS)
    seen = latest(request)
    handling.tell(desk.plumber, request, words_said="配件已到", is_shown=True)
    assert as_seen(desk.plumber, request, seen=seen, do=lambda: "done") == "done"
    assert as_seen(desk.clerk, request, seen=latest(request), do=lambda: "done") == "done"
    assert as_seen(desk.clerk, request, seen=0, do=lambda: "done") == "done"
