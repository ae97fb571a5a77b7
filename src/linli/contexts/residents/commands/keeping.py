"""Numbers that nobody uses any more go: no open link, no browser signed in, long unproved."""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef
from django.utils import timezone

from linli.contexts.residents import policies
from linli.contexts.residents.models import Link
from linli.kernel.actor import Actor, linli
from linli.kernel.commands import command, note
from linli.kernel.visitors.models import Stay, Visitor


def forget_idle(before: date) -> int:
    """For the retention round: how many numbers went."""
    return forget_numbers(linli("residents"), before)


@command("residents.numbers_forgotten", policies.is_linli)
def forget_numbers(actor: Actor, before: date, /) -> int:
    """Numbers last proved before that day, that belong to no home now."""
    moment = timezone.make_aware(datetime.combine(before, time.min))
    rows = Visitor.objects.filter(proved_at__lt=moment).exclude(
        Exists(Link.objects.filter(visitor=OuterRef("pk"), ended_at=None))
        | Exists(Stay.objects.filter(visitor=OuterRef("pk"), until__gte=moment))
    )
    keys = list(rows.values_list("pk", flat=True))
    Visitor.objects.filter(pk__in=keys).delete()
    note(target="visitors.visitor", numbers=len(keys))
    return len(keys)
