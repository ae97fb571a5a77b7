"""The rows of a past, gathered and then written at once."""

from collections import Counter as Tally
from typing import Any

from linli.contexts.service_requests.models import (
    CallCounter,
    CallOut,
    CallStep,
    Counter,
    Hop,
    Part,
    Pause,
    Reminder,
    Reporter,
    Request,
    Turn,
)
from linli.contexts.service_requests.queries import clock as reading
from linli.kernel import clock, db
from linli.kernel.workdays.calendar import work_calendar

ORDER = (Request, Reporter, Hop, Pause, Part, CallOut, Turn, CallStep)


class Rows:
    """Rows by table."""

    def __init__(self) -> None:
        self._made: dict[type[Any], list[Any]] = {model: [] for model in ORDER}

    def add(self, row: Any) -> Any:
        """One more."""
        self._made[type(row)].append(row)
        return row

    def of(self, model: type[Any]) -> list[Any]:
        """Those of one table."""
        return self._made[model]

    def write(self) -> None:
        """Number by time, write, and take every reminder that is due as sent."""
        self._number(self.of(Request), "SR", Counter)
        self._number(self.of(CallOut), "CO", CallCounter)
        for call in self.of(CallOut):
            call.request_id = call.request.pk if call.request else None
        for model in ORDER:
            db.insert_all(model, self.of(model))
        _take_as_reminded()

    def _number(self, rows: list[Any], prefix: str, counter: Any) -> None:
        last = Tally({row.year: row.last for row in counter.objects.all()})
        for row in sorted(rows, key=lambda r: r.at):
            last[row.at.year] += 1
            row.number = f"{prefix}-{row.at.year}-{last[row.at.year]:05d}"
        for year, number in last.items():
            counter.objects.update_or_create(year=year, defaults={"last": number})


def _take_as_reminded() -> None:
    calendar, now = work_calendar(), clock.now()
    for row in list(reading.to_climb()):
        rung = reading.rungs_gone(reading.share_gone(row, now, calendar))
        if rung:
            Request.objects.filter(pk=row.pk).update(rung=rung)
    late = [*reading.late_requests(calendar), *reading.late_parts(), *reading.late_turns()]
    Reminder.objects.bulk_create(
        Reminder(subject=one.subject, what=one.what, moment=one.moment, at=now) for one in late
    )
