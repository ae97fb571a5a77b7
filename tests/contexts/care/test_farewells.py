"""Moving away and dying: what was arranged ends quietly, and somebody goes to see the family."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.builders.cared import TEST, cared_for

from linli.contexts.care.commands import farewells, plans, proposals, records
from linli.contexts.care.models import CareStep, EmergencyCard, Goal, Proposal, Talk
from linli.contexts.care.queries.due import desk, due
from linli.contexts.care.tasks import forget_words
from linli.contexts.registry import api as registry
from linli.contexts.registry.commands import stays
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.outbox import delivery


def test_after_a_death(world, clock) -> None:
    person, row = cared_for(world)
    worker, actor = world.client("grid_worker", world.grid1), world.actor("grid_worker", world.grid1)
    registry.record_death(TEST, person.pk, on=clock.today())
    delivery.drain()
    row.refresh_from_db()
    assert (row.state, row.ended_on, row.review_on) == ("died", clock.today(), None)
    assert EmergencyCard.objects.get().closed_on == clock.today()
    assert Goal.objects.get().state == "dropped"
    assert list(due(actor, clock.today() + timedelta(days=400))) == []
    assert [entry.title for entry in desk(actor, clock.today())] == ["慰问李秀英的家人"]
    page = worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert "请去看看家人" in page
    assert "李秀英" not in worker.get(reverse("care:people")).content.decode()
    assert "李秀英" in worker.get(reverse("care:people"), {"state": "died"}).content.decode()
    assert worker.post(reverse("care:card", args=[row.pk]), {"medicines": "x"}).status_code == 422
    item = reverse("care:see_to", args=[row.pk, "keys"])
    assert worker.post(item).status_code == 303
    row.refresh_from_db()
    assert row.farewell == {"keys": clock.today().isoformat()}
    worker.post(item)  # ticked by mistake
    row.refresh_from_db()
    assert row.farewell == {}
    with pytest.raises(BadInput):
        farewells.see_to(TEST, row, item="gold")
    assert (
        worker.post(reverse("care:condole", args=[row.pk]), {"words": "女儿在，问了抚恤"}).status_code == 303
    )
    assert list(desk(actor, clock.today())) == []
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(reverse("care:condole", args=[row.pk])).status_code == 404
    # Told twice, it stays as it is.
    before = CareStep.objects.count()
    farewells.part_with(TEST, row, verb="die", on=clock.today())
    assert CareStep.objects.count() == before


def test_moving_within_and_away(world, clock) -> None:
    person, row = cared_for(world)
    proposals.propose(TEST, world.community)
    other = world.home(world.building3, 1, "201")
    stays.move_in(TEST, other, person, on=clock.today(), source="visit")
    delivery.drain()
    row.refresh_from_db()
    assert row.area.code.startswith(world.grid2.code)
    assert row.state == "active"
    registry.move_out(TEST, person.pk, on=clock.today())
    delivery.drain()
    row.refresh_from_db()
    assert row.state == "moved"
    assert not Proposal.objects.filter(person=person).exists()
    with pytest.raises(NotAllowedNow):
        farewells.condole(TEST, row)
    registry.record_death(TEST, person.pk, on=clock.today())
    delivery.drain()
    row.refresh_from_db()
    assert row.state == "died"


def test_words_are_forgotten_in_time(world, clock) -> None:
    _person, row = cared_for(world)
    told = plans.Talked("女儿取药", "本人", "想走走", date(2026, 5, 1))
    plans.talk_over(TEST, row, told=told)
    records.step(TEST, row, verb="end", reason="搬去同住")
    assert forget_words(clock.today()) == 0
    assert forget_words(clock.today() + timedelta(days=1)) == 1
    row.refresh_from_db()
    assert not row.plan
    assert not Talk.objects.exists()
    assert forget_words(clock.today() + timedelta(days=1)) == 0
