"""How fast are forms recognised, how much memory does it take, and how many columns are read right?

Run as a script: ``python bench/bench_formfill.py``.  Times are processor seconds, which a busy machine
changes little; ratios are shares of the limit.  The forms of the shared data are read from
``LINLI_SHARED_DATA`` (by default beside the repository) and left out where that folder is missing.
Only ``forms_heldout`` was never looked at while words were collected; every other list was, after its
first reading (the README of the engine tells those first figures).
"""

import os
import resource
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.engines.formfill.drawing import MANNERS, every  # noqa: E402
from tests.engines.formfill.material import catalogue, lists, read, sheet_of, vocabulary  # noqa: E402

from linli.engines.workbooks.reading import read as read_workbook  # noqa: E402
from linli.engines.workbooks.refusals import WorkbookRefused  # noqa: E402

MEDIAN_SECONDS, MOST_SECONDS, MEGABYTES = 0.3, 5.0, 500.0
SETS = ("heldout", "tuned", "found", "met", "third", "fourth", "fifth")
ROWS, COLUMNS = 20_000, 25


def megabytes() -> float:
    """The most memory the process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_loading() -> None:
    """Building the vocabulary, the groups and the code lists from their files."""
    begun = time.process_time()
    words = len(vocabulary().words)
    groups, codes = len(catalogue().groups), len(lists().lists)
    seconds = time.process_time() - begun
    print(f"word lists: {words:,} words, {groups} groups, {codes} code lists in {seconds:.2f} s")


def measure_shared_forms() -> None:
    """Every form of the shared data, read and recognised."""
    folder = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared" / "data")) / "forms"
    paths = [path for path in sorted(folder.glob("*/*")) if path.suffix in {".xlsx", ".xls", ".xml", ".docx"}]
    seconds = []
    for path in paths:
        begun = time.process_time()
        try:
            for sheet in read_workbook(path.read_bytes(), path.name).sheets:
                read(sheet, path.name)
        except WorkbookRefused:
            continue
        seconds.append(time.process_time() - begun)
    if not seconds:
        print("no shared forms here")
        return
    print(
        f"{len(seconds)} of {len(paths)} shared forms read and recognised:"
        f" median {median(seconds):.3f} s = {median(seconds) / MEDIAN_SECONDS:.2f} of the limit,"
        f" slowest {max(seconds):.2f} s = {max(seconds) / MOST_SECONDS:.2f}"
    )


def measure_roster() -> None:
    """A filled roster of many rows, whose values are weighed too."""
    heads = ["序号", "姓名", "性别", "身份证号", "联系电话", "现住址", "备注"]
    heads += [f"列{number}" for number in range(COLUMNS - len(heads))]
    row = ["1", "王芳", "女", "110105195003051225", "13800138000", "阳光小区3号楼", ""]
    sheet = sheet_of([heads, *[[*row, *["甲"] * (COLUMNS - len(row))]] * ROWS])
    before, begun = megabytes(), time.process_time()
    read(sheet)
    seconds = time.process_time() - begun
    print(
        f"a roster of {ROWS:,} rows and {COLUMNS} columns recognised in {seconds:.2f} s"
        f" = {seconds / MOST_SECONDS:.2f} of the limit, {megabytes() - before:.0f} MB more"
    )


def score(name: str, manners: tuple[str, ...]) -> tuple[Counter[str], dict[float, list[bool]]]:
    """How much of a list of forms was read right, and how sure the reading was of each column."""
    counts: Counter[str] = Counter()
    sureness: dict[float, list[bool]] = defaultdict(list)
    for form, _, sheet, expected in every(f"forms_{name}.txt", manners):
        reading = read(sheet, form.file)
        table = reading.table
        got = {column.cell: column for column in table.columns} if table else {}
        counts["forms"] += 1
        counts["header"] += table is not None and table.header_rows == expected.header_rows
        counts["first row"] += table is not None and table.first_data_row == expected.first_data_row
        counts["people"] += form.kind == "other" or reading.population.text == form.population
        for cell, label in expected.columns.items():
            column = got.get(cell)
            right = column is not None and column.label == label
            kind = "known" if label else "null"
            counts[kind] += 1
            counts[kind, "right"] += right  # type: ignore[index]
            if column is not None:
                sureness[round(column.confidence, 2)].append(right)
    return counts, sureness


def tell_accuracy() -> None:
    """One line a list of forms, drawn plainly; the last in every manner of drawing."""
    print(
        f"{'list':<18}{'forms':>7}{'columns':>9}{'known':>8}{'null':>8}{'header':>8}{'first':>8}{'people':>8}"
    )
    plans = [(name, name, ("plain",)) for name in SETS] + [("heldout, 6 ways", "heldout", MANNERS)]
    for title, name, manners in plans:
        counts, _ = score(name, manners)
        known, null = counts["known", "right"], counts["null", "right"]  # type: ignore[index]
        shares = [
            (known + null) / (counts["known"] + counts["null"]),
            known / counts["known"],
            null / counts["null"],
            *(counts[what] / counts["forms"] for what in ("header", "first row", "people")),
        ]
        print(f"{title:<18}{counts['forms']:>7}" + "".join(f"{share:>8.1%}" for share in shares))


def tell_sureness() -> None:
    """How often a column of a given confidence is right, on the list never looked at."""
    _, sureness = score("heldout", MANNERS)
    print("confidence  columns   right")
    for confidence in sorted(sureness):
        right = sureness[confidence]
        print(f"{confidence:>10.2f}{len(right):>9}{sum(right) / len(right):>8.1%}")
    sure = [right for confidence, judged in sureness.items() if confidence >= 0.9 for right in judged]
    print(f"0.9 and more: {sum(sure) / len(sure):.1%} right of {len(sure)}, 95% promised")


if __name__ == "__main__":
    measure_loading()
    measure_shared_forms()
    measure_roster()
    print(f"memory of the whole process {megabytes():.0f} MB = {megabytes() / MEGABYTES:.2f} of the limit")
    tell_accuracy()
    tell_sureness()
