"""Tables of the assembly."""

from linli.contexts.assembly.models.ballots import About, Ballot, HandIn, Kind, Part, RollChange, State, Unit

__all__ = ["About", "Ballot", "HandIn", "Kind", "Part", "RollChange", "State", "Unit"]
