"""Records that may be one person: found by comparing, decided by people, never asked about twice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.world import id_number

from linli.contexts.registry.commands import duplicates as commands
from linli.contexts.registry.commands import merging, people
from linli.contexts.registry.models import Merge, Person, Resemblance
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.queries import duplicates, resemblance
from linli.engines.linking import ReasonCode
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.kernel.jobs.models import Job
from linli.kernel.notices.models import Notice

QUEUE = "/registry/duplicates/"
BORN = date(1944, 3, 20)


@pytest.fixture
def clerk(world):
    return world.actor("counter_clerk")


@pytest.fixture
def pairs(world):
    """张国英 twice (a digit of her number mistyped), 李晓明 twice (a name of the same sound), and others."""
    number = id_number(BORN, "2", 77)
    wrong = number[:15] + str((int(number[15]) + 1) % 10) + number[16:]
    home = world.home(world.building1, 1, "101")
    world.person("张国英", BORN, "2", home=home, values={"id_number": number})
    world.person("张国英", BORN, "2", home=world.home(world.building3, 1, "301"), values={"id_number": wrong})
    other = world.home(world.building2, 1, "201")
    same = {"phone": "19977778888"}
    first = world.person("李晓明", date(1980, 5, 6), "1", home=other, values=same)
    second = world.person("李小明", date(1980, 5, 6), "1", home=other, values={**same, "id_number": ""})
    for n, name in enumerate(("王芳", "陈静", "黄伟", "赵丽", "周强")):
        world.person(name, date(1970 + n, 2, 3 + n), home=world.home(world.building2, 2, f"{n + 1}02"))
    return first, second


def test_searching_keeps_pairs_with_reasons_and_no_values_of_people(world, clerk, pairs):
    assert commands.search_duplicates(clerk, world.community) == 2
    first, second = duplicates.waiting(clerk)
    assert first.probability >= second.probability
    told = {*duplicates.reasons(first), *duplicates.reasons(second)}
    assert {"身份证号只差一位", "姓名同音", "同住一处", "电话相同"} <= told
    assert all(set(values) == {"weight"} for pair in (first, second) for _code, values in pair.reasons)


def test_every_reason_of_the_engine_has_words():
    assert set(resemblance.WORDS) == set(ReasonCode)
    assert resemblance.reason_words("from_another_version") == ""


def test_searching_again_refreshes_and_forgets_what_no_longer_resembles(world, clerk, pairs, clock):
    commands.search_duplicates(clerk, world.community)
    said = {"id_number": id_number(date(1966, 1, 1), "1", 88), "born_on": date(1966, 1, 1), "name": "杨文"}
    people.amend(clerk, pairs[1], values=said, source="visit")
    assert commands.search_duplicates(clerk, world.community) == 1
    assert not Resemblance.objects.filter(first__in=pairs, second__in=pairs).exists()


def test_two_people_told_apart_never_come_back(world, clerk, pairs):
    commands.search_duplicates(clerk, world.community)
    merging.tell_apart(clerk, *pairs)
    assert commands.search_duplicates(clerk, world.community) == 1
    assert duplicates.waiting(clerk).count() == 1


def test_a_merged_pair_leaves_the_queue_and_comes_back_when_the_merge_is_undone(world, clerk, pairs):
    commands.search_duplicates(clerk, world.community)
    done = merging.merge(clerk, *pairs)
    assert duplicates.waiting(clerk).count() == 1
    assert commands.search_duplicates(clerk, world.community) == 1
    merging.undo_merge(clerk, done)
    assert duplicates.waiting(clerk).count() == 2


@pytest.mark.parametrize(
    ("role", "area", "may"),
    [
        ("counter_clerk", "community", True), ("community_manager", "community", True),
        ("community_manager", "other_community", False), ("grid_worker", "grid1", False),
        ("subdistrict_officer", "subdistrict", False), ("administrator", "subdistrict", False),
    ],
)  # fmt: skip
def test_who_may_search_and_see_the_queue(world, clerk, pairs, role, area, may):
    commands.search_duplicates(clerk, world.community)
    actor = world.actor(role, getattr(world, area))
    assert duplicates.waiting(actor).count() == (2 if may else 0)
    if may:
        assert commands.search_duplicates(actor, world.community) == 2
    else:
        with pytest.raises(NotAllowed):
            commands.search_duplicates(actor, world.community)


def test_a_clerk_of_one_grid_sees_pairs_of_that_grid_only(world, clerk, pairs):
    commands.search_duplicates(clerk, world.community)
    here = world.actor("counter_clerk", world.grid1)
    assert [p.first.name[0] for p in duplicates.waiting(here)] == ["李"]
    other = duplicates.waiting(clerk).exclude(pk__in=duplicates.waiting(here).values("pk")).get()
    with pytest.raises(OutsideYourArea):
        duplicates.pair(here, other.pk)


def test_side_by_side_sealed_numbers_are_compared_and_stay_covered(world, clerk, pairs):
    commands.search_duplicates(clerk, world.community)
    pair = next(p for p in duplicates.waiting(clerk) if p.first.name == "张国英")
    rows = {row.field.key: row for row in duplicates.side_by_side(pair.first, pair.second)}
    number = rows["id_number"]
    assert (number.mark, number.hint) == ("different", "16")
    assert number.left.shown.count("*") == 11
    assert rows["name"].mark == "same"
    assert rows["address"].mark == "different"
    assert "floor_area" not in rows


# ── the pages ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_clerk_works_through_the_queue(world, pairs):
    browser = world.client("counter_clerk")
    assert "没有等您确认的记录" in browser.get(QUEUE).content.decode()
    assert browser.post(f"{QUEUE}search/", {"community": world.community.code})["Location"] == QUEUE
    page = browser.get(QUEUE).content.decode()
    assert "身份证号只差一位" in page
    first, second = duplicates.waiting(world.actor("counter_clerk"))
    shown = browser.get(f"{QUEUE}{first.pk}/").content.decode()
    for words in ("保留左边", "不是同一人", "以后再看", 'data-key="1"'):
        assert words in shown
    assert f"{QUEUE}{second.pk}/" in shown  # later: on to the next
    merged = browser.post(f"{QUEUE}{first.pk}/decide/", {"answer": "right"})
    done = Merge.objects.get()
    assert done.kept_id == first.second_id
    assert merged["Location"] == f"{QUEUE}{second.pk}/?merged={done.pk}"
    assert "撤销" in browser.get(merged["Location"]).content.decode()
    apart = browser.post(f"{QUEUE}{second.pk}/decide/", {"answer": "different"})
    assert apart["Location"] == f"{QUEUE}?apart={second.pk}"
    assert f"{QUEUE}{second.pk}/ask-again/" in browser.get(apart["Location"]).content.decode()
    assert f"{QUEUE}{second.pk}/ask-again/" in browser.get(f"{QUEUE}merged/?show=apart").content.decode()
    assert browser.post(f"{QUEUE}{second.pk}/ask-again/")["Location"] == f"{QUEUE}{second.pk}/"
    assert browser.post(f"{QUEUE}{second.pk}/ask-again/").status_code == 404
    assert f"merged/{done.pk}/undo/" in browser.get(f"{QUEUE}merged/").content.decode()
    undone = browser.post(f"{QUEUE}merged/{done.pk}/undo/")
    assert undone["Location"] == f"{QUEUE}{first.pk}/"
    assert Person.objects.filter(standing=Standing.MERGED).count() == 0


def test_a_double_click_and_bent_answers_do_nothing_twice(world, pairs):
    browser = world.client("counter_clerk")
    browser.post(f"{QUEUE}search/", {"community": world.community.code})
    pair = duplicates.waiting(world.actor("counter_clerk")).first()
    assert browser.post(f"{QUEUE}{pair.pk}/decide/", {"answer": "both"}).status_code == 422
    assert browser.get(f"{QUEUE}{pair.pk}/decide/").status_code == 405
    assert browser.post(f"{QUEUE}{pair.pk}/decide/", {"answer": "left"}).status_code == 303
    assert browser.post(f"{QUEUE}{pair.pk}/decide/", {"answer": "left"}).status_code == 404
    assert Merge.objects.count() == 1
    assert browser.get(f"{QUEUE}?merged=nonsense&apart=nonsense").status_code == 200


def test_strangers_find_nothing(world, clerk, pairs):
    commands.search_duplicates(clerk, world.community)
    pair = duplicates.waiting(clerk).first()
    done = merging.merge(clerk, *pairs)
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(f"{QUEUE}{pair.pk}/").status_code == 404
    assert stranger.post(f"{QUEUE}{pair.pk}/decide/", {"answer": "left"}).status_code == 404
    assert stranger.post(f"{QUEUE}merged/{done.pk}/undo/").status_code == 404
    assert stranger.post(f"{QUEUE}{pair.pk}/ask-again/").status_code == 404
    assert stranger.post(f"{QUEUE}search/", {"community": world.community.code}).status_code == 404
    worker = world.client("grid_worker", world.grid1)
    assert worker.get(QUEUE).status_code == 403


def test_the_queue_takes_as_many_queries_for_many_pairs(world, clock):
    browser = world.client("counter_clerk")

    def queries() -> int:
        with CaptureQueriesContext(connection) as ran:
            assert browser.get(QUEUE).status_code == 200
        return len(ran)

    everyone = [world.person("周明", date(1950, 1, 1 + n)) for n in range(12)]

    def resemble(a: Person, b: Person) -> None:
        Resemblance.objects.create(
            community=world.community, first=a, second=b, probability=0.9, found_at=clock.now(),
            reasons=[["same_name", {"weight": 3}]],
        )  # fmt: skip

    resemble(*everyone[:2])
    before = queries()
    for n in range(2, 12, 2):
        resemble(everyone[n], everyone[n + 1])
    assert queries() == before


def test_a_large_community_is_searched_while_one_does_other_things(world, django_capture_on_commit_callbacks):
    home = world.home(world.building2, 1, "101")
    Person.objects.bulk_create(
        [
            Person(community=world.community, name=f"人{n}", home=home, area=home.area)
            for n in range(commands.AT_ONCE)
        ],
        batch_size=500,
    )
    for number in ("101", "102"):
        world.person(
            "张国英", BORN, "2", home=world.home(world.building1, 1, number), values={"id_number": ""}
        )
    Person.objects.filter(name="张国英").update(phone_lookup="")
    browser = world.client("counter_clerk")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"{QUEUE}search/", {"community": world.community.code})
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/?next={QUEUE}"
    assert (job.state, job.total) == ("done", commands.AT_ONCE + 2)
    told = Notice.objects.get()
    assert (told.message, told.values["found"]) == ("registry.duplicates_found", 1)
