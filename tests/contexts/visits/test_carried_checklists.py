"""Checklists that go along on the phone: the pack brings them, the server judges what comes back."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.contexts.visits.test_checklists import SURVEY, book

from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Person
from linli.contexts.visits.commands import checklists as commands
from linli.contexts.visits.models import Conflict, Finding, Visit
from linli.contexts.visits.queries import checklists as queries
from linli.engines import checklists
from linli.kernel.sync.models import Receipt, SetAside

LOAD = reverse("visits:pocket_load")
MADE = "2026-03-11T09:30:00+08:00"


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


def put_to_use(world, manager, survey=SURVEY, concerns=None, key="gas_check"):
    compiled = checklists.compile_book(book(survey, key), "燃气.xlsx")
    concerns = concerns or commands.Concerns(from_age=60)
    return commands.use(
        manager, commands.take(manager, world.community, compiled=compiled, concerns=concerns)
    )


@pytest.fixture
def kept(world, manager):
    return put_to_use(world, manager)


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def person(world, home):
    return world.person("张国英", date(1943, 3, 20), "2", home=home)


@pytest.fixture
def browser(world):
    return world.client("grid_worker", world.grid1)


@pytest.fixture
def device(browser):
    told = browser.post(reverse("web:add_device"), '{"name": "手机"}', content_type="application/json")
    return told.json()["device"]


@pytest.fixture
def load(browser, device):
    return lambda **asked: browser.get(LOAD, {"device": device, **asked}).json()


@pytest.fixture
def bring(browser, device, home):
    """Bring one visit with entries of a checklist, as the phone would; the server's answer."""

    def brought(*entries, now=MADE, made_at=MADE):
        told = [["channel", "visit"], ["outcome", "met"], ["words", "精神不错"], *entries]
        body = {"door": str(home.pk), "entries": told, "photos": []}
        act = {"nonce": str(uuid4()), "kind": "visits.record", "made_at": made_at, "body": body}
        sent = json.dumps({"device": device, "now": now, "acts": [act]})
        answer = browser.post(reverse("web:take_acts"), sent, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"][0]

    return brought


def filled(kept, person, answers) -> list[str]:
    return [f"checklist:{kept.pk}:{person.pk if person else ''}", json.dumps(answers)]


def test_the_pack_brings_the_questions_whom_they_concern_and_what_is_known(
    world, manager, kept, home, person, load
):
    of_home = put_to_use(world, manager, SURVEY[:2], commands.Concerns(), key="home_check")
    registry.amend(manager, person.pk, {"emergency_name": "李明"}, on=date(2026, 3, 1), reference="")
    told = load()
    assert {key: (title, number) for key, title, number in told["checklists"]} == {
        str(kept.pk): ("燃气检查", 1),
        str(of_home.pk): ("燃气检查", 1),
    }
    assert told["models"][str(kept.pk)] == json.loads(kept.model)
    [door] = told["doors"]
    [[number, known, bases]] = door["people"][0]["lists"]
    assert told["checklists"][number][0] == str(kept.pk)
    assert (known, list(bases)) == ({"紧急联系人姓名": "李明"}, ["emergency_name"])
    assert [told["checklists"][n][0] for n in door["lists"]] == [str(of_home.pk)]


def test_questions_the_phone_has_stay_at_home_and_lost_ones_come_again(kept, home, person, load):
    first = load()
    again = load(have=first["version"], models=f"{kept.pk},x")
    assert (again["models"], "doors" in again) == ({}, False)
    assert list(load(have=first["version"])["models"]) == [str(kept.pk)]


def test_sealed_values_are_marked_and_not_told(world, manager, home, person, load):
    survey = [SURVEY[0], ["text", "tel", "电话", "", "phone", ""]]
    put_to_use(world, manager, survey, key="tel")
    [[_number, known, bases]] = load()["doors"][0]["people"][0]["lists"]
    assert known == {}
    assert person.phone.reveal() not in json.dumps(bases)


def test_the_number_of_questions_grows_neither_with_doors_nor_with_checklists(world, manager, kept, load):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_:
            assert load()["doors"]
        return len(queries_)

    def move_in(building) -> None:
        for number in range(12):
            home = world.home(building, 1 + number % 2, f"{number // 2 + 2}01")
            world.person("张国英", date(1943, 3, 20), home=home)

    move_in(world.building1)
    few = asked()
    move_in(world.building2)
    put_to_use(world, manager, key="another")
    assert asked() == few


def test_answers_written_down_without_a_network_feed_register_and_findings(bring, kept, home, person):
    answer = bring(filled(kept, person, {"hose": "yes", "contact": "李明"}))
    assert answer["result"] == "taken"
    visit = Visit.objects.get()
    [read] = queries.filled(visit)
    assert ("紧急联系人", "李明") in read.lines
    assert Finding.objects.get().category == "gas"
    assert Person.objects.get().details["emergency_name"] == "李明"


def test_a_newer_version_is_told_and_the_answers_stay_with_the_one_they_were_given_to(
    world, manager, bring, browser, kept, home, person
):
    put_to_use(world, manager, [*SURVEY, ["text", "more", "还有什么", "yes", "", ""]])
    answer = bring(filled(kept, person, {"hose": "no"}))
    assert answer["result"] == "taken"
    assert "填的是第 1 版，记下时已换成第 2 版" in answer["sentence"]
    page = browser.get(answer["address"]).content.decode()
    assert "记下时已换成第 2 版" in page
    assert "燃气软管老化吗" in page


def test_a_retired_checklist_is_kept_as_it_was_filled(manager, bring, kept, home, person):
    commands.retire(manager, kept)
    answer = bring(filled(kept, person, {"hose": "no"}))
    assert answer["result"] == "taken"
    assert "记下时已停用" in answer["sentence"]
    [read] = queries.filled(Visit.objects.get())
    assert (read.number, read.lines[0]) == (1, ("燃气软管老化吗", "否"))


def test_answers_that_do_not_pass_are_set_aside_with_every_reason(world, manager, bring, home, person):
    survey = [
        [*SURVEY[0], "constraint", "constraint_message"],
        ["select_one yn", "hose", "燃气软管老化吗", "yes", "", "", "", ""],
        ["integer", "years", "用了几年", "", "", "", ". < 30", "不会超过三十年。"],
    ]
    kept = put_to_use(world, manager, survey)
    answer = bring(filled(kept, person, {"years": "99"}))
    assert answer["result"] == "aside"
    assert "燃气检查：燃气软管老化吗" in answer["sentence"]
    assert "不会超过三十年" in answer["sentence"]
    assert not Visit.objects.exists()
    assert SetAside.objects.get().reason == answer["sentence"]


@pytest.mark.parametrize("case", ["nobody", "elsewhere", "draft", "not json", "no field's value"])
def test_what_cannot_be_is_set_aside_and_holds_nothing_up(world, manager, bring, kept, home, person, case):
    other = world.person("王强", home=world.home(world.building3, 1, "101"))
    survey = [SURVEY[0], ["text", "born", "出生日期", "", "born_on", ""]]
    entry = {
        "nobody": lambda: [f"checklist:{kept.pk}:{uuid4()}", '{"hose": "yes"}'],
        "elsewhere": lambda: filled(kept, other, {"hose": "yes"}),
        "draft": lambda: filled(drafted(world, manager), person, {"hose": "no"}),
        "not json": lambda: [f"checklist:{kept.pk}:{person.pk}", "{"],
        "no field's value": lambda: filled(
            put_to_use(world, manager, survey, key="t"), person, {"born": "昨天"}
        ),
    }[case]()
    answer = bring(entry)
    assert (answer["result"], Visit.objects.count()) == ("aside", 0)
    assert answer["sentence"]


def drafted(world, manager):
    compiled = checklists.compile_book(book(key="draft"), "燃气.xlsx")
    return commands.take(manager, world.community, compiled=compiled, concerns=commands.Concerns())


def test_days_are_judged_by_the_day_of_the_visit_not_of_its_arrival(
    world, manager, clock, bring, home, person
):
    survey = [
        [*SURVEY[0], "constraint", "calculation"],
        ["date", "next", "下次检查", "", "", "", ". >= today()", ""],
        ["calculate", "day", "", "", "", "", "", "today()"],
    ]
    kept = put_to_use(world, manager, survey)
    clock.forward(timedelta(days=3))
    late = "2026-03-14T10:00:00+08:00"
    next_try = [
        ["next_try_on", "2026-03-12"],
        ["promise:0:words", "问清补贴"],
        ["promise:0:due_on", "2026-03-13"],
    ]
    answer = bring(filled(kept, person, {"next": "2026-03-11"}), *next_try, now=late)
    assert answer["result"] == "taken", answer["sentence"]
    [one] = json.loads(Visit.objects.get().answers.reveal())
    assert one["values"]["day"] == "2026-03-11"


def test_what_the_office_changed_meanwhile_is_kept_or_asked_about(manager, bring, load, kept, home, person):
    registry.amend(manager, person.pk, {"emergency_name": "李明"}, on=date(2026, 3, 1), reference="")
    [[_number, _known, bases]] = load()["doors"][0]["people"][0]["lists"]
    registry.amend(manager, person.pk, {"emergency_name": "李强"}, on=date(2026, 3, 11), reference="")
    base = [f"base:{person.pk}:emergency_name", bases["emergency_name"]]
    # Left as it stood: the newer one stays, nobody is asked.
    assert bring(filled(kept, person, {"hose": "no", "contact": "李明"}), base)["result"] == "taken"
    assert Person.objects.get().details["emergency_name"] == "李强"
    # Said to be somebody else: two words against each other.
    answer = bring(filled(kept, person, {"hose": "no", "contact": "王芳"}), base)
    assert answer["result"] == "conflict"
    assert Conflict.objects.get().field == "emergency_name"
    assert Person.objects.get().details["emergency_name"] == "李强"


def test_it_is_taken_once_however_often_it_is_sent(browser, device, kept, home, person):
    entries = [["channel", "visit"], ["outcome", "met"], filled(kept, person, {"hose": "yes"})]
    act = {
        "nonce": str(uuid4()), "kind": "visits.record", "made_at": MADE,
        "body": {"door": str(home.pk), "entries": entries, "photos": []},
    }  # fmt: skip
    sent = json.dumps({"device": device, "now": MADE, "acts": [act, act]})
    told = browser.post(reverse("web:take_acts"), sent, content_type="application/json").json()["answers"]
    assert [one["result"] for one in told] == ["taken", "taken"]
    assert (Visit.objects.count(), Finding.objects.count(), Receipt.objects.count()) == (1, 1, 1)


def test_a_visit_set_aside_can_be_read_in_words(world, bring, browser, kept, home, person):
    entries = [
        [f"state:{person.pk}", "seen"], [f"value:{person.pk}:emergency_name", "李明"],
        [f"base:{person.pk}:emergency_name", "x"], ["problem", "gas"], ["next_try_on", "2026-02-31"],
    ]  # fmt: skip
    answer = bring(filled(kept, person, {"hose": "yes", "contact": "李明"}), *entries)
    assert answer["result"] == "aside"
    page = browser.get(reverse("web:devices")).content.decode()
    for words in (
        home.short_address, "上门", "见到或联系上", "精神不错", "张国英 · 紧急联系人姓名", "见到了",
        "燃气检查（张国英） · 燃气软管老化吗", "2026-02-31",
    ):  # fmt: skip
        assert words in page, words
    assert "checklist:" not in page
    assert "base:" not in page
    other = world.client("community_manager", world.other_community)
    assert home.short_address not in other.get(reverse("web:devices")).content.decode()
