"""The programming interface, and the fields that forms may fill."""

from django.urls import reverse
from tests.builders.cared import grandmother, looked_after

from linli.contexts.registry import api as registry


def test_people_and_what_is_due(world, clock) -> None:
    person = grandmother(world)
    row = looked_after(person)
    worker, stranger = world.client("grid_worker", world.grid1), world.client("grid_worker", world.grid2)
    listed = worker.get("/api/v1/care/people").json()
    assert [(one["name"], one["tier"], one["classes"]) for one in listed] == [
        ("李秀英", "high", ["alone_80"])
    ]
    assert worker.get("/api/v1/care/people", {"tier": "focus"}).json() == []
    assert worker.get(f"/api/v1/care/people/{row.pk}").json()["person"] == str(person.pk)
    assert stranger.get("/api/v1/care/people").json() == []
    assert stranger.get(f"/api/v1/care/people/{row.pk}").status_code == 404
    assert world.client("counter_clerk").get("/api/v1/care/people").status_code == 403
    assert worker.get("/api/v1/care/due").status_code == 200


def test_forms_know_how_closely_one_looks_in(world) -> None:
    person = grandmother(world)
    worker = world.actor("grid_worker", world.grid1)
    line = registry.line_of(worker, person.pk, ["care_tier", "care_since"])
    assert line.values == (None, None)
    row = looked_after(person)
    assert registry.line_of(worker, person.pk, ["care_tier", "care_since"]).values == ("high", row.since_on)
    page = world.client("grid_worker", world.grid1).get(reverse("registry:person", args=[person.pk]))
    assert "每周看望" in page.content.decode()
