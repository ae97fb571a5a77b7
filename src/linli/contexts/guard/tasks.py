"""Work by the clock: what was taken under a consent that ended is erased on its day."""

from datetime import date

from linli.contexts.guard.commands import consents, sources
from linli.contexts.guard.models import Consent, Reading, Trouble
from linli.contexts.guard.queries.rules import first_moment
from linli.kernel import clock
from linli.kernel.actor import linli


def erase_withdrawn() -> int:
    """Every consent whose day has come; how many readings went."""
    due = Consent.objects.filter(erase_on__lte=clock.today(), erased_at=None).select_related("area")
    return sum(consents.erase(linli("guard"), row) for row in due)


def forget_readings(before: date) -> int:
    """Readings older than they may be kept."""
    if not Reading.objects.filter(at__lt=first_moment(before)).exists():
        return 0
    return consents.expire(linli("guard"), before=before)


def forget_troubles(before: date) -> int:
    """Counts of what was not taken in."""
    if not Trouble.objects.filter(day__lt=before).exists():
        return 0
    return sources.forget_troubles(linli("guard"), before=before)
