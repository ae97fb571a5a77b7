"""Staff print a poster that leads to their community's page."""

import pytest
from django.test import Client
from tests.builders.world import COMMUNITY

POSTER = f"/service_requests/report/{COMMUNITY}/poster.pdf"


@pytest.mark.parametrize("role", ["grid_worker", "counter_clerk", "community_manager"])
def test_staff_get_a_poster_of_their_community(world, role: str) -> None:
    area = world.grid1 if role == "grid_worker" else world.community
    answer = world.client(role, area).get(POSTER)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_of_another_community_there_is_none(world) -> None:
    browser = world.client("community_manager", world.other_community)
    assert browser.get(POSTER).status_code == 404
    assert Client().get(POSTER).status_code == 302
