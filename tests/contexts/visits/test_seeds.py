"""The demonstration has a past: visits as often as plans ask, findings, promises, checklists in use."""

from datetime import date

from linli.contexts.visits import seeds
from linli.contexts.visits.models import ChecklistBook, DoorPlan, Visit


def test_a_community_has_been_visited_for_a_year(world, clock):
    for n in range(12):
        home = world.home(world.building1, 1 + n % 2, f"{1 + n // 2}01")
        world.person(f"住户{n}", date(1940 + n, 1, 1), "2", home=home)
    told: list[tuple[str, int, int]] = []
    seeds.lived_in([world.community.code], lambda *step: told.append(step))
    assert Visit.objects.count() > 12
    assert all(v.at <= clock.now() for v in Visit.objects.all())
    assert DoorPlan.objects.exclude(last_met_at=None).exists()
    assert ChecklistBook.objects.filter(state="used").count() == 4
    assert told[-1][1] == told[-1][2]
