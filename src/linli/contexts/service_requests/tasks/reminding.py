"""Work by the clock: reminders climb their ladder, and whoever keeps somebody waiting hears of it."""

import logging

from linli.contexts.service_requests.commands import reminding
from linli.contexts.service_requests.models import Part, Request, Turn
from linli.contexts.service_requests.queries import clock as reading
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.workdays.calendar import work_calendar

log = logging.getLogger("linli.service_requests")
CLOCK = linli("clock")


def remind_all() -> int:
    """Everything whose time came since the last round; each row is a write of its own."""
    calendar, now, sent = work_calendar(), clock.now(), 0
    for row in reading.to_climb():
        if reading.rungs_gone(reading.share_gone(row, now, calendar)) > row.rung:
            sent += reminding.climb(CLOCK, row)
    for late in reading.late_requests(calendar):
        sent += reminding.remind(CLOCK, Request.objects.get(pk=late.subject), late=late)
    for late in reading.late_parts():
        part = Part.objects.select_related("request", "unit").get(pk=late.subject)
        sent += reminding.remind_of_part(CLOCK, part, late=late)
    for late in reading.late_turns():
        turn = Turn.objects.select_related("call_out__area", "unit").get(pk=late.subject)
        sent += reminding.remind_of_turn(CLOCK, turn, late=late)
    log.info("%s reminders", sent)
    return sent
