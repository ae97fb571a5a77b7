"""Whom to call about a person: in order, in step with the register's own fields, covered until asked for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.contexts.registry import api
from linli.contexts.registry.commands import contacts as commands
from linli.contexts.registry.commands import merging, people
from linli.contexts.registry.commands.contacts import Told
from linli.contexts.registry.models import Contact, Person
from linli.contexts.registry.queries import contacts as queries
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea, ReasonNeeded

DAUGHTER = Told("family", "李芳", "女儿", "19900001234", holds_key=True, distance="town", hours="晚上")
NEIGHBOUR = Told("neighbour", "王婶", "对门", "19900005678", distance="door")
PAIRED = Told("volunteer", "周晓", "", "19900007777")


@pytest.fixture
def li(world):
    return world.person("李奶奶", home=world.home(world.building1, 1, "301"))


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def names(person: Person) -> list[str]:
    return [card.name for card in queries.of_person(fresh(person))]


def test_the_first_contact_is_the_emergency_contact_of_every_form(worker, li) -> None:
    api.add_contact(worker, li.pk, DAUGHTER)
    held = fresh(li)
    assert held.details["emergency_name"] == "李芳"
    assert held.details["emergency_relation"] == "女儿"
    assert api.values_held(worker, li.pk, ["emergency_phone"]) == {"emergency_phone": "19900001234"}
    card = api.contacts_of(worker, li.pk)[0]
    assert (card.holds_key, card.distance, card.hours, card.covered) == (True, "town", "晚上", "199****1234")
    assert (card.source, str(card.phone)) == ("visit", "●●●")


def test_what_a_visit_says_is_the_first_contact(worker, li) -> None:
    told = {"emergency_name": "李芳", "emergency_phone": "19900001234", "emergency_relation": "邻居"}
    people.amend(worker, li, values=told, source="visit")
    card = api.contacts_of(worker, li.pk)[0]
    assert (card.name, card.kind, card.slot) == ("李芳", "neighbour", "emergency")
    changed = Told("family", "李芳", "女儿", None, holds_key=True)
    api.change_contact(worker, li.pk, card.key, changed)
    card = api.contacts_of(worker, li.pk)[0]
    assert (card.kind, card.holds_key, card.phone.reveal()) == ("family", True, "19900001234")


def test_a_key_does_not_pass_to_whoever_is_named_next(worker, li) -> None:
    api.add_contact(worker, li.pk, DAUGHTER)
    people.amend(worker, fresh(li), values={"emergency_name": "李强"}, source="visit")
    card = api.contacts_of(worker, li.pk)[0]
    assert (card.name, card.holds_key) == ("李强", False)


def test_one_calls_family_and_neighbours_then_the_volunteer_then_the_doctor(worker, li) -> None:
    for told in (PAIRED, Told("doctor", "陈医生", "", "19900008888"), NEIGHBOUR, DAUGHTER):
        api.add_contact(worker, li.pk, told)
    assert names(li) == ["王婶", "李芳", "周晓", "陈医生"]
    second = api.contacts_of(worker, li.pk)[1]
    api.put_contact_first(worker, li.pk, second.key)
    assert names(li) == ["李芳", "王婶", "周晓", "陈医生"]
    assert fresh(li).details["emergency_name"] == "李芳"
    cards = api.contacts_of(worker, li.pk)
    assert [c.is_first for c in cards] == [True, False, True, True]
    assert cards[0].holds_key
    assert cards[3].phone.reveal() == "19900008888"


def test_whoever_came_next_takes_the_place_of_one_who_is_gone(worker, li) -> None:
    first = api.add_contact(worker, li.pk, DAUGHTER)
    api.add_contact(worker, li.pk, NEIGHBOUR)
    with pytest.raises(ReasonNeeded):
        api.end_contact(worker, li.pk, first, reason=" ")
    api.end_contact(worker, li.pk, first, reason="出国了")
    assert names(li) == ["王婶"]
    assert fresh(li).details["emergency_name"] == "王婶"
    assert Contact.objects.get(name="李芳").reason == "出国了"
    api.end_contact(worker, li.pk, first, reason="不愿意")
    assert names(li) == []
    assert "emergency_phone" not in fresh(li).boxes


def test_a_contact_may_become_one_of_another_kind(worker, li) -> None:
    key = api.add_contact(worker, li.pk, NEIGHBOUR)
    after = api.change_contact(worker, li.pk, key, Told("volunteer", "王婶", "对门"))
    card = queries.contact(fresh(li), after)
    assert (card.slot, card.phone.reveal()) == ("volunteer", "19900005678")
    assert "emergency_name" not in fresh(li).details


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told("family", " ", "", "19900001234"), "name"),
        (Told("family", "李芳", "", "明天再说"), "phone"),
        (Told("boss", "李芳"), "kind"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_entry(worker, li, told, field) -> None:
    with pytest.raises(BadInput) as refusal:
        api.add_contact(worker, li.pk, told)
    assert refusal.value.field == field


def test_the_same_contact_twice_is_one(worker, li, clock) -> None:
    api.add_contact(worker, li.pk, DAUGHTER)
    with pytest.raises(BadInput):
        api.add_contact(worker, li.pk, DAUGHTER)
    late = Told("family", "李强", on=clock.today() + timedelta(days=1))
    with pytest.raises(BadInput):
        api.add_contact(worker, li.pk, late)


def test_numbers_are_kept_sealed_and_shown_for_a_reason(worker, li) -> None:
    api.add_contact(worker, li.pk, DAUGHTER)
    key = api.add_contact(worker, li.pk, NEIGHBOUR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM registry_contact")
        assert all("1990000" not in row[0] for row in cursor.fetchall())
    with pytest.raises(ReasonNeeded):
        api.reveal_contact(worker, li.pk, key, reason="")
    assert api.reveal_contact(worker, li.pk, key, reason="打电话问候") == "19900005678"
    entry = AuditEntry.objects.get(action="registry.contact_revealed")
    assert entry.reason == "打电话问候"
    assert "5678" not in str(AuditEntry.objects.values_list("detail", flat=True))


def test_reading_many_takes_two_queries(world, worker) -> None:
    rows = [world.person(f"甲{n}", home=world.home(world.building1, 1, f"{n}01")) for n in range(1, 5)]
    for row in rows:
        api.add_contact(worker, row.pk, DAUGHTER)
    for some in (rows[:1], rows):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = api.contacts(worker, [row.pk for row in some])
        assert len(asked) == 2
        assert all(cards[0].name == "李芳" for cards in found.values())


MAY = [
    # role, granted, sees, edits, reveals
    ("grid_worker", "grid1", True, True, True),
    ("grid_worker", "grid2", False, False, False),
    ("counter_clerk", "community", True, True, True),
    ("community_manager", "community", True, True, True),
    ("community_manager", "other_community", False, False, False),
    ("subdistrict_officer", "subdistrict", True, False, False),
    ("auditor", "community", False, False, False),
]


@pytest.mark.parametrize(("role", "granted", "sees", "edits", "reveals"), MAY)
def test_who_may_see_change_and_call(world, worker, li, role, granted, sees, edits, reveals) -> None:
    key = api.add_contact(worker, li.pk, DAUGHTER)
    actor = world.actor(role, getattr(world, granted))
    acts = (
        (sees, lambda: api.contacts_of(actor, li.pk)),
        (edits, lambda: api.change_contact(actor, li.pk, key, DAUGHTER)),
        (reveals, lambda: api.reveal_contact(actor, li.pk, key, reason="打电话")),
    )
    for may, act in acts:
        if may:
            assert act()
        else:
            with pytest.raises(NotAllowed if sees else OutsideYourArea):
                act()


def test_two_records_of_one_person_bring_their_contacts_together_and_apart(world, worker, li) -> None:
    other = world.person("李奶奶", home=world.home(world.building1, 1, "302"))
    api.add_contact(worker, li.pk, DAUGHTER)
    api.add_contact(worker, other.pk, Told("family", "李强", "儿子", "19900004444", distance="far"))
    api.add_contact(worker, other.pk, NEIGHBOUR)
    manager = world.actor("community_manager")
    done = merging.merge(manager, fresh(li), fresh(other))
    cards = queries.of_person(fresh(li))
    assert [(c.name, c.holds_key) for c in cards] == [("李芳", True), ("王婶", False)]
    merging.undo_merge(manager, done)
    assert names(li) == ["李芳"]
    assert [c.distance for c in queries.of_person(fresh(other))] == ["far", "door"]


def test_erasing_a_person_leaves_no_contact(world, worker, li) -> None:
    api.add_contact(worker, li.pk, DAUGHTER)
    api.add_contact(worker, li.pk, NEIGHBOUR)
    people.erase(world.actor("community_manager"), fresh(li), reason="本人要求")
    assert not Contact.objects.exists()


def test_on_the_page_a_contact_is_said_corrected_put_first_shown_and_taken_out(world, li) -> None:
    browser = world.client("grid_worker", world.grid1)
    at = f"/registry/people/{li.pk}/"
    said = {"said_by": "visit", "said_on": "2026-03-11"}
    for told in ({"kind": "family", "name": "李芳", "phone": "19900001234", "holds_key": "on"},
                 {"kind": "neighbour", "name": "王婶", "phone": "19900005678"}):  # fmt: skip
        assert browser.get(f"{at}contacts/add/").status_code == 200
        assert browser.post(f"{at}contacts/add/", {**said, **told}).status_code == 303
    page = browser.get(at).content.decode()
    assert "199****1234" in page
    assert "19900001234" not in page
    second = queries.of_person(fresh(li))[1].key
    assert browser.post(f"{at}contacts/{second}/first/").status_code == 303
    first, last = (card.key for card in queries.of_person(fresh(li)))
    assert names(li) == ["王婶", "李芳"]
    assert browser.post(f"{at}contacts/{first}/reveal/", {"reason": ""}).status_code == 422
    assert "19900005678" in browser.post(f"{at}contacts/{first}/reveal/", {"reason": "问候"}).content.decode()
    kept = {**said, "kind": "family", "name": "李芳", "phone": "", "relation": "女儿"}
    assert browser.post(f"{at}contacts/{last}/change/", kept).status_code == 303
    assert queries.contact(fresh(li), last).phone.reveal() == "19900001234"
    assert browser.post(f"{at}contacts/{first}/end/", {"reason": "搬走了"}).status_code == 303
    assert names(li) == ["李芳"]
    assert browser.post(f"{at}contacts/{first}/first/").status_code == 303


def test_from_another_grid_there_is_nothing(world, worker, li) -> None:
    key = api.add_contact(worker, li.pk, DAUGHTER)
    browser = world.client("grid_worker", world.grid2)
    at = f"/registry/people/{li.pk}/contacts/"
    for where in (f"{at}add/", f"{at}{key}/change/", f"{at}{key}/end/", f"{at}{key}/reveal/"):
        assert browser.get(where).status_code == 404
    assert browser.post(f"{at}{key}/first/").status_code == 404


def test_only_a_later_word_counts(worker, li, clock) -> None:
    commands.add(worker, li, told=DAUGHTER)
    key = queries.slot_key(li.pk, "emergency")
    with pytest.raises(BadInput):
        commands.change(
            worker, li, key=key, told=Told("family", "李强", on=clock.today() - timedelta(days=3))
        )
