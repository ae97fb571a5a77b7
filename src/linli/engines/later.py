"""Which large libraries come only when something of theirs is first asked for?

SciPy and openpyxl take a second of every start, of which most commands and pages need nothing.
SciPy says nothing about its types either; seen from here everything takes and returns anything.
"""

from importlib import import_module
from typing import Any


class Later:
    """A module that is imported when something of it is first asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._module), name)
        setattr(self, name, found)
        return found


optimize: Any = Later("scipy.optimize")
sparse: Any = Later("scipy.sparse")
graphs: Any = Later("scipy.sparse.csgraph")
spatial: Any = Later("scipy.spatial")
hierarchy: Any = Later("scipy.cluster.hierarchy")
openpyxl: Any = Later("openpyxl")
