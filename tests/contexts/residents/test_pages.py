"""From the slip on paper to one's own page, in a browser; and the walls around it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.neighbours import PHONE, browser, code_sent, neighbour, slip_for, the_link

from linli.contexts.residents.models import Behalf, Slip, Tie
from linli.kernel.visitors import stays
from linli.kernel.visitors.models import Stay

pytestmark = pytest.mark.django_db
CODE_PAGE, CONFIRM = "/residents/sign-in/code/", "/residents/join/confirm/"


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def test_from_paper_to_my_community(world, worker) -> None:
    person = world.person("王秀英")
    _slip, code = slip_for(worker, person.home, uses=2)
    phone = Client()
    assert (
        phone.post("/residents/join/", {"code": f"{code[:4]}-{code[4:].lower()}"}).url
        == "/residents/join/confirm/"
    )
    asked = phone.get("/residents/join/confirm/")
    assert asked.url == "/residents/sign-in/?next=%2Fresidents%2Fjoin%2Fconfirm%2F"
    phone.post(
        "/residents/sign-in/", {"phone": "138 0000 1234", "is_own": "on", "next": "/residents/join/confirm/"}
    )
    assert phone.post(CODE_PAGE, {"code": code_sent()}).url == "/residents/join/confirm/"
    page = phone.get("/residents/join/confirm/").content.decode()
    assert person.home.short_address in page
    assert "王秀英" not in page
    assert phone.post("/residents/join/confirm/", {"name": "王秀英"}).status_code == 303
    home = phone.get("/residents/").content.decode()
    assert "我的社区" in home
    assert "报事" in home
    own = phone.get(f"/residents/homes/{the_link().pk}/").content.decode()
    assert "王秀英" in own
    assert person.phone.reveal() not in own


def test_others_of_the_household_are_covered(world, worker) -> None:
    person = world.person("王秀英")
    world.person("王小军", home=person.home, household=person.household, relation="20")
    neighbour(worker, person)
    page = browser().get(f"/residents/homes/{the_link().pk}/").content.decode()
    assert "王小军" not in page
    assert "王**" in page


def test_an_owner_who_lets_does_not_see_who_rents(world, worker) -> None:
    tenant, owner = world.person("赵租客"), world.person("钱业主")
    neighbour(worker, owner, tie=Tie.OWNER_AWAY, home=tenant.home)
    page = browser().get(f"/residents/homes/{the_link().pk}/").content.decode()
    assert "赵" not in page
    assert "业主" in page


@pytest.mark.parametrize("typed", ["", "ABCD", "ZZZZ-ZZZZ", "<b>"])
def test_a_wrong_code_says_so(world, typed: str) -> None:
    answer = Client().post("/residents/join/", {"code": typed})
    assert answer.status_code == 422


def test_codes_are_not_guessed(world) -> None:
    hand = Client()
    for _try in range(30):
        hand.post("/residents/join/", {"code": "ZZZZ-ZZZZ"})
    assert "操作太频繁" in hand.post("/residents/join/", {"code": "ZZZZ-ZZZZ"}).content.decode()


def test_a_wrong_code_or_number_does_not_let_in(world) -> None:
    hand = Client()
    assert hand.post("/residents/sign-in/", {"phone": "12"}).status_code == 422
    assert hand.get(CODE_PAGE).url == "/residents/sign-in/"
    hand.post("/residents/sign-in/", {"phone": PHONE})
    assert (
        hand.post(CODE_PAGE, {"code": "000000" if code_sent() != "000000" else "111111"}).status_code == 422
    )
    assert hand.get("/residents/").url.startswith("/residents/sign-in/")


def test_the_door_leads_only_to_places_of_ours(world) -> None:
    hand = Client()
    hand.post("/residents/sign-in/", {"phone": PHONE, "next": "https://example.org/"})
    assert hand.post(CODE_PAGE, {"code": code_sent()}).url == "/residents/"


def test_on_ones_own_phone_it_lasts_elsewhere_it_ends(world, clock) -> None:
    own, shared = browser(), browser("13900005678", is_own=False)
    assert own.cookies[stays.COOKIE]["max-age"]
    assert not shared.cookies[stays.COOKIE]["max-age"]
    clock.forward(timedelta(minutes=31))
    assert own.get("/residents/").status_code == 200
    assert shared.get("/residents/").status_code == 302
    clock.forward(timedelta(days=100))
    assert own.get("/residents/").status_code == 200
    clock.forward(timedelta(days=181))
    assert own.get("/residents/").status_code == 302


def test_signing_out_everywhere_ends_every_browser(world, clock) -> None:
    first = browser()
    clock.forward(timedelta(minutes=2))
    second = browser()
    assert Stay.objects.count() == 2
    assert second.get("/residents/stays/").content.decode().count("rowlist") == 1
    second.post("/residents/sign-out-everywhere/")
    assert Stay.objects.count() == 0
    for hand in (first, second):
        assert hand.get("/residents/").status_code == 302


def test_signing_out_here_leaves_the_other(world, clock) -> None:
    first = browser()
    clock.forward(timedelta(minutes=2))
    second = browser()
    second.post("/residents/sign-out/")
    assert first.get("/residents/").status_code == 200
    assert second.get("/residents/").status_code == 302


def test_a_number_that_rested_is_asked_for_a_name(world, worker, clock) -> None:
    neighbour(worker, world.person("王秀英"))
    clock.forward(timedelta(days=130))
    hand = browser()
    assert hand.get("/residents/").url == "/residents/still-me/"
    assert hand.get(f"/residents/homes/{the_link().pk}/").status_code == 404
    assert hand.post("/residents/still-me/", {"name": "别人"}).status_code == 422
    assert hand.post("/residents/still-me/", {"name": "王秀英"}).status_code == 303
    assert hand.get("/residents/").status_code == 200


def test_walls(world, worker) -> None:
    """Residents do not reach staff pages, staff no resident's, and nobody another's home."""
    neighbour(worker, world.person("王秀英"))
    link = the_link()
    stranger = browser("13900005678")
    assert stranger.get(f"/residents/homes/{link.pk}/").status_code == 404
    assert stranger.post(f"/residents/homes/{link.pk}/leave/").status_code == 404
    for page in ("/registry/people/", "/residents/links/", f"/residents/doors/{link.dwelling_id}/"):
        assert stranger.get(page).url.startswith("/sign-in/"), page
    staff = world.client("grid_worker", world.grid1)
    assert staff.get("/residents/").url.startswith("/residents/sign-in/")
    other = world.client("grid_worker", world.grid2)
    slip, _code = slip_for(worker, link.dwelling)
    for path in (
        f"doors/{link.dwelling_id}/",
        f"doors/{link.dwelling_id}/slip/",
        f"doors/{link.dwelling_id}/confirm/",
        f"doors/{link.dwelling_id}/act/",
        f"links/{link.pk}/end/",
        f"links/{link.pk}/who/",
        f"slips/{slip.pk}/",
        f"slips/{slip.pk}/revoke/",
    ):
        assert other.get(f"/residents/{path}").status_code == 404, path
    assert other.post(f"/residents/slips/{slip.pk}/paper.pdf").status_code == 404


def test_a_worker_makes_prints_and_revokes_a_slip(world, worker) -> None:
    person, desk = world.person("王秀英"), world.client("grid_worker", world.grid1)
    door = f"/residents/doors/{person.home_id}/"
    assert desk.get(f"{door}slip/").status_code == 200
    made = desk.post(f"{door}slip/", {"person": str(person.pk), "tie": "living", "most_uses": 1})
    slip = Slip.objects.get()
    assert made.url == f"/residents/slips/{slip.pk}/"
    assert slip.code.reveal() not in desk.get(made.url).content.decode()
    paper = desk.post(f"/residents/slips/{slip.pk}/paper.pdf")
    assert paper.content.startswith(b"%PDF")
    assert desk.post(f"/residents/slips/{slip.pk}/revoke/", {"reason": "弄丢了"}).status_code == 303
    assert "已作废" in desk.get(door).content.decode()
    assert desk.post(f"{door}slip/", {"person": "", "tie": "living", "most_uses": 99}).status_code == 422


def test_a_worker_confirms_settles_acts_and_ends(world, worker) -> None:
    person, desk = world.person("王秀英"), world.client("grid_worker", world.grid1)
    door = f"/residents/doors/{person.home_id}/"
    said = {"phone": PHONE, "person": "", "name": "外来客", "tie": "living", "reason": "看过身份证"}
    assert desk.post(f"{door}confirm/", {**said, "phone": "12"}).status_code == 422
    assert desk.post(f"{door}confirm/", said).status_code == 303
    link = the_link()
    listed = desk.get("/residents/links/?state=unsettled").content.decode()
    assert "还没对上是谁" in listed
    assert PHONE not in listed
    assert desk.post(f"/residents/links/{link.pk}/who/", {"person": str(person.pk)}).status_code == 303
    asked = {"person": str(person.pk), "words": "替老人报名活动", "way": "phone"}
    assert desk.post(f"{door}act/", asked).status_code == 303
    assert "替老人报名活动" in desk.get(door).content.decode()
    act = Behalf.objects.get()
    assert desk.get("/residents/acts/?state=holds").status_code == 200
    assert desk.post(f"/residents/acts/{act.pk}/withdraw/", {"reason": "记错了"}).status_code == 303
    assert desk.post(f"/residents/acts/{act.pk}/second/").status_code == 403
    assert desk.post(f"/residents/links/{link.pk}/end/", {"reason": "搬走了"}).status_code == 303
    assert "工作人员断开" in desk.get("/residents/links/?state=ended").content.decode()


def test_lists_do_not_ask_more_for_more(world, worker) -> None:
    desk, counts = world.client("grid_worker", world.grid1), []
    for size in (2, 8):
        for n in range(size):
            neighbour(worker, world.person(f"居民{size}{n}"), phone=f"138{size:04d}{n:04d}")
        with CaptureQueriesContext(connection) as asked:
            assert desk.get("/residents/links/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
