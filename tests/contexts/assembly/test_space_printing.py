"""What leaves the house leaves a trace."""

import pytest
from tests.builders.spaces import at

from linli.contexts.assembly.commands import space_printing
from linli.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_cards_with_letters_and_records_are_noted(world) -> None:
    space, clerk = at(world, "calling"), world.actor("counter_clerk")
    space_printing.note_badges(clerk, space, cards=12)
    space_printing.note_record(clerk, space)
    told = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[-2:]
    assert told == ["assembly.space_cards_printed", "assembly.space_record_exported"]
