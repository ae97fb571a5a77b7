"""A problem seen at a door becomes a request; when the visitor settles it, the request hears of it."""

from linli.contexts.service_requests.commands import passing, reporting
from linli.contexts.service_requests.commands.reporting import Told
from linli.contexts.service_requests.models import Channel, Request
from linli.contexts.service_requests.queries import words
from linli.facts.visits import ProblemAnswered, ProblemNoticed
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

VISITS = linli("visits")


def open_for(fact: ProblemNoticed) -> None:
    """Open a request at that door; what was said there stays with the visit."""
    origin = origin_of(fact)
    if Request.objects.filter(origin=origin).exists():
        return
    area = Area.objects.select_related("parent__compound").get(code=fact.area_code)
    about = words.categories()[words.from_visits(fact.category)]
    told = Told(
        words=f"走访时发现：{about.name}。",
        channel=Channel.VISIT,
        category=about.key,
        place=_place(area),
        dwelling=fact.dwelling_id,
        origin=origin,
    )
    reporting.report(VISITS, area, told=told)


def hear_answer(fact: ProblemAnswered) -> None:
    """The visitor settled it: not yet given out it is taken back, else whoever handles it reads so."""
    row = Request.objects.filter(origin=origin_of(fact)).select_related("area").first()
    if row is not None:
        passing.hear_answer(VISITS, row)


def _place(area: Area) -> str:
    """The stairway in words; the door itself is for staff only."""
    building = area.parent
    compound = building.compound.name if building and building.compound else ""
    return " ".join(filter(None, (compound, building.name if building else "", area.name)))


def origin_of(fact: ProblemNoticed | ProblemAnswered) -> str:
    """How a request names the finding that opened it."""
    return f"visits.finding:{fact.finding_id}"
