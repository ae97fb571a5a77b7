"""By the clock: forget who was at meetings that are long over."""

from datetime import date

from linli.contexts.assembly.commands.forgetting import forget_attendance
from linli.contexts.assembly.queries import meetings
from linli.kernel.actor import linli


def forget_who_came(before: date) -> int:
    """Of meetings that ended before a day, with nothing promised left open; how many people."""
    return sum(forget_attendance(linli("retention"), one) for one in meetings.to_forget(before))
