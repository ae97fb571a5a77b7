"""The visit page, as its worker meets it: one page, one save, nothing lost on a double click."""

import io
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from linli.contexts.registry.models import Person
from linli.contexts.visits.models import Photo, Visit


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def person(world, home):
    return world.person("张国英", date(1943, 3, 20), "2", home=home)


@pytest.fixture
def browser(world):
    return world.client("grid_worker", world.grid1)


def entered(person, **more):
    return {
        "nonce": str(uuid4()), "channel": "visit", "outcome": "met", "date": "2026-03-11", "time": "09:30",
        f"state:{person.pk}": "seen", f"value:{person.pk}:emergency_name": "李明", "need": ["meals"],
        "words": "精神不错", **more,
    }  # fmt: skip


def picture() -> io.BytesIO:
    box = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(box, "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00")
    box.name = "IMG_0001.jpg"
    box.seek(0)
    return box


def test_the_page_says_why_and_asks_only_what_is_missing(browser, home, person):
    page = browser.get(reverse("visits:door", args=[home.pk])).content.decode()
    assert "张国英" in page
    assert "紧急联系人姓名" in page
    assert "还没有登记" in page


def test_one_save_and_a_double_click_is_one_visit(browser, home, person):
    told = entered(person)
    first = browser.post(reverse("visits:door", args=[home.pk]), told)
    again = browser.post(reverse("visits:door", args=[home.pk]), told)
    assert first.status_code == again.status_code == 303
    assert first["Location"] == again["Location"]
    visit = Visit.objects.get()
    assert visit.seen.get().person_id == person.pk
    assert Person.objects.get(pk=person.pk).details["emergency_name"] == "李明"
    page = browser.get(first["Location"]).content.decode()
    assert "精神不错" in page
    assert "助餐" in page


def test_what_was_typed_stays_when_something_is_at_fault(browser, home, person):
    told = entered(person, date="2026-02-31", **{"promise:0:words": "带菜单来"})
    answer = browser.post(reverse("visits:door", args=[home.pk]), told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有这一天" in page
    assert "请写哪天前办好" in page
    assert "精神不错" in page
    assert 'value="李明"' in page
    assert not Visit.objects.exists()


def test_a_photo_is_kept_without_what_the_camera_wrote_and_seen_only_in_ones_area(
    world, browser, home, person
):
    browser.post(reverse("visits:door", args=[home.pk]), {**entered(person), "photo": picture()})
    photo = Photo.objects.get()
    address = reverse("visits:photo", args=[photo.visit_id, photo.file_id])
    answer = browser.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(answer.content)).getexif()
    assert world.client("grid_worker", world.grid2).get(address).status_code == 404


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff broken"])
def test_what_is_no_photo_is_refused_in_words(browser, home, person, content):
    box = io.BytesIO(content)
    box.name = "a.jpg"
    answer = browser.post(reverse("visits:door", args=[home.pk]), {**entered(person), "photo": box})
    assert answer.status_code == 422 or not content
    assert Visit.objects.count() == (0 if content else Visit.objects.count())


def test_the_register_is_filtered_and_taken_away(browser, home, person):
    browser.post(reverse("visits:door", args=[home.pk]), entered(person, words="=1+1"))
    listed = browser.get(reverse("visits:register"), {"q": "张国英"}).content.decode()
    assert "1号楼1单元501" in listed
    assert (
        "1号楼1单元501"
        not in browser.get(reverse("visits:register"), {"outcome": "declined"}).content.decode()
    )
    book = load_workbook(io.BytesIO(browser.get(reverse("visits:export")).content))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "走访对象" in cells
    assert "张国英" in cells
    assert "\t'=1+1" in browser.get(reverse("visits:export"), {"as": "tsv"}).content.decode()


def test_paper_for_a_closed_door_and_for_a_round(browser, home, person):
    card = browser.get(reverse("visits:door_card", args=[home.pk])).content.decode()
    assert "您不在家" in card
    assert "张国英" not in card
    browser.post(reverse("visits:door", args=[home.pk]), entered(person, outcome="not_at_home", **{
        f"value:{person.pk}:emergency_name": ""}))  # fmt: skip
    assert "走访单" in browser.get(reverse("visits:round_sheet")).content.decode()


@pytest.mark.parametrize("name", ["door", "history", "door_card"])
def test_outside_ones_grid_a_door_does_not_exist(world, home, person, name):
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(reverse(f"visits:{name}", args=[home.pk])).status_code == 404
