"""How long does a checklist take: to compile, to begin, to judge; on ours and on the largest collected one?

Limits: a home visit is compiled in 500 ms and judged in 20 ms; the largest collected book (940 nodes) is
judged in 500 ms; the page's script stays below 25 KB packed (told when the pages were built).
"""

import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from linli.engines.checklists import (  # noqa: E402
    Checklist,
    Compiled,
    Setting,
    begin,
    compile_book,
    compile_rows,
    evaluate,
    rows_from_toml,
    to_json,
)

SHARED = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared" / "data"))
LARGEST = "xlsforms/cht/tests/performance/webapp/specs/forms/app/large_cha.xlsx"
BUILT = ROOT / "src/linli/web/static/web/dist/assets"
SETTING = Setting("2026-11-21", "2026-11-21T09:30:00.000+08:00")


def median(act: Callable[[], object], times: int) -> float:
    """Milliseconds, the middle of several runs."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return sorted(taken)[times // 2] * 1000


def told(what: str, found: float, limit: float, unit: str = "ms") -> None:
    """One line: the figure against its limit."""
    print(f"{'✓' if found <= limit else '✗'} {what}: {found:.1f} {unit} (limit {limit:g} {unit})")


def answered(checklist: Checklist, limit: float) -> None:
    """What beginning and judging cost, and how large the stored form is."""
    answers = begin(checklist, SETTING)
    nodes = sum(1 for _ in checklist.nodes())
    told(f"  begin {checklist.key}, {nodes} nodes", median(lambda: begin(checklist, SETTING), 5), limit)
    told("  judge its answers", median(lambda: evaluate(checklist, answers, SETTING), 5), limit)
    print(f"    stored: {len(to_json(checklist).encode()) / 1024:.1f} KB")


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    for path in sorted((ROOT / "packs/base/checklists").glob("*.toml")):
        rows = rows_from_toml(path.read_text("utf-8"))

        def compiled(rows: object = rows) -> Compiled:
            return compile_rows(rows)  # type: ignore[arg-type]

        told(f"compile {path.stem}", median(compiled, 5), 500)
        answered(compiled().checklist, 20)
    largest = SHARED / LARGEST
    if largest.exists():
        data = largest.read_bytes()
        told(f"compile {largest.stem}", median(lambda: compile_book(data, largest.name), 3), 5000)
        answered(compile_book(data, largest.name).checklist, 500)
    for script in BUILT.glob("checklist-*.js.br"):
        told("the page's script, packed", script.stat().st_size / 1024, 25, "KB")


if __name__ == "__main__":
    main()
