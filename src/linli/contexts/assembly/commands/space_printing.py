"""Leave a trace of cards that open a door, and of records that leave the house."""

from linli.contexts.assembly.models.spaces import OpenSpace
from linli.contexts.assembly.policies import spaces as policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


@command("assembly.space_cards_printed", policies.may_help_in)
def note_badges(actor: Actor, space: OpenSpace, /, *, cards: int) -> None:
    """Note how many cards with letters were printed."""
    note(target=space, area=space.area.code, cards=cards)


@command("assembly.space_record_exported", policies.may_help_in)
def note_record(actor: Actor, space: OpenSpace, /) -> None:
    """Note that the record was taken along."""
    note(target=space, area=space.area.code)
