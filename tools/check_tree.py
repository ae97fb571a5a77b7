"""What no import linter sees; every rule is a module in ``tools/house`` with good and bad samples of its own.

Run ``python tools/check_tree.py``; it prints one line for each finding and exits 1 when there is any.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from house import RULES, Tree

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print the findings."""
    tree = Tree(ROOT)
    found = [line for rule in RULES for line in rule.findings(tree)]
    print("\n".join(found) or "tree: ok")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
