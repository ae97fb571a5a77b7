"""A resident without an account: tells what is wrong, takes a code away, is told by text message."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.builders.neighbours import browser as signed_in
from tests.builders.neighbours import neighbour
from tests.builders.world import COMMUNITY

from linli.contexts.service_requests.models import Channel, Photo, Reporter, Request
from linli.kernel import ports

HERE = f"/service_requests/report/{COMMUNITY}/"
WORDS = "3号楼一单元楼道灯不亮，晚上老人摔跤了"


def picture(colour: str = "red") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")


def tell(browser: Client, **more):
    return browser.post(HERE, {"words": WORDS, "nonce": str(uuid4()), **more})


def code_sent() -> str:
    text = ports.ask(ports.TextMessages).sent[-1][1]
    return "".join(c for c in text.partition("是")[2] if c.isdigit())[:6]


def test_from_the_page_to_the_code_without_leaving_a_number(world) -> None:
    browser = Client()
    page = browser.get(HERE)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    answer = tell(
        browser, building=world.building3.code, place="一单元门口", photos=[picture(), picture("blue")]
    )
    assert answer.status_code == 303
    row = Request.objects.get()
    assert (row.area, row.channel, row.category) == (world.building3, Channel.WEB, "lighting")
    assert Photo.objects.filter(request=row).count() == 2
    given = browser.get(answer.url)
    code = row.reporters.get().tracking.reveal()
    assert f"{code[:5]} {code[5:]}" in given.content.decode()
    assert code not in answer.url


def test_a_number_is_proved_by_the_code_of_a_text_message(world) -> None:
    browser = Client()
    tell(browser, name="李梅", phone="199 0001 2345")
    one = Reporter.objects.get()
    assert not one.is_told
    to = browser.post(f"/service_requests/track/{one.pk}/code/").url
    assert browser.post(to, {"code": "12"}).status_code == 422
    assert browser.post(to, {"code": code_sent()}).status_code == 303
    one.refresh_from_db()
    assert one.is_told
    assert browser.get(to).status_code == 404


def test_sent_twice_it_is_one_request(world) -> None:
    nonce = str(uuid4())
    first, second = (tell(Client(), nonce=nonce) for _n in range(2))
    assert first.url == second.url
    assert Request.objects.count() == 1


def test_a_script_gets_its_answer_as_json(world) -> None:
    browser = Client(headers={"Accept": "application/json"})
    told = tell(browser).json()
    assert told["code"] == Reporter.objects.get().tracking.reveal()
    assert browser.get(told["address"]).status_code == 200
    wrong = tell(browser, words="灯")
    assert wrong.status_code == 422
    assert "words" in wrong.json()["faults"]


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("words", "灯"), ("words", ""), ("words", "长" * 2001), ("phone", "12345"), ("phone", "0571-8765432"),
        ("building", "339901001002001B001"), ("category", "no-such"), ("longitude", "200"), ("nonce", "x"),
        ("made_at", "2026-02-30"), ("photos", SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_entry(world, entry: str, value: object) -> None:
    answer = tell(Client(), **{entry: value})
    assert answer.status_code == 422
    assert not Request.objects.exists()


def test_seven_pictures_are_too_many(world) -> None:
    answer = tell(Client(), photos=[picture("red") for _n in range(7)])
    assert answer.status_code == 422
    assert "6 张" in answer.content.decode()


def test_where_the_phone_stands_names_the_building(world) -> None:
    world.building2.longitude, world.building2.latitude = 120.1, 30.2
    world.building2.save()
    tell(Client(), longitude="120.1002", latitude="30.2001")
    row = Request.objects.get()
    assert row.area == world.building2
    assert (row.longitude, row.latitude) == (120.1002, 30.2001)


def test_a_phone_that_was_offline_says_when_it_was_written(world) -> None:
    tell(Client(), made_at="2026-03-11T08:30:00+08:00")
    assert Request.objects.get().at.isoformat() == "2026-03-11T00:30:00+00:00"


def test_a_program_that_fills_what_nobody_sees_is_thanked_and_forgotten(world) -> None:
    assert tell(Client(), website="http://spam.example").status_code == 200
    assert not Request.objects.exists()


def test_too_many_reports_from_one_hand_are_stopped(world) -> None:
    answers = [tell(Client()).status_code for _n in range(42)]
    assert answers == [303] * 40 + [422] * 2
    assert Request.objects.count() == 40


def test_one_number_reports_ten_times_a_day(world) -> None:
    answers = [tell(Client(), phone="19900012345").status_code for _n in range(11)]
    assert answers == [303] * 10 + [422]


def test_a_page_of_no_community_is_not_there(world) -> None:
    for code in ("339901001999", world.grid1.code, "x"):
        assert Client().get(f"/service_requests/report/{code}/").status_code == 404


def test_one_chooses_among_communities(world) -> None:
    page = Client().get("/service_requests/report/")
    assert HERE in page.content.decode()


def test_somebody_elses_receipt_is_not_there(world) -> None:
    tell(Client())
    one = Reporter.objects.get()
    stranger = Client()
    for path in ("", "given/", "prove/", "judge/", "withdraw/", f"photo/{uuid4()}/"):
        assert stranger.get(f"/service_requests/track/{one.pk}/{path}").status_code == 404
    assert stranger.post(f"/service_requests/track/{one.pk}/code/").status_code == 404


def test_forged_posts_are_refused(world) -> None:
    assert Client(enforce_csrf_checks=True).post(HERE, {"words": WORDS}).status_code == 403
    assert not Request.objects.exists()


def test_who_is_signed_in_finds_the_own_number_there_and_proves_it_no_second_time(world) -> None:
    person = world.person("李梅")
    neighbour(world.actor("community_manager"), person, phone="13800000007")
    own = signed_in("13800000007")
    assert 'value="13800000007"' in own.get(HERE).content.decode()
    tell(own, phone="13800000007")
    assert Reporter.objects.get().proved_at is not None
    tell(own, phone="13900000008")
    assert Reporter.objects.filter(proved_at=None).count() == 1, "another number is proved as ever"


def test_on_a_borrowed_device_no_number_is_filled_in(world) -> None:
    neighbour(world.actor("community_manager"), world.person("李梅"), phone="13800000007")
    borrowed = signed_in("13800000007", is_own=False)
    assert "13800000007" not in borrowed.get(HERE).content.decode()
    assert "13800000007" not in Client().get(HERE).content.decode()
