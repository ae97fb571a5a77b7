"""What of topics leaves the house leaves a trace."""

import pytest
from tests.builders.talk import talking

from linli.contexts.assembly.commands import topic_printing
from linli.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_lists_sheets_and_summaries_are_noted(world) -> None:
    worker, row = world.actor("grid_worker", world.grid1), talking(world)
    topic_printing.export_topics(worker, world.community, rows=3)
    topic_printing.print_sheet(worker, row, statements=7)
    topic_printing.print_summary(worker, row)
    noted = AuditEntry.objects.filter(actor=worker.label).order_by("pk").values_list("action", flat=True)
    assert list(noted) == ["assembly.topics_exported", "assembly.sheet_printed", "assembly.summary_printed"]
