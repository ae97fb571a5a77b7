"""The tables of duties."""

from linli.contexts.duties.models.admissions import Admission, Opinion
from linli.contexts.duties.models.demands import Demand, Letter, StepTaken
from linli.contexts.duties.models.lists import Duty, DutyVersion

__all__ = ["Admission", "Demand", "Duty", "DutyVersion", "Letter", "Opinion", "StepTaken"]
