"""Homes without a water meter are heard by their other signs of life: door, motion, electricity, gas."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from linli.contexts.guard.commands.witnesses import STEP, Witness
from linli.contexts.guard.models.devices import INSIDE
from linli.engines import silence

SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class ByDoor(Witness):
    """The sensors of a home that is heard by their signs: only the door still has something to add."""

    def doubt(self, state: silence.HomeState, at: float) -> float:
        """Who went out through the door and left nothing stirring is likely well."""
        began = state.last_hours - state.spell.quiet
        alive = [sensor for sensor in self.sensors if sensor.is_alive(at)]
        inside = [sensor for sensor in alive if sensor.device.kind in INSIDE]
        if at <= began or state.spell.rung or not inside or len(inside) == len(alive):
            return state.spell.doubt
        word, _moved = self._door(alive, inside, began - 1, at)
        away = silence.out_share(state.habit, at - began)
        return round(silence.doubt(at - began, (), word, away=away) / STEP) * STEP


def told(
    witness: Witness, state: silence.HomeState | None, now: float
) -> tuple[Sequence[silence.Reading], Witness]:
    """The readings of the joined register since the home was last heard, and who speaks beside them.

    An hour counts when what is inside has told of it; of a home with doors alone, when these have.
    """
    alive = [sensor for sensor in witness.sensors if sensor.is_alive(now)]
    inside = [sensor for sensor in alive if sensor.device.kind in INSIDE]
    hearing = inside or alive
    signs = [sensor.signs for sensor in alive]
    if not hearing:
        return (), witness
    first = min((sign for told in signs for sign in told), default=None)
    if state is None and first is None:
        return (), witness
    begin = state.last if state is not None else silence.Reading(silence.moment(floor(first or 0.0)), 0.0)
    until = min(sensor.heard_until for sensor in hearing)
    readings = silence.presence(signs, [sensor.gaps for sensor in hearing], begin, until)
    return ([] if state is not None else [begin]) + list(readings), ByDoor(witness.sensors)
