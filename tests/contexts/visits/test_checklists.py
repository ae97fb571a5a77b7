"""Checklists are handed in, put to use by version, filled on a visit; they feed register and findings."""

import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from tests.contexts.visits.test_pages import picture

from linli.contexts.registry.models import Person
from linli.contexts.visits.commands import checklists as commands
from linli.contexts.visits.models import ChecklistBook, Finding, Photo, Visit
from linli.contexts.visits.models.checklists import BookState
from linli.contexts.visits.queries import checklists as queries
from linli.engines import checklists
from linli.kernel import packs
from linli.kernel.errors import NotAllowedNow, OutsideYourArea

SURVEY = [
    ["type", "name", "label", "required", "linli::field", "linli::finding"],
    ["select_one yn", "hose", "燃气软管老化吗", "yes", "", "problem:gas"],
    ["text", "contact", "紧急联系人", "", "紧急联系人姓名", ""],
]
CHOICES = [["list_name", "name", "label"], ["yn", "yes", "是"], ["yn", "no", "否"]]


def book(survey=SURVEY, key: str = "gas_check") -> bytes:
    made = Workbook()
    made.active.title = "survey"
    for row in survey:
        made.active.append(row)
    for title, rows in (("choices", CHOICES), ("settings", [["form_title", "form_id"], ["燃气检查", key]])):
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    box = io.BytesIO()
    made.save(box)
    return box.getvalue()


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


@pytest.fixture
def kept(world, manager):
    compiled = checklists.compile_book(book(), "燃气.xlsx")
    made = commands.take(manager, world.community, compiled=compiled, concerns=commands.Concerns(from_age=60))
    return commands.use(manager, made)


@pytest.fixture
def home(world):
    found = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=found)
    world.person("李小宝", date(2015, 3, 20), "1", home=found)
    return found


def test_the_same_content_is_not_kept_twice_and_a_new_one_is_the_next_version(world, manager, kept):
    with pytest.raises(NotAllowedNow, match="没有新内容"):
        commands.take(
            manager,
            world.community,
            compiled=checklists.compile_book(book(), "a.xlsx"),
            concerns=commands.Concerns(),
        )
    changed = book([*SURVEY, ["text", "more", "还有什么", "", "", ""]])
    newer = commands.take(
        manager,
        world.community,
        compiled=checklists.compile_book(changed, "a.xlsx"),
        concerns=commands.Concerns(),
    )
    assert newer.number == 2
    commands.use(manager, newer)
    assert ChecklistBook.objects.get(pk=kept.pk).state == BookState.RETIRED
    commands.retire(manager, newer)
    with pytest.raises(NotAllowedNow):
        commands.retire(manager, newer)


def test_only_the_manager_of_the_place_switches_checklists(world, kept):
    with pytest.raises(OutsideYourArea):
        commands.retire(world.actor("community_manager", world.other_community), kept)


def test_it_is_offered_for_those_whom_it_concerns(world, kept, home):
    from linli.contexts.registry import api as registry

    door = registry.door(world.actor("grid_worker", world.grid1), home.pk)
    assert [(o.book.title, o.person.name) for o in queries.offers(door)] == [("燃气检查", "张国英")]


def filled(world, kept, home, answers, **more) -> object:
    person = Person.objects.get(name="张国英")
    entries = {
        "nonce": "n1", "channel": "visit", "outcome": "met", "date": "2026-03-11", "time": "09:30",
        f"checklist:{kept.pk}:{person.pk}": json.dumps(answers), **more,
    }  # fmt: skip
    return world.client("grid_worker", world.grid1).post(reverse("visits:door", args=[home.pk]), entries)


def test_answers_feed_the_register_and_the_findings_and_can_be_read_again(world, kept, home):
    answer = filled(world, kept, home, {"hose": "yes", "contact": "李明"})
    assert answer.status_code == 303
    assert Person.objects.get(name="张国英").details["emergency_name"] == "李明"
    finding = Finding.objects.get()
    assert (finding.kind, finding.category) == ("problem", "gas")
    [read] = queries.filled(Visit.objects.get())
    assert (read.title, read.number, read.remark) == ("燃气检查", 1, "")
    assert ("紧急联系人", "李明") in read.lines
    page = world.client("grid_worker", world.grid1).get(answer["Location"]).content.decode()
    assert "燃气软管老化吗" in page


def test_a_missing_answer_is_told_and_nothing_is_saved(world, kept, home):
    answer = filled(world, kept, home, {"contact": "李明"})
    assert answer.status_code == 422
    assert "燃气检查：燃气软管老化吗" in answer.content.decode()
    assert filled(world, kept, home, {}, **{f"checklist:{kept.pk}:": "not json"}).status_code == 422
    assert not Visit.objects.exists()


def test_the_part_of_the_page_carries_model_and_what_is_known(world, kept, home):
    person = Person.objects.get(name="张国英")
    address = f"{reverse('visits:fill', args=[home.pk, kept.pk])}?person={person.pk}"
    browser = world.client("grid_worker", world.grid1)
    page = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "data-checklist" in page
    assert f'data-model="checklist-{kept.pk}-{person.pk}"' in page
    assert world.client("grid_worker", world.grid2).get(address).status_code == 404


def test_handed_in_on_the_page_with_clear_errors(world, manager):
    browser = world.client("community_manager")
    broken = book([SURVEY[0], ["select_one nothing", "hose", "软管", "", "", ""]])
    answer = browser.post(
        reverse("visits:checklists"), {"file": SimpleUploadedFile("a.xlsx", broken), "whom": "home"}
    )
    assert answer.status_code == 422
    assert "处要改" in answer.content.decode()
    assert not ChecklistBook.objects.exists()
    good = browser.post(
        reverse("visits:checklists"), {"file": SimpleUploadedFile("a.xlsx", book()), "whom": "older"}
    )
    made = ChecklistBook.objects.get()
    assert good["Location"] == reverse("visits:checklist", args=[made.pk])
    assert browser.get(good["Location"]).status_code == 200
    browser.post(reverse("visits:switch_checklist", args=[made.pk]), {"use": "1"})
    assert ChecklistBook.objects.get().state == BookState.USED


def test_the_packs_checklists_are_there_to_be_taken(world, manager):
    browser = world.client("community_manager")
    offered = [model.file for model in queries.models_of_pack(world.community)]
    assert offered == [row["file"] for row in packs.pack("visits")["checklist"]]
    for file in offered:
        assert browser.post(reverse("visits:adopt_checklist"), {"file": file}).status_code == 303
    assert queries.models_of_pack(world.community) == []
    assert browser.post(reverse("visits:adopt_checklist"), {"file": "../secret"}).status_code == 422
    assert world.client("grid_worker", world.grid1).get(reverse("visits:checklists")).status_code == 403


def test_a_photo_asked_for_by_a_checklist_is_kept_with_the_visit(world, kept, home):
    person = Person.objects.get(name="张国英")
    photo = SimpleUploadedFile("灶台.jpg", picture().getvalue(), content_type="image/jpeg")
    attached = {f"checklist:{kept.pk}:{person.pk}:kitchen/photo": photo}
    assert filled(world, kept, home, {"hose": "no"}, **attached).status_code == 303
    assert Photo.objects.get().visit == Visit.objects.get()
