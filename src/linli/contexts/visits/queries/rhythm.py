"""How often one looks in at a door: what was worked out, what a person chose, and why."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.visits.models import DoorPlan
from linli.contexts.visits.queries.due import part_of
from linli.contexts.visits.queries.households import book
from linli.engines.plans.conditions import Scope
from linli.engines.plans.plan import Every
from linli.kernel import clock

ROUND = "household_round"
"""The plan that goes to every door, as often as its colour says."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often one looks in at one door."""

    colour: str
    words: str
    why: str
    """Why somebody chose it; empty when it was worked out."""
    part: str
    """When one is likely to meet somebody, in words."""


def rhythm_of(dwelling_id: UUID) -> Rhythm | None:
    """The rhythm of a door; None before it was worked out."""
    row = DoorPlan.objects.filter(dwelling=dwelling_id).first()
    if row is None or not row.colour:
        return None
    part = part_of(row.try_in)
    return Rhythm(row.colour, colour_words(row.colour), row.chosen_why, part.name if part else "")


def colours() -> list[tuple[str, str]]:
    """Every colour with its days, the most frequent first."""
    keys = sorted((key for key, _when in book().classes), key=_days)
    return [(key, colour_words(key)) for key in keys]


def colour_words(key: str) -> str:
    """A colour and how many days lie between two visits."""
    return _("%(colour)s，每 %(days)s 天") % {"colour": colour_name(key), "days": _days(key)}


def colour_name(key: str) -> str:
    """A colour in the reader's language."""
    name = book().words.get(f"colour.{key}")
    if name is None:
        return key
    return name.english if translation.get_language() == "en" else name.chinese


def _days(colour: str) -> int:
    plan = book().plan(ROUND)
    scope = Scope({"colour": colour}, clock.today())
    laid = next((variant for when, variant in plan.variants if when.holds(scope)), plan)
    return laid.trigger.days if isinstance(laid.trigger, Every) else 0
