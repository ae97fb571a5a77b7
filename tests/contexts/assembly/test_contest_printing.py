"""What opens a door or leaves the house leaves a trace."""

import pytest
from tests.builders.contests import judging

from linli.contexts.assembly.commands import contest_printing
from linli.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_sheets_and_counts_are_noted(world) -> None:
    contest, manager = judging(world), world.actor("community_manager")
    contest_printing.note_sheets(manager, contest, jurors=2)
    contest_printing.note_count(manager, contest)
    told = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[-2:]
    assert told == ["assembly.contest_sheets_printed", "assembly.contest_count_exported"]
