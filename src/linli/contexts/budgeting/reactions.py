"""What is done when somebody confirms or takes back a paper elsewhere than on the pages of the vote."""

from linli.contexts.budgeting.commands.voting import drop_paper, take_seconded
from linli.contexts.budgeting.models import Handing
from linli.facts.residents import BehalfHolds, BehalfWithdrawn
from linli.kernel.actor import linli


def hold_paper(fact: BehalfHolds) -> None:
    """A second person confirmed a paper on the page of acts on behalf."""
    row = Handing.objects.filter(behalf=fact.behalf_id, second="").first()
    if row is not None:
        take_seconded(linli("budgeting"), row)


def withdraw_paper(fact: BehalfWithdrawn) -> None:
    """A paper that was taken in by mistake is no longer waiting."""
    row = Handing.objects.filter(behalf=fact.behalf_id, second="").first()
    if row is not None:
        drop_paper(linli("budgeting"), row)
