"""What programs may ask of the assembly: how a list is narrowed."""

from ninja import Schema

MOST = 500


class Asked(Schema):
    """How a list is narrowed."""

    q: str = ""
    which: str = ""
    """Of promises: open, overdue, done, kept, not_kept."""
    state: str = ""
    """Of meetings, open spaces and contests."""
    limit: int = 100

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.q.strip()[:40]

    @property
    def first(self) -> int:
        """How many are told."""
        return max(1, min(self.limit, MOST))
