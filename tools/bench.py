"""Runs every measurement in ``bench/``, or those that are named; nothing here can fail a build."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """One after another, because two at once would measure each other."""
    wanted = sys.argv[1:]
    for file in sorted((ROOT / "bench").glob("bench_*.py")):
        name = file.stem.removeprefix("bench_")
        if not wanted or name in wanted:
            print(f"\n── {name}", flush=True)
            subprocess.run([sys.executable, str(file)], cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
