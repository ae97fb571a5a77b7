"""How much does each agreement or disagreement weigh?

Fellegi and Sunter (1969): the binary logarithm of m/u, where m is the chance of the finding when one person
is behind both records and u when two are.  The m say how registers err; they are estimates, kept where all
can see them.  The u depend on who the two would otherwise be: strangers, people of one home or telephone, or
children of one birth; each has a column.  For names of strangers u follows the name's frequency.
"""

import math
from collections.abc import Mapping
from enum import IntEnum

from linli.engines.linking.model import ReasonCode as Code


class Company(IntEnum):
    """Who two different people behind a pair would be to each other."""

    STRANGERS = 0
    KIN = 1
    """They share a home or a telephone."""
    TWINS = 2
    """They share a home or telephone, and the day of birth."""


# code: (m, u for strangers, u for kin, u for twins); strangers' names are worked out by frequency instead.
Row = tuple[float, float, float, float]

NAME_ROWS: Mapping[Code, Row] = {
    Code.SAME_NAME: (0.865, 0, 0.0003, 0.0003),
    Code.NAME_OTHER_SCRIPT: (0.02, 0, 1e-5, 1e-5),
    Code.NAME_SAME_SOUND: (0.035, 0, 0.001, 0.006),
    Code.NAME_NEAR_SOUND: (0.012, 0, 0.002, 0.01),
    Code.NAME_LOOKALIKE: (0.02, 0, 0.0006, 0.005),
    Code.NAME_ONE_CHANGED: (0.014, 0, 0.09, 0.45),
    Code.NAME_ONE_MISSING: (0.007, 0, 0.012, 0.02),
    Code.NAME_LAST_MISSING: (0.005, 0, 0.012, 0.05),
    Code.NAME_SWAPPED: (0.005, 0, 0.0005, 0.01),
    Code.NAME_PART: (0.006, 0, 0.02, 0.004),
    Code.OTHER_SURNAME: (0.004, 0, 0.004, 0.006),
    Code.SURNAME_ONLY: (0.003, 0, 0.4, 0.45),
    Code.DIFFERENT_NAMES: (0.004, 0.93, 0.46, 0.04),
}
ID_ROWS: Mapping[Code, Row] = {
    Code.SAME_ID: (0.89, 2e-9, 2e-4, 2e-4),
    Code.SAME_ID_OLD_AND_NEW: (0.02, 1e-9, 1e-5, 1e-5),
    Code.ID_ONE_DIGIT: (0.03, 5e-8, 1e-5, 5e-5),
    Code.ID_SWAPPED: (0.01, 2e-8, 5e-6, 2e-5),
    Code.ID_DIGIT_LOST: (0.01, 2e-8, 5e-6, 2e-5),
    Code.ID_ROUNDED: (0.005, 1e-6, 1e-5, 0.003),
    Code.ID_TWO_DIGITS: (0.008, 5e-6, 1e-4, 0.02),
    Code.DIFFERENT_IDS: (0.004, 0.93, 0.93, 0.9),
    Code.ID_UNLIKE: (0.023, 0.07, 0.07, 0.07),
}
DIFFERENT_IDS_OF_ONE_DAY = (-20.0, -12.0, -12.0)
"""Two numbers that hold and name one day of birth, in each company.

No typing error does that; but two namesakes of one day in one home are rarer than another's number."""
BIRTH_ROWS: Mapping[Code, Row] = {
    Code.SAME_BIRTH: (0.9, 3.5e-5, 0.006, 1),
    Code.BIRTH_DAY_MONTH_SWAPPED: (0.008, 3.5e-5, 0.0003, 1),
    Code.BIRTH_YEAR_TYPED: (0.016, 5e-4, 0.001, 1),
    Code.BIRTH_ONE_DIGIT: (0.02, 4e-4, 0.001, 1),
    Code.BIRTH_ROUNDED: (0.012, 2e-3, 0.003, 1),
    Code.BIRTH_ONE_PART: (0.02, 5e-3, 0.006, 1),
    Code.BIRTH_LUNAR: (0.008, 2.4e-3, 0.003, 1),
    Code.DIFFERENT_BIRTHS: (0.016, 0.99, 0.98, 1),
}
SEX_ROWS: Mapping[Code, Row] = {
    Code.SAME_SEX: (0.985, 0.5, 0.5, 0.6),
    Code.DIFFERENT_SEX: (0.015, 0.5, 0.5, 0.4),
}
PHONE_ROWS: Mapping[Code, Row] = {
    Code.SAME_PHONE: (0.6, 0.3, 0.35, 0.6),
    Code.PHONE_ONE_DIGIT: (0.04, 4e-5, 0.004, 0.005),
    Code.DIFFERENT_PHONES: (0.36, 1, 0.64, 0.4),
}
HOME_ROWS: Mapping[Code, Row] = {
    Code.SAME_HOME: (0.65, 0.65, 0.65, 0.65),
    Code.HOME_PERHAPS: (0.04, 0.002, 0.02, 0.02),
    Code.HOME_NEAR: (0.02, 0.002, 0.004, 0.002),
    Code.SAME_BUILDING: (0.03, 0.02, 0.03, 0.01),
    Code.DIFFERENT_HOMES: (0.26, 0.98, 0.35, 0.05),
}
MEMBERS_WEIGHTS = (-0.7, 6.0, 9.0)
"""None of the other names of two households in common, one, two or more."""

NEVER_SURE = math.log2(0.9 / 0.1)
"""One agreement alone, a rare name for instance, is a reason to ask and no more."""
DUPLICATE_SHARE = 0.05
"""Records that are repeated, as a rough share: only the prior odds need it."""
LEAST_POPULATION = 1000
KIN_PRIOR = math.log2(0.03)
"""Pairs within one home: one in thirty is one person entered twice."""
PHONE_PRIOR = math.log2(0.06)
TWINS_APART_PRIOR = math.log2(2 * DUPLICATE_SHARE / 0.01)
"""Of pairs of one birth without common home or telephone: entered twice, against twins apart."""
TWINS_PRIOR = KIN_PRIOR + math.log2(0.9 / 0.006)


def weight(row: Row, company: Company) -> float:
    """Binary logarithm of m/u in this company."""
    return math.log2(row[0] / row[1 + company])


def strangers_prior(people: int) -> float:
    """Binary log odds that two records picked from a register of this size are one person."""
    return math.log2(2 * DUPLICATE_SHARE / max(LEAST_POPULATION, people))


def probability(log_odds: float) -> float:
    """The probability for binary log odds."""
    bounded = max(-60.0, min(60.0, log_odds))
    return 1.0 / (1.0 + math.exp2(-bounded))
