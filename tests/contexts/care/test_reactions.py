"""What care does when the register changes."""

from tests.builders.cared import TEST, cared_for, grandmother, looked_after

from linli.contexts.care.commands import proposals
from linli.contexts.care.models import CareRecord, EmergencyCard, Goal
from linli.contexts.registry.commands import merging, people
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
