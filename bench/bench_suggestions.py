"""How often is a suggested category right on real messages, how true is its chance, and are topics found?

Run as a script: ``python bench/bench_suggestions.py [folds]``; 5 folds take minutes, 0 leaves them out.  The
folder of real data (``LINLI_SHARED_DATA`` or beside the repository) is no part of the project.  Only rows
that both teams named count as right in a found topic, so its precision is the least it can be.
"""

import csv
import os
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from linli.engines.similarity import (  # noqa: E402
    Example,
    Model,
    Report,
    categories,
    duplicates,
    merged,
    ready,
    themes,
    topics,
    train,
)
from linli.kernel.sheets.rows import tables_of  # noqa: E402

DATA = Path(os.environ.get("LINLI_SHARED_DATA") or ROOT.parent / "shared/data") / "complaints"
WORDS = themes((ROOT / "packs/base/request_words.toml").read_text("utf-8"))
LIMITS = {"495 raw, unseen raw": 0.80, "9,210, folds": 0.925}


def table(name: str) -> list[tuple[str, ...]]:
    """The rows of the first sheet of a real file."""
    return [row.cells for row in tables_of((DATA / name).read_bytes(), name)[0]]


def answers(model: Model, asked: list[Example]) -> tuple[list[float], list[bool], list[bool]]:
    """Chance, right and sure of every suggestion."""
    found = categories(model, [example.text for example in asked])
    chances = [chance for _, chance in found]
    right = [category == example.label for (category, _), example in zip(found, asked, strict=True)]
    return chances, right, [chance >= model.trust.sure for chance in chances]


def folded(name: str, examples: list[Example], folds: int, repeats: int = 1) -> None:
    """Learn from all but one fold, ask that one; print accuracy, coverage at 0.95 and a table of chances."""
    chances: list[float] = []
    right: list[bool] = []
    sure: list[bool] = []
    for repeat in range(repeats):
        order = np.random.default_rng(repeat).permutation(len(examples))
        for fold in range(folds):
            inside = [examples[i] for i in np.delete(order, np.s_[fold::folds])]
            found = answers(train(inside, WORDS), [examples[i] for i in order[fold::folds]])
            for kept, new in zip((chances, right, sure), found, strict=True):
                kept.extend(new)
    told(name, np.array(chances), np.array(right), np.array(sure))


def told(name: str, chances: np.ndarray, right: np.ndarray, sure: np.ndarray) -> None:
    """Print what came of it."""
    share = np.cumsum(right[np.argsort(-chances)]) / np.arange(1, len(right) + 1)
    good = np.flatnonzero(share >= 0.95)
    limit = LIMITS[name]
    print(f"{name}: accuracy {right.mean():.4f} = {right.mean() / limit:.3f} of {limit}")
    print(f"  coverage at precision 0.95: {(good[-1] + 1 if len(good) else 0) / len(right):.3f}")
    print(f"  called sure {sure.mean():.3f}, of these right {right[sure].mean() if sure.any() else 1:.3f}")
    print("  chance told → share right (how many)")
    for low in np.arange(0.2, 1.0, 0.1):
        here = (chances >= low) & (chances < low + 0.1 + 1e-9 * (low > 0.85))
        if here.any():
            print(f"  {chances[here].mean():.2f} → {right[here].mean():.2f} ({here.sum()})")


def found_topics() -> None:
    """Precision and recall of the three topics that two teams agreed on."""
    agreed = {row["留言编号"]: row["A问题"] for row in csv.DictReader(
        (DATA / "hot_agreed_by_two_teams.csv").open(encoding="utf-8-sig"))}  # fmt: skip
    messages = table("附件3_full4326.xlsx")[1:]
    found = topics([Report(ready(row[2], row[4])) for row in messages])
    for name in sorted(set(agreed.values())):
        truth = {place for place, row in enumerate(messages) if agreed.get(row[0]) == name}
        best = max(found, key=lambda topic: len(truth & set(topic.rows)))
        for what, rows in (("core", best.core), ("with related rows", best.rows)):
            met = len(truth & set(rows))
            print(f"topic {best.name}, {what}: {len(rows)} rows, "
                  f"precision {met / len(rows):.2f}, recall {met / len(truth):.2f}")  # fmt: skip


def merged_letters() -> None:
    """Identical texts among the Fuzhou complaints, and whether any merged group is not of one text."""
    head, *rows = table("fuzhou_river_complaints.csv")
    body, title, river = (head.index(name) for name in ("投诉件内容", "标题", "河流"))
    letters = [Report(ready(row[title], row[body]), row[river]) for row in rows]
    groups = merged(duplicates(letters), len(rows))
    texts = [letter.text.body for letter in letters]
    same = sum(len({texts[row] for row in group}) == 1 for group in groups)
    repeated = {text for text in texts if texts.count(text) > 1 and len(text) > 60}
    whole = sum(sum(text in {texts[row] for row in group} for group in groups) == 1 for text in repeated)
    print(f"letters: {len(groups)} groups, {same} of one text, {len(groups) - same} nearly so; "
          f"{len(repeated)} long texts sent again, {whole} wholly in one group")  # fmt: skip


def main() -> None:
    """Everything, the slow part last."""
    raw = table("附件2_sample495_labelled.xlsx")[1:]
    folded("495 raw, unseen raw", [Example(ready(row[2], row[4]), row[5]) for row in raw], 5, 3)
    found_topics()
    merged_letters()
    if (folds := int(sys.argv[1]) if len(sys.argv) > 1 else 5) > 1:
        cut = table("附件2_full9210_segmented_labelled.xlsx")
        folded("9,210, folds", [Example(ready("", row[0]), row[1]) for row in cut], folds)


if __name__ == "__main__":
    main()
