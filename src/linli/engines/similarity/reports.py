"""What do we know of a request when we ask which others speak of the same matter?"""

from dataclasses import dataclass

from linli.engines.similarity.pieces import Text


@dataclass(frozen=True, slots=True)
class Report:
    """A request: its words, and where known its place (a name), day (days since any fixed day) and likes."""

    text: Text
    place: str = ""
    day: float | None = None
    likes: int = 0
