"""A visit is entered once: the register, the groups, the findings and the list of what is due all follow."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Newcomer
from linli.contexts.registry.models import GroupMembership, Person
from linli.contexts.visits.commands.telling import Told
from linli.contexts.visits.commands.visits import Found, NextTry, Promised, Visited, record, withdraw
from linli.contexts.visits.models import Conflict, DoorPlan, Finding, Promise, Visit
from linli.contexts.visits.queries.due import due
from linli.kernel import history
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea, ReasonNeeded
from linli.kernel.outbox.models import OutboxFact


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def grandmother(world, home):
    return world.person("张国英", date(1943, 3, 20), "2", home=home)


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def visited(clock, **more) -> Visited:
    return Visited(**{"channel": "visit", "outcome": "met", "at": clock.now(), **more})


def save(worker, home, told: Visited) -> Visit:
    door = registry.door(worker, home.pk, ["phone", "emergency_name"])
    return record(worker, door.area, door=door, told=told)


def test_one_save_feeds_register_findings_promises_and_facts(world, home, grandmother, worker, clock):
    told = visited(
        clock,
        people={grandmother.pk: Told("seen", values={"emergency_name": "李明"})},
        findings=(Found("problem", "gas", "软管发硬"), Found("need", "meals")),
        promises=(Promised("问清助餐点几点开门", date(2026, 3, 13)),),
        words="精神不错",
    )
    visit = Visit.objects.get(pk=save(worker, home, told).pk)
    person = Person.objects.get(pk=grandmother.pk)
    assert person.details["emergency_name"] == "李明"
    assert person.sources["emergency_name"] == ["visit", "2026-03-11", worker.account_id]
    assert visit.words.reveal() == "精神不错"
    assert "精神不错" not in visit.words.box
    assert Finding.objects.count() == 2
    assert Promise.objects.count() == 1
    names = set(OutboxFact.objects.values_list("name", flat=True))
    assert {
        "visits.VisitRecorded",
        "visits.ProblemNoticed",
        "visits.NeedHeard",
        "visits.PromiseMade",
    } <= names
    assert AuditEntry.objects.filter(action="visits.recorded").count() == 1


def test_a_visit_settles_what_was_due_and_a_promise_becomes_due(world, home, grandmother, worker, clock):
    save(worker, home, visited(clock, outcome="not_at_home"))
    waiting = {d.key.split(":")[0] for d in due(worker, date(2026, 3, 20))}
    assert {"household_round", "older_high_risk"} <= waiting
    told = visited(
        clock,
        people={grandmother.pk: Told("seen")},
        promises=(Promised("问清高龄津贴", date(2026, 3, 13)),),
    )
    save(worker, home, told)
    assert list(due(worker, date(2026, 3, 11))) == []
    [promised] = [d for d in due(worker, date(2026, 3, 12)) if "promise" in d.key]
    assert "问清高龄津贴" in promised.why
    assert promised.ticks


def test_why_today_names_the_person_and_what_is_kept_names_nobody(world, home, grandmother, worker, clock):
    save(worker, home, visited(clock, outcome="not_at_home"))
    said = " ".join(d.why for d in due(worker, date(2026, 3, 20)))
    assert "张国英" in said
    assert "张国英" not in str(DoorPlan.objects.get(dwelling=home).reasons)


def test_moving_out_dying_and_arriving_are_one_tap_each(world, home, grandmother, worker, clock):
    son = world.person(
        "李明", date(1970, 1, 1), "1", home=home, household=grandmother.household, relation="20"
    )
    aunt = world.person(
        "张国芳", date(1941, 1, 1), "2", home=home, household=grandmother.household, relation="99"
    )
    told = visited(
        clock,
        people={
            grandmother.pk: Told("seen"),
            son.pk: Told("moved_out", on=date(2026, 3, 1)),
            aunt.pk: Told("died", on=date(2026, 3, 5)),
        },
        newcomers=(Newcomer({"name": "王护工", "sex": "2"}, "99", date(2026, 3, 2)),),
    )
    visit = save(worker, home, told)
    door = registry.door(worker, home.pk)
    assert {r.name for r in door.residents} == {"张国英", "王护工"}
    assert Person.objects.get(pk=aunt.pk).died_on == date(2026, 3, 5)
    assert {s.person.name for s in visit.seen.select_related("person")} == {"张国英", "王护工"}


def test_a_group_is_verified_or_left_at_the_door(world, home, worker, clock):
    person = world.person(
        "孙大爷", date(1950, 1, 1), "1", home=home, groups={"disability": {}, "care_dependent": {}}
    )
    told = visited(
        clock, people={person.pk: Told("seen", groups={"disability": True, "care_dependent": False})}
    )
    save(worker, home, told)
    held = GroupMembership.objects.filter(history.current(), person=person)
    assert [row.group for row in held] == ["disability"]
    assert held.get().verified_on == date(2026, 3, 11)


def test_what_somebody_else_changed_meanwhile_goes_to_a_person(world, home, grandmother, worker, clock):
    seen_on_page = registry.door(worker, home.pk, ["emergency_name"]).residents[0].asks[0]
    manager = world.actor("community_manager")
    registry.amend(manager, grandmother.pk, {"emergency_name": "李强"}, on=clock.today(), reference="")
    told = visited(
        clock,
        people={
            grandmother.pk: Told(
                "seen", values={"emergency_name": "李明"}, bases={"emergency_name": seen_on_page.base}
            )
        },
    )
    save(worker, home, told)
    assert Person.objects.get(pk=grandmother.pk).details["emergency_name"] == "李强"
    assert Conflict.objects.get().said.reveal() == "李明"


def test_two_who_say_the_same_do_not_contradict_each_other(world, home, grandmother, worker, clock):
    base = registry.door(worker, home.pk, ["emergency_name"]).residents[0].asks[0].base
    registry.amend(worker, grandmother.pk, {"emergency_name": "李明"}, on=clock.today(), reference="")
    told = Told("seen", values={"emergency_name": "李明"}, bases={"emergency_name": base})
    save(worker, home, visited(clock, people={grandmother.pk: told}))
    assert not Conflict.objects.exists()


def test_nobody_met_changes_nothing_and_may_say_when_to_come_again(world, home, grandmother, worker, clock):
    with pytest.raises(BadInput, match="没有见到人"):
        save(worker, home, visited(clock, outcome="not_at_home", people={grandmother.pk: Told("died")}))
    visit = save(
        worker, home, visited(clock, outcome="not_at_home", next_try=NextTry(date(2026, 3, 12), "evening"))
    )
    assert visit.next_try_on == date(2026, 3, 12)
    assert not visit.seen.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"at": timedelta(hours=1)}, "在将来"),
        ({"at": timedelta(days=-500)}, "太早"),
        ({"promises": (Promised("什么", date(2026, 3, 1)),)}, "已经过了"),
        ({"next_try": NextTry(date(2026, 3, 1))}, "已经过了"),
        ({"channel": "telegraph"}, "有误"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_done(
    world, home, grandmother, worker, clock, change, words
):
    if "at" in change:
        change = {"at": clock.now() + change["at"]}
    with pytest.raises(BadInput, match=words):
        save(worker, home, visited(clock, **change))
    assert not Visit.objects.exists()
    assert not OutboxFact.objects.filter(name__startswith="visits").exists()


def test_a_future_death_undoes_the_whole_visit(world, home, grandmother, worker, clock):
    told = visited(
        clock,
        people={grandmother.pk: Told("died", on=date(2026, 4, 1))},
        findings=(Found("problem", "gas"),),
    )
    with pytest.raises(BadInput):
        save(worker, home, told)
    assert not Visit.objects.exists()
    assert not Finding.objects.exists()


def test_withdrawing_makes_the_door_due_again(world, home, grandmother, worker, clock):
    visit = save(worker, home, visited(clock, people={grandmother.pk: Told("seen")}))
    with pytest.raises(ReasonNeeded):
        withdraw(worker, visit, reason=" ")
    withdraw(worker, visit, reason="记错了门牌")
    assert "older_high_risk" in {d.key.split(":")[0] for d in due(worker, date(2026, 3, 18))}
    other = world.actor("grid_worker", world.grid2)
    with pytest.raises(OutsideYourArea):
        withdraw(other, visit, reason="看看")


def test_what_a_withdrawn_visit_told_the_register_goes_with_it(world, home, worker, clock):
    person = world.person("李秀", date(1950, 1, 1), home=home, values={"emergency_name": "李明"})
    told = {person.pk: Told("seen", values={"emergency_name": "王强", "occupation": "退休"})}
    visit = save(worker, home, visited(clock, people=told))
    assert visit.changed == {str(person.pk): ["emergency_name", "occupation"]}
    withdraw(worker, visit, reason="记错了门牌", back={person.pk: ["emergency_name"]})
    person.refresh_from_db()
    assert (person.details["emergency_name"], person.details["occupation"]) == ("李明", "退休")
    assert visit.changed == {str(person.pk): ["occupation"]}
    assert not Conflict.objects.filter(visit=visit).exists()


def test_the_page_offers_what_can_go_back_and_says_what_stays(world, home, clock):
    person = world.person("李秀", date(1950, 1, 1), home=home, values={"emergency_name": "李明"})
    worker, browser = world.actor("grid_worker", world.grid1), world.client("grid_worker", world.grid1)
    told = {person.pk: Told("seen", values={"emergency_name": "王强", "occupation": "退休"})}
    visit = save(worker, home, visited(clock, people=told))
    clock.forward(timedelta(days=1))
    registry.amend(worker, person.pk, {"occupation": "务工"}, on=clock.today(), reference="")
    address = reverse("visits:withdraw", args=[visit.pk])
    page = browser.get(address).content.decode()
    assert "“王强”改回“李明”" in page
    assert page.count('name="back"') == 1
    assert "不会收回：李秀的" in page
    refused = browser.post(address, {"reason": "记错了", "back": [f"{person.pk}:occupation"]})
    assert refused.status_code == 422
    done = browser.post(address, {"reason": "记错了", "back": [f"{person.pk}:emergency_name"]})
    assert done.status_code == 303
    assert browser.post(address, {"reason": "再点一次"}).status_code == 422
    person.refresh_from_db()
    assert (person.details["emergency_name"], person.details["occupation"]) == ("李明", "务工")
    assert world.client("grid_worker", world.grid2).get(address).status_code == 404


def test_only_workers_of_the_place_may_record(world, home, grandmother, clock):
    with pytest.raises(OutsideYourArea):
        save(world.actor("grid_worker", world.grid2), home, visited(clock))
    officer = world.actor("subdistrict_officer", world.subdistrict)
    with pytest.raises((NotAllowed, OutsideYourArea)):
        save(officer, home, visited(clock))
