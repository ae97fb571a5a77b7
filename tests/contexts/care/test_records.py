"""Beginning, adjusting, pausing and ending to look after somebody."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.cared import TEST, grandmother, looked_after

from linli.contexts.care.commands import records
from linli.contexts.care.models import CareRecord, CareStep, Proposal
from linli.contexts.care.queries import records as queries
from linli.contexts.registry.models import Person
from linli.contexts.visits.models import DoorPlan
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.outbox import delivery


def groups_of(person) -> set[str]:
    return set(Person.objects.get(pk=person.pk).groups)


def test_from_the_door_to_the_weekly_visit_and_back(world, clock) -> None:
    person = world.person("王强", date(1958, 1, 1), home=world.home(world.building1, 1, "201"))
    world.person("王嫂", date(1960, 1, 1), home=person.home, household=person.household)
    worker = world.client("grid_worker", world.grid1)
    at_home = worker.get(reverse("care:home", args=[person.home_id])).content.decode()
    assert "王强" in at_home
    take_up = reverse("care:take_up", args=[person.pk])
    assert worker.post(take_up, {"tier": "high"}).status_code == 422
    # Family far away suggests a look-in every month; every week wants a word.
    told = {"classes": ["family_away"], "tier": "high", "needs": ["meals"], "remarks": "耳背，敲门要响"}
    assert "写一句为什么" in worker.post(take_up, told).content.decode()
    assert worker.post(take_up, {**told, "tier_why": "刚做完手术"}).status_code == 303
    assert worker.post(take_up, {**told, "tier_why": "刚做完手术"}).status_code == 422  # the second click
    row = CareRecord.objects.get()
    assert row.remarks.reveal() == "耳背，敲门要响"
    assert "耳背" not in str(CareRecord.objects.values_list("remarks", flat=True)[0])
    assert groups_of(person) == {"care_weekly"}
    delivery.drain()
    plan = DoorPlan.objects.get(dwelling=person.home_id)
    assert "care_weekly" in {reason["plan"] for reason in plan.reasons}
    page = worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert "刚做完手术" in page
    assert "每周看望" in worker.get(reverse("care:people")).content.decode()
    adjust = reverse("care:adjust", args=[row.pk])
    assert worker.post(adjust, {"classes": ["family_away"], "tier": "focus"}).status_code == 303
    assert groups_of(person) == {"care_monthly"}
    pause = reverse("care:step", args=[row.pk, "pause"])
    assert worker.post(pause, {"reason": ""}).status_code == 422
    assert worker.post(pause, {"reason": "住院两周"}).status_code == 303
    assert groups_of(person) == set()
    assert worker.post(reverse("care:step", args=[row.pk, "resume"]), {}).status_code == 303
    assert groups_of(person) == {"care_monthly"}
    assert (
        worker.post(reverse("care:step", args=[row.pk, "end"]), {"reason": "儿子回来了"}).status_code == 303
    )
    row.refresh_from_db()
    assert (row.state, row.ended_on) == ("ended", clock.today())
    assert groups_of(person) == set()
    verbs = CareStep.objects.filter(record=row).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["taken_up", "adjusted", "pause", "resume", "end"]
    # Somebody may be looked after again later.
    assert worker.post(take_up, {**told, "tier_why": "又做了手术"}).status_code == 303


def test_what_cannot_be(world) -> None:
    person = grandmother(world)
    row = looked_after(person)
    with pytest.raises(BadInput):
        looked_after(person)
    with pytest.raises(BadInput):
        records.adjust(TEST, row, told=records.Told([], "high"))
    with pytest.raises(BadInput):
        records.adjust(TEST, row, told=records.Told(["alone_80"], "hourly"))
    with pytest.raises(BadInput):
        records.adjust(TEST, row, told=records.Told(["alone_80"], "high", needs=["gold"]))
    with pytest.raises(ReasonNeeded):
        records.adjust(TEST, row, told=records.Told(["alone_80"], "general"))
    with pytest.raises(NotAllowedNow):
        records.step(TEST, row, verb="resume")
    with pytest.raises(NotAllowedNow):
        records.step(TEST, row, verb="die")
    records.step(TEST, row, verb="end", reason="搬去同住")
    with pytest.raises(NotAllowedNow):
        records.step(TEST, row, verb="pause", reason="住院")


def test_another_grid_sees_nothing(world) -> None:
    person = grandmother(world)
    row = looked_after(person)
    stranger = world.client("grid_worker", world.grid2)
    assert "李秀英" not in stranger.get(reverse("care:people")).content.decode()
    for name, key in (
        ("care:record", row.pk), ("care:adjust", row.pk), ("care:person", person.pk),
        ("care:take_up", person.pk), ("care:home", person.home_id),
    ):  # fmt: skip
        assert stranger.get(reverse(name, args=[key])).status_code == 404, name
    assert stranger.post(reverse("care:step", args=[row.pk, "end"]), {"reason": "试试"}).status_code == 404
    with pytest.raises(OutsideYourArea):
        records.step(world.actor("grid_worker", world.grid2), row, verb="pause", reason="试试")


def test_the_list_is_narrowed_sorted_and_counted_in_few_queries(world, clock) -> None:
    manager = world.client("community_manager")
    for n in range(3):
        looked_after(grandmother(world, f"张{n}", number=f"{n + 1}02"))
    page = reverse("care:people")
    with CaptureQueriesContext(connection) as few:
        assert "张1" in manager.get(page).content.decode()
    for n in range(3, 9):
        looked_after(grandmother(world, f"张{n}", home=world.home(world.building2, 1, f"{n - 2}01")))
    with CaptureQueriesContext(connection) as many:
        manager.get(page)
    assert len(many) == len(few)
    assert "张2" not in manager.get(page, {"q": "张1"}).content.decode()
    assert "张1" in manager.get(page, {"reason": "alone_80"}).content.decode()
    assert "张1" not in manager.get(page, {"reason": "dementia"}).content.decode()
    assert "张1" not in manager.get(page, {"tier": "focus"}).content.decode()
    assert "张1" not in manager.get(page, {"state": "died"}).content.decode()
    assert "张8" not in manager.get(page, {"place": world.building1.code}).content.decode()
    for sort, _words in queries.SORTS.items():
        assert manager.get(page, {"sort": sort}).status_code == 200


def test_a_proposal_is_settled_by_looking_after(world, clock) -> None:
    person = grandmother(world)
    from linli.contexts.care.tasks import propose_all

    assert propose_all() == 1
    looked_after(person)
    assert Proposal.objects.get().state == "accepted"
    clock.forward(timedelta(days=400))
    assert propose_all() == 0
