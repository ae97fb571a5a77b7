"""Which functions may an expression call, and with how many arguments?"""

from collections.abc import Callable
from dataclasses import dataclass

from linli.engines.checklists.expressions import day_functions as days
from linli.engines.checklists.expressions import node_functions as nodes
from linli.engines.checklists.expressions import number_functions as numbers
from linli.engines.checklists.expressions import text_functions as texts
from linli.engines.checklists.expressions.values import Value
from linli.engines.checklists.expressions.world import Scope

ANY = 99
# Needs a file that only a phone of another system has, or what we never collect.
UNSUPPORTED = frozenset(
    {"pulldata", "search", "property", "geofence", "area", "distance", "enclosed-area", "digest"}
)


@dataclass(frozen=True, slots=True)
class Function:
    """One function: fewest and most arguments, and what it does with them."""

    least: int
    most: int
    apply: Callable[[Scope, list[Value]], Value]


FUNCTIONS: dict[str, Function] = {
    "if": Function(3, 3, lambda _, given: given[1]),
    "indexed-repeat": Function(3, 7, lambda _, given: given[0]),
    **{name: Function(*said) for name, said in texts.FUNCTIONS.items()},
    **{name: Function(*said) for name, said in numbers.FUNCTIONS.items()},
    **{name: Function(*said) for name, said in days.FUNCTIONS.items()},
    **{name: Function(*said) for name, said in nodes.FUNCTIONS.items()},
}
