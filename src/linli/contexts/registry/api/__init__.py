"""The door of the register: what upper floors may ask of it and have it do, as frozen values."""

from linli.contexts.registry.api.belonging import (
    Member,
    Unit,
    members,
    members_behind,
    members_in,
    members_of,
    units,
    units_in,
)
from linli.contexts.registry.api.changes import (
    Newcomer,
    amend,
    join_group,
    leave_group,
    move_out,
    record_death,
    take_back,
    take_in,
    verify_group,
)
from linli.contexts.registry.api.contacts import (
    ContactTold,
    add_contact,
    change_contact,
    contacts,
    contacts_of,
    end_contact,
    put_contact_first,
    reveal_contact,
)
from linli.contexts.registry.api.doors import (
    Ask,
    Door,
    Namesake,
    Origin,
    Resident,
    door,
    door_meant,
    doors_in,
    in_words,
    is_still_so,
    mark_of,
    origin_of_value,
    people_named,
    places_of,
    read,
    says,
    values_at,
    values_held,
    values_of,
    values_of_many,
    written,
)
from linli.contexts.registry.api.lists import (
    Held,
    Line,
    card,
    count,
    covered,
    group_label,
    held,
    is_about_homes,
    line_of,
    lines,
    names_held,
    source_name,
)
from linli.contexts.registry.api.rounds import (
    DoorLine,
    PersonLine,
    Step,
    doors_below,
    doors_of,
    home_of,
    last_home_of,
    steps_of,
)
from linli.contexts.registry.queries.contacts import ContactCard
from linli.contexts.registry.queries.meant import Chosen, Meant, chosen, unheld
from linli.contexts.registry.queries.said import Spoken, said_under
from linli.contexts.registry.queries.shown import worded

__all__ = [
    "Ask", "Chosen", "ContactCard", "ContactTold", "Door", "DoorLine", "Held", "Line", "Meant", "Member",
    "Namesake", "Newcomer", "Origin", "PersonLine", "Resident", "Spoken", "Step", "Unit", "add_contact",
    "amend", "card", "change_contact", "chosen", "contacts", "contacts_of", "count", "covered", "door",
    "door_meant", "doors_below", "doors_in", "doors_of", "end_contact", "group_label", "held", "home_of",
    "in_words", "is_about_homes", "is_still_so", "join_group", "last_home_of", "leave_group", "line_of",
    "lines", "mark_of", "members", "members_behind", "members_in", "members_of", "move_out", "names_held",
    "origin_of_value", "people_named", "places_of", "put_contact_first", "read", "record_death",
    "reveal_contact", "said_under", "says", "source_name", "steps_of", "take_back", "take_in", "unheld",
    "units", "units_in", "values_at", "values_held", "values_of", "values_of_many", "verify_group",
    "worded", "written",
]  # fmt: skip
