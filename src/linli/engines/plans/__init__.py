"""Visit plans (走访计划): what is due when, at which door, and why; one table for server and phone."""

from linli.engines.plans import plain
from linli.engines.plans.conditions import Condition, PlanError, attributes_of, condition
from linli.engines.plans.evaluating import Worklist, colour, evaluate, judge, order, stream
from linli.engines.plans.figures import Completeness, completeness
from linli.engines.plans.model import (
    Change,
    Contact,
    Day,
    Handover,
    Household,
    Leave,
    Matter,
    Person,
    Postponement,
    Spell,
    Value,
)
from linli.engines.plans.plan import Book, Plan, Sentence, Subject
from linli.engines.plans.reading import book
from linli.engines.plans.results import Assignment, Judged, Reason, Standing, State
from linli.engines.plans.wording import Language, why, why_today

__all__ = [
    "Assignment",
    "Book",
    "Change",
    "Completeness",
    "Condition",
    "Contact",
    "Day",
    "Handover",
    "Household",
    "Judged",
    "Language",
    "Leave",
    "Matter",
    "Person",
    "Plan",
    "PlanError",
    "Postponement",
    "Reason",
    "Sentence",
    "Spell",
    "Standing",
    "State",
    "Subject",
    "Value",
    "Worklist",
    "attributes_of",
    "book",
    "colour",
    "completeness",
    "condition",
    "evaluate",
    "judge",
    "order",
    "plain",
    "stream",
    "why",
    "why_today",
]
