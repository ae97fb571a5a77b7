"""News: a step that everybody reads, and nobody is told of what he did himself."""

import pytest
from tests.builders.promises import promise

from linli.contexts.assembly.commands import news, promises
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.kernel.notices import post

pytestmark = pytest.mark.django_db


def test_nobody_is_told_of_ones_own_doings(world) -> None:
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")
    people = [Hearer(account_id=one.account_id) for one in (manager, clerk)]
    row = promise(world, *people, account_id=manager.account_id)
    assert post.of(manager.account_id) == []
    assert len(post.of(clerk.account_id)) == 1
    promises.postpone(manager, row, due_on=row.due_on.replace(year=2027), reason="等新的一年的钱")
    assert "推迟到 2027" in post.of(clerk.account_id)[0].words


def test_a_step_moves_the_news_on(world, clock) -> None:
    row = promise(world)
    before = row.news_at
    clock.forward(clock.now() - before + (clock.now() - before))
    news.tell_all(world.actor("community_manager"), row)
    assert row.news_at >= before
    assert news.page_of(row) == f"/assembly/promises/{row.pk}/"
