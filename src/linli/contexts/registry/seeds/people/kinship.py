"""How is each member related to the head of the household, in the codes of GB/T 4761?"""

from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.model import MALE, Family, Made
from linli.contexts.registry.seeds.people.parts import (
    CHILD,
    GRANDCHILD,
    HER_FATHER,
    HER_MOTHER,
    HIS_FATHER,
    HIS_MOTHER,
    HUSBAND,
    MATE,
    NANNY,
    NEPHEW,
    SIBLING,
    WIFE,
)

HEAD, SON, DAUGHTER = "02", "20", "30"
NO_RELATIVE, OTHER_RELATIVE = "99", "97"
RANKED = {MALE: ("22", "23", "24", "25"), "2": ("32", "33", "34", "35")}

# Seen from the head: what the others are, as (code of a man, code of a woman).
OF_PARENTS = {
    CHILD: (SON, DAUGHTER), GRANDCHILD: ("41", "42"), NEPHEW: ("93", "94"),
    MATE: (NO_RELATIVE, NO_RELATIVE), NANNY: (NO_RELATIVE, NO_RELATIVE),
}  # fmt: skip
OF_HIS_PARENTS = {HUSBAND: (SON, SON), WIFE: ("38", "38"), CHILD: ("41", "42"), **{
    k: v for k, v in OF_PARENTS.items() if k != CHILD}}  # fmt: skip
OF_HER_PARENTS = {WIFE: (DAUGHTER, DAUGHTER), HUSBAND: ("28", "28"), CHILD: ("43", "44"), **{
    k: v for k, v in OF_PARENTS.items() if k != CHILD}}  # fmt: skip
SEEN_FROM: dict[str, dict[str, tuple[str, str]]] = {
    HUSBAND: {**OF_PARENTS, WIFE: ("12", "12"), HIS_FATHER: ("51", "51"), HIS_MOTHER: ("52", "52"),
              HER_FATHER: ("55", "55"), HER_MOTHER: ("56", "56")},
    WIFE: {**OF_PARENTS, HUSBAND: ("11", "11"), HER_FATHER: ("51", "51"), HER_MOTHER: ("52", "52"),
           HIS_FATHER: ("53", "53"), HIS_MOTHER: ("54", "54")},
    HIS_FATHER: {**OF_HIS_PARENTS, HIS_MOTHER: ("12", "12")},
    HIS_MOTHER: {**OF_HIS_PARENTS, HIS_FATHER: ("11", "11")},
    HER_FATHER: {**OF_HER_PARENTS, HER_MOTHER: ("12", "12")},
    HER_MOTHER: {**OF_HER_PARENTS, HER_FATHER: ("11", "11")},
    CHILD: {HUSBAND: ("51", "51"), WIFE: ("52", "52"), NANNY: (NO_RELATIVE, NO_RELATIVE)},
    MATE: {MATE: (NO_RELATIVE, NO_RELATIVE)},
}  # fmt: skip
OLDER_SIBLING = ("71", "75")
YOUNGER_SIBLING = ("73", "77")


def choose_head(family: Family, chance: Chance) -> Made:
    """Whose name stands first in the household's book."""
    by_role = {member.role: member for member in reversed(family.members)}
    for role, share in (
        (HIS_FATHER, 0.5),
        (HER_FATHER, 0.34),
        (HIS_MOTHER, 0.2),
        (HUSBAND, 0.76),
        (WIFE, 1.0),
    ):
        if role in by_role and chance.happens(share):
            return by_role[role]
    return by_role.get(HUSBAND) or family.members[0]


def relate(family: Family, head: Made) -> None:
    """Give every member the code of its relation to ``head``."""
    for member in family.members:
        member.relation = HEAD if member is head else _relation(member, head)
    _rank_children(family)


def _relation(member: Made, head: Made) -> str:
    place = 0 if member.sex == MALE else 1
    if member.role == SIBLING:
        return (OLDER_SIBLING if member.born_on < head.born_on else YOUNGER_SIBLING)[place]
    seen = SEEN_FROM.get(head.role, {})
    return seen[member.role][place] if member.role in seen else OTHER_RELATIVE


def _rank_children(family: Family) -> None:
    """Of two sons or two daughters one is the elder (长子, 次子)."""
    for plain, sex in ((SON, MALE), (DAUGHTER, "2")):
        same = sorted((m for m in family.members if m.relation == plain), key=lambda m: m.born_on)
        if len(same) > 1:
            for member, code in zip(same, RANKED[sex], strict=False):
                member.relation = code
