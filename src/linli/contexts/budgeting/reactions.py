"""What is done when a paper is confirmed or taken back elsewhere, and when the board has hung a notice."""

from uuid import UUID

from linli.contexts.budgeting.commands.noticing import hangs
from linli.contexts.budgeting.commands.papers import drop_paper, take_seconded
from linli.contexts.budgeting.models import Round
from linli.contexts.budgeting.queries.desk import papers_of
from linli.facts.bulletin import NoticePosted
from linli.facts.residents import BehalfHolds, BehalfWithdrawn
from linli.kernel.actor import linli


def hold_paper(fact: BehalfHolds) -> None:
    """A second person confirmed a paper on the page of acts on behalf."""
    for one, taken in papers_of(fact.behalf_id):
        take_seconded(linli("budgeting"), one, taken)


def withdraw_paper(fact: BehalfWithdrawn) -> None:
    """A paper that was taken in by mistake is no longer waiting."""
    for one, taken in papers_of(fact.behalf_id):
        drop_paper(linli("budgeting"), one, taken)


def remember_notice(fact: NoticePosted) -> None:
    """Say on the pages of a round where its notice hangs."""
    about, _hash, part = fact.about.partition("#")
    kind, _colon, key = about.partition(":")
    if kind != "budgeting.round":
        return
    row = Round.objects.filter(pk=UUID(key)).first()
    if row is not None:
        hangs(
            linli("budgeting"),
            row,
            part=part.partition("-")[0],
            address=fact.page,
            ends_on=fact.ends_on,
        )
