"""When an open space ends, what people took upon themselves becomes promises that are followed up."""

from linli.contexts.assembly.commands.promises import Promised, Source, make_promise
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import SourceKind
from linli.contexts.assembly.models.spaces import OpenSpace
from linli.kernel import clock
from linli.kernel.actor import Actor


def promise_all(actor: Actor, space: OpenSpace) -> int:
    """Make a promise of every action that is none yet; phones and convenors hear what becomes of it."""
    source = Source(SourceKind.OPEN_SPACE, space.pk, space.title)
    heard = hearers(space)
    rows = list(space.actions.filter(promise=None).order_by("due_on", "at"))
    for row in rows:
        wanted = Promised(source, row.what, max(row.due_on, clock.today()), row.who, means=row.means)
        row.promise = make_promise(actor, space.area, wanted=wanted, heard_by=heard).pk
        row.save(update_fields=["promise"])
    return len(rows)


def hearers(space: OpenSpace) -> list[Hearer]:
    """Who is told: phones that took part, and convenors of paper cards by the name they gave."""
    phones = [
        Hearer(visitor=key) for key in space.guests.exclude(visitor=None).values_list("visitor", flat=True)
    ]
    names = space.cards.filter(withdrawn_why="", guest__visitor=None).values_list("convenor", flat=True)
    return [*phones, *(Hearer(name=name) for name in dict.fromkeys(names))]
