"""What is asked on the pages of the register."""

from linli.contexts.registry.forms.people import (
    AmendForm,
    ArrivalForm,
    DeathForm,
    DwellingForm,
    EraseForm,
    GroupEndForm,
    GroupForm,
    LeaveForm,
    MoveInForm,
    NewDwellingForm,
    PeopleFilter,
    RegistrationForm,
    RelationForm,
    SaidForm,
)

__all__ = [
    "AmendForm",
    "ArrivalForm",
    "DeathForm",
    "DwellingForm",
    "EraseForm",
    "GroupEndForm",
    "GroupForm",
    "LeaveForm",
    "MoveInForm",
    "NewDwellingForm",
    "PeopleFilter",
    "RegistrationForm",
    "RelationForm",
    "SaidForm",
]
