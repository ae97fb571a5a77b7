"""What is posted in a round is asked to hang on the board, read there by somebody else, and known here."""

import pytest
from django.test import Client

from linli.contexts.budgeting.commands import rounds
from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.reactions import remember_notice
from linli.facts.bulletin import NoticePosted
from linli.kernel.ids import new_id
from linli.kernel.outbox.models import OutboxFact

pytestmark = pytest.mark.django_db


def test_candidates_are_asked_to_hang_on_the_board(shares) -> None:
    near = shares.neighbour("李一", "201")
    one = rounds.post_candidates(
        shares.manager, rounds.begin_deliberating(shares.manager, shares.screened(near))
    )
    fact = OutboxFact.objects.get(name="bulletin.NoticeWanted").body
    assert fact["about"].startswith(f"budgeting.round:{one.pk}#candidates")
    assert "儿童滑梯换新" in fact["words"]
    assert "李一" not in fact["words"]
    assert fact["account_id"] == shares.manager.account_id
    page = f"/bulletin/read/{new_id()}/"
    for _twice in range(2):
        remember_notice(NoticePosted(new_id(), "budget", one.community.code, None, fact["about"], page))
    assert Round.objects.get().notices == {"candidates": page}
    assert page in Client().get(f"/budgeting/open/{one.pk}/").content.decode()


def test_the_longer_of_both_counts_holds(shares) -> None:
    near = shares.neighbour("李一", "201")
    one = rounds.post_candidates(
        shares.manager, rounds.begin_deliberating(shares.manager, shares.screened(near))
    )
    last = one.ends_on.replace(day=29)
    about = f"budgeting.round:{one.pk}#candidates-20260321"
    remember_notice(NoticePosted(new_id(), "budget", one.community.code, last, about))
    assert Round.objects.get().ends_on == last


def test_notices_about_anything_else_are_nobodys_business_here(shares) -> None:
    one = shares.called()
    remember_notice(NoticePosted(new_id(), "notice", one.community.code, None))
    remember_notice(
        NoticePosted(new_id(), "notice", one.community.code, None, f"budgeting.round:{new_id()}#x")
    )
    assert Round.objects.get().notices == {}


def test_english_readers_change_nothing_of_what_hangs(shares) -> None:
    from django.utils import translation

    near = shares.neighbour("李一", "201")
    one = rounds.begin_deliberating(shares.manager, shares.screened(near))
    with translation.override("en"):
        rounds.post_candidates(shares.manager, one)
    assert "候选项目公示" in OutboxFact.objects.get(name="bulletin.NoticeWanted").body["title"]
