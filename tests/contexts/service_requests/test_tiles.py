"""What a resident finds of service requests on his own page: by the proved number, and nobody else's."""

import pytest
from django.test import Client
from tests.builders.neighbours import PHONE, browser, neighbour, resident

from linli.contexts.service_requests.commands import reporting
from linli.contexts.service_requests.commands.reporting import Told, Who
from linli.contexts.service_requests.models import Channel, Reporter
from linli.contexts.service_requests.queries.tiles import tiles
from linli.kernel.actor import linli

pytestmark = pytest.mark.django_db


def reported(world, phone: str, *, proved: bool) -> Reporter:
    told = Told("三号楼路灯不亮", Channel.PHONE, who=Who("王秀英", phone, proved=proved))
    row = reporting.report(linli("resident"), world.building1, told=told)
    return Reporter.objects.get(request=row)


def test_tiles_lead_to_ones_own_community(world) -> None:
    nobody = {tile.key: tile.address for tile in tiles(resident())}
    assert nobody["service_requests.tell"] == "/service_requests/report/"
    found = neighbour(world.actor("community_manager"), world.person("王秀英"))
    mine = {tile.key: tile.address for tile in tiles(found)}
    assert mine["service_requests.tell"] == f"/service_requests/report/{world.community.code}/"


def test_what_was_left_with_my_number_is_mine(world) -> None:
    mine = reported(world, PHONE, proved=True)
    hand = browser()
    assert mine.request.number in hand.get("/service_requests/track/").content.decode()
    assert hand.get(f"/service_requests/track/{mine.pk}/").status_code == 200
    assert [t.words for t in tiles(resident()) if t.key == "service_requests.track"] == ["1 件正在办"]
    for other in (Client(), browser("13900005678")):
        assert mine.request.number not in other.get("/service_requests/track/").content.decode()
        assert other.get(f"/service_requests/track/{mine.pk}/").status_code == 404


def test_a_number_that_was_only_typed_in_opens_nothing(world) -> None:
    unproved = reported(world, PHONE, proved=False)
    assert browser().get(f"/service_requests/track/{unproved.pk}/").status_code == 404
