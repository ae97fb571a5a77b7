"""What care does when the register changes."""

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from tests.builders.cared import TEST, cared_for, grandmother, looked_after

from linli.contexts.care import reactions
from linli.contexts.care.commands import proposals
from linli.contexts.care.models import CareRecord, EmergencyCard, Goal
from linli.contexts.care.queries.due import due as due_at
from linli.contexts.registry.commands import merging, people
from linli.contexts.visits.models import ChecklistBook
from linli.facts.visits import CardLookedAt
from linli.kernel import clock
from linli.kernel.ids import new_id
from linli.kernel.outbox import delivery


def test_two_records_that_were_one_person(world, clock) -> None:
    first, kept = cared_for(world)
    double = grandmother(world, "李秀瑛", number="402")
    gone = looked_after(double)
    merging.merge(TEST, first, double)
    delivery.drain()
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert gone.person_id == kept.person_id == first.pk
    assert {kept.state, gone.state} == {"active", "ended"}


def test_erased_people_leave_nothing(world) -> None:
    person, _row = cared_for(world)
    proposals.propose(TEST, world.community)
    people.erase(TEST, person, reason="本人要求")
    delivery.drain()
    assert not CareRecord.objects.exists()
    assert not EmergencyCard.objects.exists()
    assert not Goal.objects.exists()


def test_a_visit_keeps_the_emergency_card_fresh(world, clock) -> None:
    person, row = cared_for(world)
    card = EmergencyCard.objects.get()
    clock.forward(timedelta(days=40))
    visited(world, person, "no")
    card.refresh_from_db()
    assert card.doubted_on == clock.today()
    worker = world.actor("grid_worker", world.grid1)
    due = [one for one in due_at(worker, clock.today()) if one.key == f"care-card:{row.pk}"]
    assert "有不对的地方" in due[0].why
    clock.forward(timedelta(days=1))
    visited(world, person, "yes")
    card.refresh_from_db()
    assert (card.confirmed_on, card.doubted_on) == (clock.today(), None)
    assert not [one for one in due_at(worker, clock.today()) if one.key == f"care-card:{row.pk}"]
    # What is told late changes nothing; nor does an answer about somebody without a card.
    old = clock.today() - timedelta(days=9)
    reactions.hear_card(CardLookedAt(new_id(), person.pk, row.area.code, is_right=False, on=old))
    card.refresh_from_db()
    assert card.doubted_on is None
    visited(world, grandmother(world, "王强", number="402"), "no")


def visited(world, person, answer: str) -> None:
    """A visit on its page, with the checklist of the pack that asks for the card."""
    manager, worker = world.client("community_manager"), world.client("grid_worker", world.grid1)
    if not ChecklistBook.objects.exists():
        manager.post(reverse("visits:adopt_checklist"), {"file": "older_person"})
        ChecklistBook.objects.update(state="used")
    now = timezone.localtime(clock.now())
    asked = f"checklist:{ChecklistBook.objects.get().pk}:{person.pk}"
    told = {
        "nonce": str(new_id()), "channel": "visit", "outcome": "met", "date": f"{now:%Y-%m-%d}",
        "time": f"{now:%H:%M}", asked: json.dumps({"contact": {"card_right": answer}}),
    }  # fmt: skip
    answered = worker.post(reverse("visits:door", args=[person.home_id]), told)
    assert answered.status_code == 303, answered.content.decode()
    delivery.drain()
