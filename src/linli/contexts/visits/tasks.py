"""Work by the clock: each night, what is due at every door is worked out anew."""

from linli.contexts.visits.commands.plans import work_out_place
from linli.contexts.visits.models import DoorPlan
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind


def work_out_all() -> int:
    """Every community whose doors were last looked at before today, or never."""
    done = 0
    for community in Area.objects.filter(kind=Kind.COMMUNITY).order_by("code"):
        plans = DoorPlan.objects.filter(area__code__startswith=community.code)
        newest = plans.order_by("-worked_out_on").values_list("worked_out_on", flat=True).first()
        is_stale = plans.exclude(worked_out_on=clock.today()).exists()
        if newest is None or is_stale:
            done += work_out_place(linli("visits"), community)
    return done
