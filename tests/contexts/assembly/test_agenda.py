"""The agenda: items in order, papers for everybody, notes for the minutes."""

import pytest
from tests.builders.meetings import announced, planned, running

from linli.contexts.assembly.commands import agenda
from linli.contexts.assembly.models import Paper
from linli.contexts.assembly.queries import meetings
from linli.kernel.errors import BadInput, NotAllowedNow

pytestmark = pytest.mark.django_db


def test_items_keep_their_numbers_when_one_is_taken_off(world) -> None:
    manager, row = world.actor("community_manager"), planned(world)
    second = agenda.add_item(manager, row, title="楼道灯")
    agenda.add_item(manager, row, title="信箱")
    agenda.remove_item(manager, row, second)
    assert [(one.number, one.title) for one in meetings.agenda(row)] == [(1, "楼道里的电动车"), (2, "信箱")]
    with pytest.raises(BadInput):
        agenda.add_item(manager, row, title=" ")
    out = announced(world)
    with pytest.raises(NotAllowedNow):
        agenda.remove_item(manager, out, out.items.get())


def test_papers_are_judged_by_what_they_are(world) -> None:
    manager, row = world.actor("community_manager"), planned(world)
    item = row.items.get()
    assert agenda.add_paper(manager, row, item, data=b"%PDF-1.7 plan", name="方案.pdf").name == "方案.pdf"
    with pytest.raises(BadInput):
        agenda.add_paper(manager, row, item, data=b"MZ program", name="方案.pdf")
    with pytest.raises(NotAllowedNow):
        agenda.add_paper(manager, row, planned(world).items.get(), data=b"%PDF-1.7", name="a.pdf")
    assert Paper.objects.count() == 1


def test_notes_are_written_once_it_runs(world, clock) -> None:
    manager, early = world.actor("community_manager"), planned(world)
    with pytest.raises(NotAllowedNow):
        agenda.write_notes(manager, early, early.items.get(), notes="大家说")
    row = running(world, clock)
    assert agenda.write_notes(manager, row, row.items.get(), notes="王：楼道太窄").notes == "王：楼道太窄"
