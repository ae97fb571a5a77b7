"""The audit trail: every write leaves one entry, and nobody can change it unnoticed."""

import pytest
from django.db import DatabaseError, connection, transaction

from linli.kernel.audit import trail
from linli.kernel.audit.models import AuditEntry, ChainHead
from linli.kernel.workdays import calendar


def entries() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_command_leaves_exactly_one_entry(world, clock) -> None:
    before = len(entries())
    calendar.set_day(world.actor("community_manager"), day=clock.today(), kind="holiday", name="社区日")
    assert entries()[before:] == ["workdays.set"]
    assert AuditEntry.objects.latest("pk").detail["kind"] == "holiday"


def test_the_untouched_trail_holds(world) -> None:
    world.person("张国英")
    assert list(trail.verify()) == []


@pytest.mark.parametrize("verb", ["UPDATE audit_auditentry SET reason = 'x'", "DELETE FROM audit_auditentry"])
def test_the_database_refuses_to_change_entries(world, verb: str) -> None:
    world.person("张国英")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_a_change_behind_the_databases_back_is_found(world) -> None:
    world.person("张国英")
    entry = AuditEntry.objects.latest("pk")
    head = ChainHead.objects.get(chain=entry.chain)
    head.seal = "0" * 64
    head.save()
    assert [b.why for b in trail.verify()] == ["end"]


def test_every_community_has_a_chain_of_its_own(world) -> None:
    world.person("张国英")
    calendar.set_day(
        world.actor("administrator"), day=world.person("李文").born_on, kind="holiday", name="日"
    )
    chains = set(ChainHead.objects.values_list("chain", flat=True))
    assert chains == {"339901001001", "house"}
