"""A demonstration has residents who can sign in, slips and acts on behalf; once, not twice."""

from datetime import date

import pytest

from linli.contexts.residents.models import Behalf, Link, Slip
from linli.contexts.residents.seeds import open_doors
from linli.kernel.visitors.models import Visitor

pytestmark = pytest.mark.django_db


def test_the_offered_numbers_belong_to_homes(world) -> None:
    parent = world.person("沈勇", born=date(1984, 1, 1))
    world.person("沈一", born=date(2018, 1, 1), home=parent.home, household=parent.household, relation="20")
    for n in range(12):
        world.person(f"老人{n}", born=date(1945, 1, 1), home=world.home(world.building2, 1, f"{n + 1}01"))
    world.actor("community_manager")
    for _twice in range(2):
        open_doors([world.community.code], lambda *_: None)
    visitors = [v for v in Visitor.objects.all() if v.phone.reveal().startswith("1380000200")]
    assert len(visitors) == 3
    assert Link.objects.filter(visitor__in=visitors).count() == 4
    assert Slip.objects.exists() or Behalf.objects.exists() or Link.objects.count() > 4
