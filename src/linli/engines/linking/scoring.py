"""How probably are two records one person, and why?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linli.engines import identity
from linli.engines.linking.fields import compare_births, compare_homes, compare_numbers, compare_phones
from linli.engines.linking.frequencies import NameFrequencies
from linli.engines.linking.model import Pair, Reason
from linli.engines.linking.model import ReasonCode as Code
from linli.engines.linking.name_weights import name_finding
from linli.engines.linking.people import Person
from linli.engines.linking.weights import (
    BIRTH_ROWS,
    DIFFERENT_IDS_OF_ONE_DAY,
    HOME_ROWS,
    ID_ROWS,
    KIN_PRIOR,
    MEMBERS_WEIGHTS,
    NEVER_SURE,
    PHONE_PRIOR,
    PHONE_ROWS,
    SEX_ROWS,
    TWINS_APART_PRIOR,
    TWINS_PRIOR,
    Company,
    probability,
    strangers_prior,
    weight,
)

_ONE_NUMBER = frozenset(
    {
        Code.SAME_ID,
        Code.SAME_ID_OLD_AND_NEW,
        Code.ID_ONE_DIGIT,
        Code.ID_SWAPPED,
        Code.ID_DIGIT_LOST,
        Code.ID_ROUNDED,
    }
)
_OTHER_NUMBER = frozenset({Code.DIFFERENT_IDS, Code.ID_UNLIKE})
_SIGN = 1.5
_CROWDED = 8
"""A telephone or a day of birth of more people than this is a filler."""
Finding = tuple[Code, float]


@dataclass(frozen=True, slots=True)
class Register:
    """What a whole register says about its single entries."""

    people: int
    names: NameFrequencies
    births: Mapping[date, int]
    phones: Mapping[str, int]
    members: Mapping[str, frozenset[str]]
    """Names of each household."""


def is_hopeless(a: Person, b: Person) -> bool:
    """True when nothing of the given names agrees and no number can outweigh that."""
    if a.name is None or b.name is None or a.name.traits & b.name.traits:
        return False
    if a.number is None or b.number is None:
        return True
    return a.number.holds and b.number.holds and a.number.digits != b.number.digits


def compare(a: Person, b: Person, register: Register) -> tuple[float, list[Finding]]:
    """Binary log odds that one person is behind both, and the findings they come from."""
    home = _home(a, b)
    number = compare_numbers(a.number, b.number) if a.number and b.number else None
    birth = compare_births(a.birth, b.birth) if a.birth and b.birth else None
    phone = _phone(a, b, register)
    company, prior = _company(home, phone, birth, register.people)
    agreements = _Agreements(home, number, birth, phone)
    found = _findings(a, b, agreements, company, register)
    log_odds = prior + math.fsum(bits for _, bits in found)
    if company is Company.STRANGERS and birth is Code.SAME_BIRTH:
        apart = _findings(a, b, agreements, Company.TWINS, register)
        log_odds = _against_both(log_odds, TWINS_APART_PRIOR + math.fsum(bits for _, bits in apart))
    if company is Company.STRANGERS and number not in _ONE_NUMBER and _has_one_sign(found):
        log_odds = min(log_odds, NEVER_SURE)
    return log_odds, found


def _has_one_sign(found: list[Finding]) -> bool:
    """True when a single field carries the whole suspicion, however rare the name."""
    return sum(bits > _SIGN for _, bits in found) < 2


@dataclass(frozen=True, slots=True)
class _Agreements:
    home: Code | None
    number: Code | None
    birth: Code | None
    phone: Code | None


def _against_both(first: float, second: float) -> float:
    """Log odds against either of two other explanations: odds combine like resistors side by side."""
    low, high = sorted((first, second))
    return low - math.log2(1 + 2 ** max(-60.0, low - high))


def _findings(
    a: Person, b: Person, agreements: _Agreements, company: Company, register: Register
) -> list[Finding]:
    home, number, birth, phone = agreements.home, agreements.number, agreements.birth, agreements.phone
    found: list[Finding] = []
    if number:
        found.append((number, _number_bits(number, company, a, b)))
    if birth:
        found += _birth_finding(birth, number, company, a, b, register)
    found += name_finding(a.name, b.name, company, register.names)
    found += _sex_finding(a, b, number, company)
    if phone:
        found.append((phone, weight(PHONE_ROWS[phone], company)))
    if home:
        found.append((home, weight(HOME_ROWS[home], company)))
    if home is not Code.SAME_HOME:
        found += _members_finding(a, b, register)
    return found


def pair(a: Person, b: Person, log_odds: float, found: list[Finding]) -> Pair:
    """The finished pair with its reasons, the heaviest first."""
    ordered = sorted(found, key=lambda finding: -abs(finding[1]))
    reasons = tuple(Reason(code, _values(code, a, b), round(bits, 2)) for code, bits in ordered)
    return Pair(a.record.key, b.record.key, round(probability(log_odds), 6), reasons)


def _home(a: Person, b: Person) -> Code | None:
    if a.record.household and a.record.household == b.record.household:
        return Code.SAME_HOME
    if a.dwelling and b.dwelling:
        return compare_homes(a.dwelling, b.dwelling)
    return None


def _phone(a: Person, b: Person, register: Register) -> Code | None:
    if not a.phones or not b.phones:
        return None
    code = compare_phones(a.phones, b.phones)
    if code is not Code.SAME_PHONE:
        return code
    shared = set(a.phones) & set(b.phones)
    return code if min(register.phones.get(one, 0) for one in shared) <= _CROWDED else None


def _company(home: Code | None, phone: Code | None, birth: Code | None, people: int) -> tuple[Company, float]:
    together = home is Code.SAME_HOME
    if not together and phone is not Code.SAME_PHONE:
        return Company.STRANGERS, strangers_prior(people)
    if birth is Code.SAME_BIRTH:
        return Company.TWINS, TWINS_PRIOR
    return Company.KIN, KIN_PRIOR if together else PHONE_PRIOR


def _number_bits(number: Code, company: Company, a: Person, b: Person) -> float:
    if number is Code.DIFFERENT_IDS and a.number and b.number and a.number.birth == b.number.birth:
        return DIFFERENT_IDS_OF_ONE_DAY[company]
    return weight(ID_ROWS[number], company)


def _birth_finding(
    birth: Code, number: Code | None, company: Company, a: Person, b: Person, register: Register
) -> list[Finding]:
    stated = a.birth_is_stated and b.birth_is_stated
    if number in _ONE_NUMBER:
        # The number already told the birth; only a contradiction adds something.
        return [(birth, -2.0)] if stated and birth is Code.DIFFERENT_BIRTHS else []
    if company is Company.TWINS:
        return [(birth, 0.0)]
    bits = weight(BIRTH_ROWS[birth], company)
    if birth is Code.SAME_BIRTH and company is Company.STRANGERS and a.birth:
        crowd = max(0, register.births.get(a.birth, 0) - 2) / max(1, register.people)
        bits = min(bits, math.log2(BIRTH_ROWS[birth][0] / max(crowd, BIRTH_ROWS[birth][1])))
    if birth is Code.DIFFERENT_BIRTHS and number in _OTHER_NUMBER and not stated:
        bits = 0.0
    return [(birth, bits)]


def _sex_finding(a: Person, b: Person, number: Code | None, company: Company) -> list[Finding]:
    if not a.sex or not b.sex or number in _ONE_NUMBER:
        return []
    code = Code.SAME_SEX if a.sex == b.sex else Code.DIFFERENT_SEX
    return [(code, weight(SEX_ROWS[code], company))]


def _members_finding(a: Person, b: Person, register: Register) -> list[Finding]:
    first, second = register.members.get(a.record.household), register.members.get(b.record.household)
    if not first or not second or a.name is None or b.name is None:
        return []
    own = {a.name.simple, b.name.simple}
    if not first - own or not second - own:
        return []
    shared = len((first & second) - own)
    bits = MEMBERS_WEIGHTS[min(shared, 2)]
    return [(Code.SAME_HOUSEHOLD_MEMBERS, bits)] if shared else []


def _values(code: Code, a: Person, b: Person) -> tuple[str, ...]:
    """What stands in both records, numbers covered."""
    field = code.value
    if "id" in field.split("_") or code is Code.DIFFERENT_IDS:
        return (identity.mask_id(a.record.id_number), identity.mask_id(b.record.id_number))
    if "phone" in field:
        return tuple("/".join(map(identity.mask_phone, one.record.phones)) for one in (a, b))
    if "birth" in field:
        return tuple(f"{one.birth:%Y-%m-%d}" if one.birth else "" for one in (a, b))
    if "sex" in field:
        return (a.sex, b.sex)
    if "home" in field or "building" in field:
        return (a.record.address, b.record.address)
    return (a.record.name, b.record.name)
