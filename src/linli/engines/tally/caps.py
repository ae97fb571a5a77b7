"""Which categories or neighbourhoods may take only so much of the budget, as the file says?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linli.engines.tally.amounts import number, whole
from linli.engines.tally.model import Election

STATED = (
    ("categories", "budget_per_category", "category"),
    ("neighborhoods", "budget_per_neighborhood", "neighborhood"),
)
"""Names, their sums, and the column of the projects that they are about."""


@dataclass(slots=True)
class Room:
    """What is left under each cap while a count runs."""

    left: dict[str, int]
    caps_of: Mapping[str, tuple[str, ...]]
    """The caps that each project falls under."""

    def has(self, project: str, cost: int) -> bool:
        """Whether a project fits under all caps that it falls under."""
        return all(self.left[cap] >= cost for cap in self.caps_of[project])

    def tightest(self, project: str) -> tuple[str, int]:
        """The cap of a project with the least left under it, and how much that is."""
        return min(((cap, self.left[cap]) for cap in self.caps_of[project]), key=lambda one: one[1])

    def take(self, project: str, cost: int) -> None:
        """Takes the money from the caps that the project falls under."""
        for cap in self.caps_of[project]:
            self.left[cap] -= cost


def room(election: Election) -> Room:
    """The caps that the file states; without any, everything fits."""
    left: dict[str, int] = {}
    caps_of: dict[str, tuple[str, ...]] = {project.key: () for project in election.projects}
    for column, sums in _stated(election):
        place = election.project_columns.index(column)
        left |= {f"{column}:{name}": amount for name, amount in sums.items()}
        for project in election.projects:
            said = project.cells[place].split(",") if place < len(project.cells) else []
            fits = (one.strip() for one in said if one.strip() in sums)
            caps_of[project.key] += tuple(f"{column}:{name}" for name in fits)
    return Room(left, caps_of)


def _stated(election: Election) -> Iterator[tuple[str, Mapping[str, int]]]:
    about = election.about()
    for names, sums, column in STATED:
        keys = [one.strip() for one in about.get(names, "").split(",")]
        amounts = [one.strip() for one in about.get(sums, "").split(",")]
        if column in election.project_columns and len(keys) == len(amounts) and all(amounts):
            scaled = (whole(number(one), election.decimals) for one in amounts)
            yield column, dict(zip(keys, scaled, strict=True))
