"""Where does an expression stand, and what can it see from there?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from linli.engines.checklists.expressions.chance import Chance
from linli.engines.checklists.expressions.moments import Moment
from linli.engines.checklists.expressions.values import Element, Nodes


def _stored(element: Element) -> str:
    return element.text


def _always(_: Element) -> bool:
    return True


def _unnamed(value: str, _: Element | None) -> str:
    return value


@dataclass(slots=True)
class World:
    """One filled checklist and its surroundings; ``document`` is the root above the first element."""

    document: Element
    today: Moment
    now: Moment
    user: str = ""
    language: str = ""
    version: str = ""
    lists: Mapping[str, Element] = field(default_factory=dict)
    read: Callable[[Element], str] = _stored
    applies: Callable[[Element], bool] = _always
    # The label of a choice, given its name and an element of the question.
    choice_label: Callable[[str, Element | None], str] = _unnamed
    chance: Chance = field(default_factory=Chance)

    @property
    def zone(self) -> int:
        """Minutes east of Greenwich of the one who asks."""
        return self.now.zone


@dataclass(frozen=True, slots=True)
class Scope:
    """One place in a world: ``here`` is the context node, ``current`` the question that is asked about."""

    world: World
    here: Element
    current: Element
    position: int = 1
    size: int = 1

    def at(self, element: Element, position: int, size: int) -> "Scope":
        """The same world from another place, the question unchanged."""
        return replace(self, here=element, position=position, size=size)

    def nodes(self, *elements: Element) -> Nodes:
        """Those of the elements that apply."""
        world = self.world
        return Nodes([element for element in elements if world.applies(element)], world.read)


def place_of(element: Element) -> str:
    """The address of an answer: ``people[2]/name``, without the root."""
    return "/".join(
        f"{step.name}[{step.position}]" if step.repeats else step.name for step in element.lineage()[1:]
    )
