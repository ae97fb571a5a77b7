"""Work by the clock: what was let in begins on its first day and ends after its last."""

from linli.contexts.duties.commands.running import keep_the_clock
from linli.kernel.actor import linli


def turn_the_page() -> tuple[int, int]:
    """Begin and end admissions; how many of each."""
    return keep_the_clock(linli("duties"))
