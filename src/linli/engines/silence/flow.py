"""Does water keep running in a home where it should have stopped: a leak, a tap, a fall in the shower?"""

from dataclasses import dataclass

from linli.engines.silence.model import Interval

ALL_DAY = 24.0
"""Hours of water in every hour before a run can ring (the half-hour rule of Shenzhen, DOMAIN 5.1)."""
USUAL_TIMES = 2.0
"""A run rings only when it is twice as long, or brings twice as much, as any the home is used to."""
LOT_LITRES, LOT_HOURS = 1000.0, 2.0
"""So much water in one run, at more than an hour, rings before a day is over."""
LEAST_TRICKLE = 2.0
"""Litres in the weakest hour; less is a meter that shakes."""
FORGETTING = 0.98
"""What a home is used to fades by a fiftieth with every later run of some length."""
RUN_HOURS = 3.0


@dataclass(frozen=True, slots=True)
class Flow:
    """The present run of hours with water in each of them, and what this home is used to."""

    began: float = 0.0
    hours: float = 0.0
    litres: float = 0.0
    weakest: float = 0.0
    usual_hours: float = 8.0
    usual_litres: float = 500.0
    rung: bool = False


def run_on(flow: Flow, interval: Interval) -> Flow:
    """The run after one more interval; a quiet hour or a gap ends it, and the home is used to it then."""
    if interval.observed and interval.used and interval.litres is not None:
        rate = interval.litres / max(interval.hours, 1e-3)
        return Flow(
            flow.began if flow.hours else interval.until - interval.hours,
            flow.hours + interval.hours,
            flow.litres + interval.litres,
            min(flow.weakest, rate) if flow.hours else rate,
            flow.usual_hours,
            flow.usual_litres,
            flow.rung,
        )
    if flow.hours == 0:
        return flow
    if flow.hours < RUN_HOURS:
        return Flow(usual_hours=flow.usual_hours, usual_litres=flow.usual_litres)
    return Flow(
        usual_hours=max(flow.usual_hours * FORGETTING, flow.hours, Flow().usual_hours),
        usual_litres=max(flow.usual_litres * FORGETTING, flow.litres, Flow().usual_litres),
    )


def overflows(flow: Flow) -> bool:
    """Whether the present run is one to call about."""
    if flow.rung or flow.weakest < LEAST_TRICKLE:
        return False
    lasting = flow.hours >= max(ALL_DAY, USUAL_TIMES * flow.usual_hours)
    flooding = flow.hours >= LOT_HOURS and flow.litres >= max(LOT_LITRES, 2 * USUAL_TIMES * flow.usual_litres)
    return lasting or flooding
