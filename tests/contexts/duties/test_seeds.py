"""The demonstration's past: applications in every state that a reader may see, and a letter."""

from linli.contexts.duties import seeds
from linli.contexts.duties.models import Admission, Demand, Letter
from linli.contexts.duties.states import ADMISSION, DEMAND


def test_a_believable_year(world) -> None:
    told: list[tuple[str, int, int]] = []
    seeds.open_lists([world.community.code], lambda *step: told.append(step))
    states = set(Admission.objects.values_list("state", flat=True))
    assert states == {"draft", "submitted", "under_review", "in_effect", "rejected", "withdrawn", "ended"}
    assert states < set(ADMISSION.states)
    assert set(Demand.objects.values_list("state", flat=True)) == set(DEMAND.states) - {"dropped"}
    assert Letter.objects.count() == 1
    assert told[-1][1] == told[-1][2]
    seeds.open_lists([world.community.code], lambda *_step: None)
    assert Letter.objects.count() == 1
