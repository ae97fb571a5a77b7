"""The house's own rules are tested on samples: the good ones pass, the bad ones are found."""

import sys

import pytest
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from house import RULES, Rule

SAMPLES = [
    (rule, verdict, sample)
    for rule in RULES
    for verdict in ("good", "bad")
    for sample in getattr(rule, verdict)
]


@pytest.mark.parametrize(("rule", "verdict", "sample"), SAMPLES, ids=lambda v: getattr(v, "key", None) or "")
def test_samples(rule: Rule, verdict: str, sample: tuple[str, str]) -> None:
    path, text = sample
    found = list(rule.judge(path, text))
    assert bool(found) == (verdict == "bad"), found


def test_every_rule_that_judges_text_has_both_samples() -> None:
    by_tree = {"missing-twin", "glossary"}
    assert [r.key for r in RULES if not (r.good and r.bad) and r.key not in by_tree] == []
