"""The demonstration's board shows every kind of thing, once."""

import pytest

from linli.contexts.bulletin.models import Notice, State, Version
from linli.contexts.bulletin.seeds import hang_notices

pytestmark = pytest.mark.django_db


def test_the_board_is_full_once(world) -> None:
    for role, place in (("grid_worker", world.grid1), ("counter_clerk", None), ("community_manager", None)):
        world.actor(role, place)
    for _twice in range(2):
        hang_notices([world.community.code], lambda *_: None)
    assert Notice.objects.count() == 9
    assert set(Notice.objects.values_list("state", flat=True)) >= {
        State.DRAFT, State.IN_REVIEW, State.POSTED, State.FULFILLED,
    }  # fmt: skip
    assert Version.objects.filter(number=2).exists()
    assert not any("{" in words for words in Notice.objects.values_list("words", flat=True))
