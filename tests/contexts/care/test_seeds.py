"""The demonstration: people looked after with everything that a year leaves, and others who wait."""

from datetime import date

from tests.builders.cared import TEST

from linli.contexts.care.models import CareRecord, Concern, FamilyLink, Holding, Proposal, Screening, Seen
from linli.contexts.care.seeds import looked_after
from linli.contexts.registry import api as registry


def test_a_year_of_care(world, clock) -> None:
    world.actor("counter_clerk")
    for n in range(8):
        world.person(f"张{n}", date(1940, 1, 1), "2", home=world.home(world.building1, 1, f"{n + 1}01"))
    child = world.person("小明", date(2015, 1, 1), home=world.home(world.building2, 1, "101"))
    registry.join_group(TEST, child.pk, "left_behind_child", evidence="走访")
    poor = world.person("周困", date(1980, 1, 1), home=world.home(world.building2, 1, "201"))
    registry.join_group(TEST, poor.pk, "subsistence_allowance", evidence="低保证")
    looked_after([world.community.code, world.other_community.code], lambda *_: None)
    assert CareRecord.objects.filter(state="active").count() == 10
    assert Proposal.objects.filter(state="waiting").count() == 0
    assert Holding.objects.count() == 10
    assert Screening.objects.count() == 24
    assert FamilyLink.objects.count() == 4
    assert Seen.objects.count() == 30
    assert Concern.objects.get().state == "closed"
    looked_after([world.community.code], lambda *_: None)  # once is enough
    assert CareRecord.objects.count() == 10
