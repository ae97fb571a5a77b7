"""Work by the clock: publicity whose days are full."""

from linli.contexts.bulletin.commands.notices import fulfil
from linli.contexts.bulletin.models import Notice, State
from linli.kernel import clock
from linli.kernel.actor import linli


def turn_the_page() -> int:
    """Say of every notice whose days are full that they are; how many."""
    rows = Notice.objects.filter(state=State.POSTED, ends_on__lt=clock.today()).select_related("area")
    found = list(rows)
    for row in found:
        fulfil(linli("bulletin"), row)
    return len(found)
