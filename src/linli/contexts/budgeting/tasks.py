"""Work by the clock: forgetting rolls whose time is over."""

from datetime import date

from linli.contexts.budgeting.commands.keeping import erase
from linli.contexts.budgeting.models import Round
from linli.kernel.actor import linli


def forget_rolls(before: date) -> int:
    """Erase the rolls and papers of votes that ended before a day; how many rounds."""
    rows = Round.objects.filter(vote_until__lt=before, box__erasure=None, box__closed_at__isnull=False)
    found = list(rows.select_related("community", "box"))
    for row in found:
        erase(linli("budgeting"), row)
    return len(found)
