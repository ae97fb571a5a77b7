"""A roll forgets who was on it when its time is over; the result, the file and the receipts stay."""

from datetime import date, timedelta

import pytest
from django.test import Client

from linli.contexts.budgeting.commands import papers
from linli.contexts.budgeting.commands.keeping import erase
from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.queries import counting
from linli.contexts.budgeting.tasks import forget_rolls
from linli.kernel.actor import linli
from linli.kernel.audit.models import AuditEntry
from linli.kernel.ballots.models import Entry, Erasure, HandIn, Seat
from linli.kernel.errors import NotAllowed, NotAllowedNow

pytestmark = pytest.mark.django_db


def test_rolls_and_papers_go_and_what_was_decided_stays(shares) -> None:
    near, other = shares.neighbour("李一", "201"), shares.neighbour("王二", "301")
    one = shares.voting(near)
    receipt = shares.cast(one, near, "1")
    key = other.homes[0].person
    row = papers.hand_in(
        shares.worker, one, shares.door("301"), key=key, asked={"way": "paper", "person": key}
    )
    papers.second(shares.clerk, one, row)
    for reader in (shares.worker, shares.clerk):
        papers.read_paper(reader, one, number=1, said=(("2",), ()))
    with pytest.raises(NotAllowedNow):
        erase(linli("test"), one)
    one = shares.counted(one)
    before = Client().get(f"/budgeting/open/{one.pk}/").content.decode()
    assert forget_rolls(one.vote_until) == 0
    with pytest.raises(NotAllowed):
        erase(shares.manager, one)
    shares.clock.forward(timedelta(days=401))
    assert forget_rolls(date(2027, 1, 1)) == 1
    assert forget_rolls(date(2027, 1, 1)) == 0
    assert not HandIn.objects.exists()
    assert not Entry.objects.exists()
    assert not Seat.objects.filter(key=str(key)).exists()
    assert Erasure.objects.get().papers == 2
    assert AuditEntry.objects.filter(action="budgeting.roll_erased").count() == 1
    assert Client().get(f"/budgeting/open/{one.pk}/").content.decode()[:400] == before[:400]
    assert counting.own_share(Round.objects.select_related("box").get(), receipt) is not None
