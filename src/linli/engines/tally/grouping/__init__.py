"""Do opinions part the voters, and what unites them all the same?"""

from linli.engines.tally.grouping.finding import (
    Consensus,
    Group,
    Grouping,
    Verdict,
    View,
    find_groups,
)
from linli.engines.tally.grouping.matrix import Opinion, Says

__all__ = ["Consensus", "Group", "Grouping", "Opinion", "Says", "Verdict", "View", "find_groups"]
