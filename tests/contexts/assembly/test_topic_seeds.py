"""The demonstration shows topics in many states, with two camps and with too few voices."""

import pytest
from django.test import Client

from linli.contexts.assembly.models.statements import Answer, Moderation
from linli.contexts.assembly.models.topics import Merge, Topic
from linli.contexts.assembly.queries import opinions
from linli.contexts.assembly.seeds.topics import topics_past

pytestmark = pytest.mark.django_db


def test_neighbours_talked_and_talk(world) -> None:
    for n in range(56):
        world.person(f"邻居{n}", home=world.home(world.building1, 1, f"{1 + n // 8}0{1 + n % 8}"))
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")
    topics_past(world.community.code, manager, clerk)
    assert set(Topic.objects.values_list("state", flat=True)) == {
        "open", "motion", "proposed", "seconded", "waiting",
    }  # fmt: skip
    assert Answer.objects.count() > 600
    assert Merge.objects.filter(state="asked").count() == Moderation.objects.count() == 1
    gate, lockers = Topic.objects.get(number=1), Topic.objects.get(title="快递柜放在哪里")
    assert opinions.picture(gate, fresh=True).verdict == "groups"
    assert opinions.picture(lockers, fresh=True).verdict == "too_few_to_say"
    for row in Topic.objects.exclude(state="waiting"):
        assert Client().get(f"/assembly/topics/{row.pk}/").status_code == 200
