"""The demonstration shows a meeting that is over, one that runs, one to come; promises in every state."""

import pytest

from linli.contexts.assembly.models import Meeting, Motion, Participant, Promise
from linli.contexts.assembly.seeds.meetings import meetings_past
from linli.contexts.assembly.seeds.promises import promise_past

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("people", "met"), [(3, 0), (5, 3), (14, 3)])
def test_in_small_communities_too(world, people, met) -> None:
    for n in range(people):
        world.person(f"邻居{n}", home=world.home(world.building1, 1 + n % 2, f"{1 + n // 2}01"))
    world.actor("community_manager")
    promise_past(world.community.code)
    meetings_past(world.community.code)
    assert Meeting.objects.count() == met
    if met:
        assert set(Meeting.objects.values_list("state", flat=True)) == {"published", "running", "announced"}
        said = dict(Motion.objects.filter(meeting__state="published").values_list("number", "state"))
        assert said == {1: "passed", 2: "failed", 3: "passed"}
        states = set(Promise.objects.filter(source_kind="meeting").values_list("state", flat=True))
        assert states == {"kept", "made", "under_way"}
        assert Participant.objects.filter(source_kind="meeting").count() == min(people, 12) + 2
    states = set(Promise.objects.filter(source_kind="other").values_list("state", flat=True))
    assert states == {"kept", "under_way", "made", "postponed", "not_kept", "done"}
