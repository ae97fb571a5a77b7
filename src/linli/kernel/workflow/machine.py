"""Runs a table of states; buttons, checks, pictures and tests read the same table."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise

from linli.kernel.errors import NotAllowedNow

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow: a verb that leads from some states to one."""

    verb: str
    label: Words
    from_: frozenset[str]
    to: str
    needs: str
    """The permission that the step asks for."""
    within_days: int | None = None
    """Working days from entering the source state until the step is due."""
    reason: bool = False
    """True when the step must be explained."""


@dataclass(frozen=True, slots=True)
class Machine:
    """States with their names, and the arrows between them."""

    name: str
    states: dict[str, Words]
    start: str
    steps: tuple[Step, ...]
    final: frozenset[str] = field(default_factory=frozenset)

    def after(self, verb: str, state: str) -> str:
        """The state that ``verb`` leads to, or NotAllowedNow."""
        return self.step(verb, state).to

    def step(self, verb: str, state: str) -> Step:
        """The arrow of that verb from that state, or NotAllowedNow."""
        for step in self.steps:
            if step.verb == verb and state in step.from_:
                return step
        raise NotAllowedNow

    def open_from(self, state: str) -> list[Step]:
        """The steps on offer in ``state``, in table order."""
        return [s for s in self.steps if state in s.from_]

    def label(self, state: str) -> Words:
        """The state's name in words."""
        return self.states[state]

    def faults(self) -> Iterator[str]:
        """What is wrong with the table itself: unknown, unreachable or stuck states."""
        named = set(self.states)
        for step in self.steps:
            for state in (step.from_ | {step.to}) - named:
                yield f"{self.name}: step {step.verb} names unknown state {state}"
        reached = {self.start}
        while new := {s.to for s in self.steps if s.from_ & reached} - reached:
            reached |= new
        for state in sorted(named - reached):
            yield f"{self.name}: state {state} cannot be reached"
        for state in sorted(named - self.final):
            if not self.open_from(state):
                yield f"{self.name}: state {state} has no way out and is not final"

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {state} : {label}" for state, label in self.states.items()]
        lines += [f"    {src} --> {s.to} : {s.label}" for s in self.steps for src in sorted(s.from_)]
        lines += [f"    {state} --> [*]" for state in sorted(self.final)]
        return "\n".join(lines)
