"""What leaves the house leaves a trace."""

import pytest
from tests.builders.assembly import rolled

from linli.contexts.assembly.commands import printing
from linli.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_lists_and_papers_are_noted(world) -> None:
    world.person("王秀英")
    row, clerk = rolled(world), world.actor("counter_clerk")
    printing.export_roll(clerk, row, rows=1)
    printing.print_papers(clerk, row, papers=20)
    told = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[-2:]
    assert told == ["assembly.roll_exported", "assembly.papers_printed"]
