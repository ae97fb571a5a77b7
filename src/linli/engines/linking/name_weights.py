"""How much does it weigh that two names agree, given how many strangers bear such names?"""

import math

from linli.engines.linking.frequencies import NameFrequencies
from linli.engines.linking.model import ReasonCode as Code
from linli.engines.linking.names import compare_names
from linli.engines.linking.people import Name
from linli.engines.linking.weights import NAME_ROWS, Company, weight

_OTHER_SCRIPT = 0.03
"""Share of entries in traditional characters or in pinyin."""
_SIMILAR_NAMES = {
    Code.NAME_SAME_SOUND: 1,
    Code.NAME_NEAR_SOUND: 4,
    Code.NAME_LOOKALIKE: 4,
    Code.NAME_SWAPPED: 4,
}
"""How many times as many names are similar as the name, or its sound, is frequent."""
_SOUNDING_NAMES = frozenset({Code.NAME_SAME_SOUND, Code.NAME_NEAR_SOUND})


def name_finding(
    a: Name | None, b: Name | None, company: Company, names: NameFrequencies
) -> list[tuple[Code, float]]:
    """How two names agree and what that weighs in this company; nothing where one is missing."""
    if a is None or b is None:
        return []
    code = compare_names(a, b)
    row = NAME_ROWS[code]
    if company is not Company.STRANGERS:
        return [(code, weight(row, company))]
    chance = _chance(code, a, b, names)
    return [(code, math.log2(row[0] / chance))]


def _chance(code: Code, a: Name, b: Name, names: NameFrequencies) -> float:
    """How probably a stranger's name agrees in this way."""
    if code is Code.SAME_NAME:
        return names.of_name(a)
    if code is Code.NAME_OTHER_SCRIPT:
        return min(names.of_name(a), names.of_name(b)) * _OTHER_SCRIPT
    if code in _SIMILAR_NAMES:
        likeness = names.of_sound(a) if code in _SOUNDING_NAMES else max(names.of_name(a), names.of_name(b))
        return likeness * _SIMILAR_NAMES[code]
    return _chance_of_parts(code, a, b, names)


def _chance_of_parts(code: Code, a: Name, b: Name, names: NameFrequencies) -> float:
    if code is Code.OTHER_SURNAME:
        return max(1e-6, names.of_characters(a.given))
    if code is Code.SURNAME_ONLY:
        return names.of_surname(a.surname)
    if code is Code.DIFFERENT_NAMES:
        return NAME_ROWS[code][1]
    shared = [one for one in a.given if one in b.given and one != "·"]
    return max(1e-6, min(1.0, names.of_surname(a.surname) * 2 * names.of_characters(shared)))
