"""A notice that was asked for from elsewhere keeps the words of whoever asked first."""

import pytest

from linli.contexts.bulletin.commands.wanted import take_up
from linli.contexts.bulletin.models import Notice
from linli.facts.bulletin import NoticeWanted
from linli.kernel.actor import linli
from linli.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_only_the_house_itself_takes_it_up_and_once(world) -> None:
    asked = NoticeWanted("budgeting.round:1#result", "budget", world.community.code, "结果", "滑梯", None)
    with pytest.raises(NotAllowed):
        take_up(world.actor("community_manager"), world.community, wanted=asked)
    first = take_up(linli("bulletin"), world.community, wanted=asked)
    other = NoticeWanted(asked.about, "budget", asked.area_code, "别的", "别的", None)
    assert take_up(linli("bulletin"), world.community, wanted=other) == first
    assert Notice.objects.get().title == "结果"
