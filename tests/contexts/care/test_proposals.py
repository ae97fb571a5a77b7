"""Whom one might look after: found by Linli with reasons, decided by a person."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.cared import OLD, TEST, grandmother

from linli.contexts.care.commands import proposals
from linli.contexts.care.models import Proposal
from linli.contexts.care.queries.proposals import count_waiting
from linli.contexts.registry import api as registry


def test_reasons_come_from_the_register(world, clock) -> None:
    grandmother(world)
    couple = world.person("赵大爷", OLD, home=world.home(world.building1, 1, "401"))
    world.person("赵奶奶", date(1946, 1, 1), "2", home=couple.home, household=couple.household)
    world.person("孙壮", date(1990, 1, 1), home=world.home(world.building1, 1, "501"))
    world.person("周爷爷", date(1952, 1, 1), home=world.home(world.building3, 1, "101"))
    child = {"child_in_difficulty": {"child_difficulty": "1"}}
    world.person("小明", date(2015, 1, 1), home=world.home(world.building1, 1, "502"), groups=child)
    assert proposals.propose(TEST, world.community) == 5
    found = {row.person.name: (row.kind, row.classes, row.tier) for row in Proposal.objects.all()}
    assert found["李秀英"] == ("older", ["alone_80"], "high")
    assert found["赵大爷"][1] == ["alone_80"]
    assert found["周爷爷"] == ("older", ["alone"], "focus")
    assert found["小明"] == ("child", ["child_in_difficulty"], "focus")
    assert "孙壮" not in found
    assert proposals.propose(TEST, world.community) == 5
    assert count_waiting(world.actor("grid_worker", world.grid1)) == 4
    assert count_waiting(world.actor("grid_worker", world.grid2)) == 1


def test_no_means_no_until_something_changes(world, clock) -> None:
    person = grandmother(world)
    proposals.propose(TEST, world.community)
    worker = world.client("grid_worker", world.grid1)
    page = reverse("care:proposals")
    assert "李秀英" in worker.get(page).content.decode()
    decline = reverse("care:decline", args=[Proposal.objects.get().pk])
    assert world.client("grid_worker", world.grid2).get(decline).status_code == 404
    assert worker.post(decline, {"reason": ""}).status_code == 422
    assert worker.post(decline, {"reason": "儿子住对门"}).status_code == 303
    assert worker.post(decline, {"reason": "儿子住对门"}).status_code == 422
    assert "李秀英" not in worker.get(page).content.decode()
    assert "儿子住对门" in worker.get(page, {"state": "declined"}).content.decode()
    assert proposals.propose(TEST, world.community) == 0
    registry.join_group(TEST, person.pk, "dementia", evidence="诊断证明")
    assert proposals.propose(TEST, world.community) == 1
    row = Proposal.objects.get()
    assert set(row.classes) == {"alone_80", "dementia"}
    proposals.decline(TEST, row, reason="女儿回来了")
    assert proposals.propose(TEST, world.community) == 0
    clock.forward(timedelta(days=200))
    assert proposals.propose(TEST, world.community) == 1


def test_what_no_longer_holds_is_taken_back(world, clock) -> None:
    person = grandmother(world)
    proposals.propose(TEST, world.community)
    registry.move_out(TEST, person.pk, on=clock.today())
    assert proposals.propose(TEST, world.community) == 0
    assert not Proposal.objects.exists()


def test_a_community_is_looked_through_in_few_queries(world) -> None:
    def looked() -> int:
        with CaptureQueriesContext(connection) as seen:
            proposals.propose(TEST, world.community)
        return len(seen)

    for n in range(2):
        grandmother(world, f"张{n}", number=f"{n + 1}02")
    few = looked()
    for n in range(2, 6):
        grandmother(world, f"张{n}", home=world.home(world.building2, 1, f"{n - 1}01"))
    assert looked() <= few + 1
