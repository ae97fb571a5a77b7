"""Who makes up a family of each kind, and how old are they?"""

from collections.abc import Callable
from dataclasses import dataclass

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.model import FEMALE, MALE

SINGLE, MARRIED, WIDOWED, DIVORCED = "10", "20", "30", "40"
"""GB/T 2261.2."""
HUSBAND, WIFE, CHILD = "husband", "wife", "child"
HIS_FATHER, HIS_MOTHER = "his_father", "his_mother"
HER_FATHER, HER_MOTHER = "her_father", "her_mother"
GRANDCHILD, SIBLING, NEPHEW, MATE, NANNY = "grandchild", "sibling", "nephew", "mate", "nanny"
OF_AGE = {MALE: 22.0, FEMALE: 20.0}
"""Marriage age, 民法典 art. 1047."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member: the part played, sex, age in years, marital status."""

    role: str
    sex: str
    age: float
    marital: str = SINGLE


Cast = list[Part]


def _couple(chance: Chance, mean: float, low: float, high: float) -> Cast:
    """Husband and wife, he usually a little older."""
    his = chance.normal(mean, (high - low) / 5, max(low, OF_AGE[MALE] + 0.5), high)
    hers = max(OF_AGE[FEMALE] + 0.5, his - chance.normal(2.2, 2.4, -4, 9))
    return [Part(HUSBAND, MALE, his, MARRIED), Part(WIFE, FEMALE, hers, MARRIED)]


def _parents_of(chance: Chance, child_age: float) -> Cast:
    """Father and mother of a child, she 21 to 38 when it was born."""
    hers = child_age + chance.normal(27.5, 3.4, 21, 38)
    his = max(hers + chance.normal(2.2, 2.4, -4, 9), child_age + OF_AGE[MALE] + 0.5)
    return [Part(HUSBAND, MALE, his, MARRIED), Part(WIFE, FEMALE, hers, MARRIED)]


def _child(chance: Chance, age: float) -> Part:
    return Part(CHILD, MALE if chance.happens(0.52) else FEMALE, age)


def older_alone(chance: Chance) -> Cast:
    """One older person alone: more women than men, most of them widowed."""
    age = chance.normal(78, 8.8, 60.2, 98.9)
    is_woman = chance.happens(0.58 + (0.16 if age > 75 else 0))
    marital = chance.weighted({WIDOWED: 20 + max(0, age - 60) * 3, DIVORCED: 12, SINGLE: 5, MARRIED: 5})
    return [Part(WIFE if is_woman else HUSBAND, FEMALE if is_woman else MALE, age, marital)]


def older_couple(chance: Chance) -> Cast:
    """Two older people."""
    return _couple(chance, 73, 61.2, 94)


def older_with_child(chance: Chance) -> Cast:
    """An older parent, or both, with a grown-up child who is not married."""
    child_age = chance.normal(43, 7, 33, 62)
    his, hers = _parents_of(chance, child_age)
    son = Part(CHILD, MALE if chance.happens(0.64) else FEMALE, child_age,
               DIVORCED if chance.happens(0.34) else SINGLE)  # fmt: skip
    if chance.happens(0.5) or his.age > 90:
        return [Part(WIFE, FEMALE, min(hers.age, 96), WIDOWED), son]
    return [his, hers, son]


def couple(chance: Chance) -> Cast:
    """Two people whose children are not there yet or gone already."""
    is_young = chance.happens(0.45)
    return _couple(chance, 30, 23, 38) if is_young else _couple(chance, 55.5, 45, 65)


def couple_one(chance: Chance) -> Cast:
    """Parents and a child."""
    child_age = chance.uniform(0.1, 24)
    return [*_parents_of(chance, child_age), _child(chance, child_age)]


def couple_two(chance: Chance) -> Cast:
    """Parents and two children, the second no more than sixteen years younger."""
    younger = chance.uniform(0.1, 12)
    older = younger + chance.normal(4.5, 2.2, 1.4, 12)
    return [*_parents_of(chance, older), _child(chance, older), _child(chance, younger)]


def three_generations(chance: Chance) -> Cast:
    """Parents, one or two children, and his or her parents, or one of them."""
    young = couple_two(chance) if chance.happens(0.24) else couple_one(chance)
    his_side = chance.happens(0.68)
    link = young[0] if his_side else young[1]
    mother_age = min(95.0, link.age + chance.normal(25, 3, 20.5, 34))
    father_age = min(96.0, max(mother_age + chance.normal(2.2, 2.2, -3, 8), link.age + 22))
    father = Part(HIS_FATHER if his_side else HER_FATHER, MALE, father_age, MARRIED)
    mother = Part(HIS_MOTHER if his_side else HER_MOTHER, FEMALE, mother_age, MARRIED)
    if chance.happens(0.42):
        return [*young, Part(mother.role, FEMALE, mother_age, WIDOWED)]
    return [*young, father, mother]


def single_parent(chance: Chance) -> Cast:
    """A mother or father with a child."""
    child_age = chance.uniform(3, 21)
    his, hers = _parents_of(chance, child_age)
    marital = WIDOWED if chance.happens(0.18) else DIVORCED
    parent = hers if chance.happens(0.78) else his
    return [Part(parent.role, parent.sex, parent.age, marital), _child(chance, child_age)]


def single(chance: Chance) -> Cast:
    """Someone of working age alone."""
    age = chance.normal(35, 10, 22.3, 59.4)
    is_woman = chance.happens(0.47)
    marital = DIVORCED if chance.happens(min(0.5, max(0.0, (age - 28) / 40))) else SINGLE
    return [Part(WIFE if is_woman else HUSBAND, FEMALE if is_woman else MALE, age, marital)]


def grandparents_and_child(chance: Chance) -> Cast:
    """Grandparents who bring up a grandchild whose parents work elsewhere."""
    pair = _couple(chance, 65, 58, 76)
    gap = min(p.age for p in pair) - 44
    child = Part(GRANDCHILD, MALE if chance.happens(0.52) else FEMALE, chance.uniform(2, min(16, gap)))
    if chance.happens(0.3):
        return [Part(WIFE, FEMALE, pair[1].age, WIDOWED), child]
    return [*pair, child]


def siblings(chance: Chance) -> Cast:
    """Two grown-up brothers or sisters."""
    one = chance.normal(52, 15, 23, 82)
    sex = MALE if chance.happens(0.6) else FEMALE
    other = chance.normal(one - 4, 2, one - 9, one - 1.2)
    role = HUSBAND if sex == MALE else WIFE
    return [Part(role, sex, one), Part(SIBLING, MALE if chance.happens(0.5) else FEMALE, max(20.0, other))]


def sharing(chance: Chance) -> Cast:
    """Young people who share a rented home and nothing else."""
    count = chance.weighted({2: 58, 3: 32, 4: 10})
    sex = MALE if chance.happens(0.52) else FEMALE
    return [Part(MATE, sex, chance.normal(26.5, 4, 19.5, 41)) for _ in range(count)]


def young_family(chance: Chance) -> Cast:
    """A couple who came for work, perhaps with a child."""
    pair = _couple(chance, 35, 23, 52)
    oldest = min(pair[1].age - 21.5, 17)
    if oldest < 1 or chance.happens(0.5):
        return pair
    child = chance.uniform(0.1, oldest)
    return [*pair, _child(chance, child)]


def studying(chance: Chance) -> Cast:
    """A mother who rents near the school of her child (陪读)."""
    child_age = chance.uniform(12.5, 18)
    return [
        Part(WIFE, FEMALE, child_age + chance.normal(27, 3, 22, 35), MARRIED),
        _child(chance, child_age),
    ]


CASTS: dict[str, Callable[[Chance], Cast]] = {
    "older_alone": older_alone, "older_couple": older_couple, "older_with_child": older_with_child,
    "couple": couple, "couple_one": couple_one, "couple_two": couple_two,
    "three_generations": three_generations, "single_parent": single_parent, "single": single,
    "grandparents_and_child": grandparents_and_child,
    "siblings": siblings, "sharing": sharing, "young_family": young_family, "studying": studying,
}  # fmt: skip

SHARES: dict[str, dict[str, float]] = {
    # Old houses hold more older people, new towers more young families.
    "walkup": {
        "older_alone": 11, "older_couple": 16, "older_with_child": 5.5, "couple": 9, "couple_one": 17,
        "couple_two": 4.5, "three_generations": 7.4, "single_parent": 3, "single": 10.5, "siblings": 0.8,
        "grandparents_and_child": 2, "sharing": 5, "young_family": 7, "studying": 1.7,
    },
    "works": {
        "older_alone": 13, "older_couple": 17, "older_with_child": 6.5, "couple": 9, "couple_one": 13,
        "couple_two": 3, "three_generations": 7, "single_parent": 3, "single": 11, "siblings": 1,
        "grandparents_and_child": 2.5, "sharing": 6, "young_family": 9.5, "studying": 0.5,
    },
    "tower": {
        "older_alone": 3.4, "older_couple": 6, "older_with_child": 2, "couple": 14.5, "couple_one": 29,
        "couple_two": 9.5, "three_generations": 9.6, "single_parent": 2.5, "single": 11, "siblings": 0.5,
        "grandparents_and_child": 1, "sharing": 3.5, "young_family": 4, "studying": 1.5,
    },
    "midrise": {
        "older_alone": 5.2, "older_couple": 9.5, "older_with_child": 3, "couple": 12.5, "couple_one": 25,
        "couple_two": 8, "three_generations": 8.4, "single_parent": 3, "single": 10.5, "siblings": 0.5,
        "grandparents_and_child": 1.5, "sharing": 5, "young_family": 5, "studying": 1,
    },
    "lane": {
        "older_alone": 18, "older_couple": 13, "older_with_child": 6, "couple": 8, "couple_one": 8,
        "couple_two": 2, "three_generations": 4, "single_parent": 2.5, "single": 14, "siblings": 2,
        "grandparents_and_child": 2, "sharing": 8, "young_family": 13,
    },
}  # fmt: skip
RENTING = frozenset({"sharing", "young_family", "studying"})
MAY_RENT = {"single": 0.34, "couple": 0.16, "couple_one": 0.08, "single_parent": 0.16, "older_alone": 0.02}
ALONE_OR_TWO = frozenset({"older_alone", "older_couple"})
OLDER = frozenset({"older_alone", "older_couple", "older_with_child", "grandparents_and_child"})
