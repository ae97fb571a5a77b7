"""What the clock does with applications: begin what was let in, end it, remind of an answer that is due."""

from linli.contexts.duties import policies
from linli.contexts.duties.commands.steps import walk
from linli.contexts.duties.commands.telling import tell_deadline
from linli.contexts.duties.models import Admission
from linli.contexts.duties.queries import admissions as queries
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("duties.admission_began", policies.may_decide)
def take_effect(actor: Actor, row: Admission, /) -> Admission:
    """Its first day has come."""
    if row.valid_from is None or row.valid_from > clock.today():
        raise NotAllowedNow
    return walk(actor, row, "take_effect", "")


@command("duties.admission_ended", policies.may_decide)
def end(actor: Actor, row: Admission, /) -> Admission:
    """Its last day has passed."""
    return walk(actor, row, "end", "")


def keep_the_clock(actor: Actor) -> tuple[int, int]:
    """Begin what begins today, end what ended yesterday; how many of each."""
    today = clock.today()
    begun = list(Admission.objects.filter(state="approved", valid_from__lte=today).select_related("area"))
    for row in begun:
        take_effect(actor, row)
    over = list(Admission.objects.filter(state="in_effect", valid_to__lt=today).select_related("area"))
    for row in over:
        end(actor, row)
    for row in queries.unreminded(today):
        remind(actor, row)
    return len(begun), len(over)


@command("duties.deadline_told", policies.may_decide)
def remind(actor: Actor, row: Admission, /) -> Admission:
    """Tell the street that an answer is due soon, and once more that it is overdue."""
    is_over = row.decide_by is not None and row.decide_by < clock.today()
    row.reminded_on = clock.today()
    row.save(update_fields=["reminded_on"])
    tell_deadline(actor, row, "duties.overdue" if is_over else "duties.due_soon")
    note(area=row.area.code, number=row.number)
    return row
