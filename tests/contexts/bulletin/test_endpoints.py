"""The board by the programming interface: notices of one's area, corrections, accounts."""

import pytest
from django.test import Client
from tests.builders.board import draft, posted

from linli.contexts.bulletin.commands import notices

pytestmark = pytest.mark.django_db


def test_notices_of_ones_area_with_their_corrections(world) -> None:
    manager = world.actor("community_manager")
    row = posted(manager, world.community)
    draft(manager, world.community, title="还没贴")
    notices.correct(manager, row, told={"title": "停水通知", "words": "改到明天。"}, reason="日期写错了")
    desk = world.client("counter_clerk")
    listed = desk.get("/api/v1/bulletin/notices").json()
    assert {one["title"] for one in listed} == {"停水通知", "还没贴"}
    assert [one["title"] for one in desk.get("/api/v1/bulletin/notices?state=posted").json()] == ["停水通知"]
    whole = desk.get(f"/api/v1/bulletin/notices/{row.pk}").json()
    assert whole["words"] == "改到明天。"
    assert [(one["version"], one["reason"]) for one in whole["corrections"]] == [(2, "日期写错了")]
    other = world.client("community_manager", world.other_community)
    assert other.get(f"/api/v1/bulletin/notices/{row.pk}").status_code == 404
    assert other.get("/api/v1/bulletin/notices").json() == []
    assert other.get("/api/v1/bulletin/funds").json() == []
    assert Client().get("/api/v1/bulletin/notices").status_code == 401
    assert world.client("auditor", world.subdistrict).get("/api/v1/bulletin/notices").status_code == 403
