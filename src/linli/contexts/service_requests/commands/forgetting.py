"""Forgetting who reported: when the time is over, or when somebody asks; the answers stay for the rates."""

from datetime import date, datetime, time

from django.utils import timezone

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Reporter
from linli.contexts.service_requests.queries import words
from linli.kernel import db, packs
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import ReasonNeeded

CHUNK = 500
COLUMNS = ("name", "phone", "phone_hash", "tracking", "tracking_hash", "remark")
SHORTEST = 2


def kept_days() -> int:
    """How long after the end of a request its reporters can be reached."""
    return int(packs.pack(words.PACK)["kept"]["reporters_days"])


@command("service_requests.reporter_forgotten", policies.may_forget)
def forget_reporter(actor: Actor, reporter: Reporter, /, *, reason: str) -> Reporter:
    """Somebody asked to be forgotten: nobody can call back, nobody can open the state with the code."""
    if len(reason.strip()) < SHORTEST:
        raise ReasonNeeded
    mine = db.lock_row(Reporter, pk=reporter.pk)
    _empty(mine)
    mine.save(update_fields=COLUMNS)
    row = reporter.request
    note(target=row, area=row.area.code, number=row.number, reason=reason.strip())
    return mine


def purge_reporters(before: date) -> int:
    """Forget the reporters of what ended before that day; what they answered stays."""
    ended = timezone.make_aware(datetime.combine(before, time.min))
    rows = Reporter.objects.filter(request__closed_at__lt=ended).exclude(tracking="").order_by("pk")
    done = 0
    while found := list(rows[:CHUNK]):
        for row in found:
            _empty(row)
        with db.write():
            db.write_back(Reporter, found, COLUMNS)
        done += len(found)
    return done


def _empty(row: Reporter) -> None:
    row.name = row.phone = row.phone_hash = row.tracking = row.remark = ""
    row.tracking_hash = row.pk.hex
