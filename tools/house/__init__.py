"""The rules of the house that look at files: each has findings, and samples that test the rule itself."""

from house import glossary, places, python_rules, sizes, template_rules, twins, words
from house.tree import Rule, Tree

RULES: tuple[Rule, ...] = (
    *template_rules.RULES,
    *python_rules.RULES,
    *sizes.RULES,
    *twins.RULES,
    *glossary.RULES,
    *places.RULES,
    *words.RULES,
)
__all__ = ["RULES", "Rule", "Tree"]
