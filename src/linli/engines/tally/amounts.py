"""What does a written amount of money or points mean exactly, in whole numbers of the smallest part?"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from linli.engines.tally.refusals import RefusalCode, TallyRefused

MOST_DECIMALS = 9
MOST = Decimal(10) ** 18
DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")


def number(text: str, *, line: int = 0) -> Decimal:
    """A decimal number as written; refused when it is not one, not finite, or beyond any real amount.

    A decimal comma is refused and not guessed at: 1,500 may be one and a half or fifteen hundred.
    """
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise TallyRefused(RefusalCode.BAD_NUMBER, text.strip()[:40], line=line) from None
    if not found.is_finite() or abs(found) >= MOST or decimals((found,)) > MOST_DECIMALS:
        raise TallyRefused(RefusalCode.BAD_NUMBER, text.strip()[:40], line=line)
    return found


def money(text: str, *, line: int = 0) -> Decimal:
    """An amount of money; a comma before one or two last digits is a decimal comma, any other is refused."""
    text = text.strip()
    return number(text.replace(",", ".") if DECIMAL_COMMA.fullmatch(text) else text, line=line)


def decimals(numbers: Iterable[Decimal]) -> int:
    """Digits after the point that the numbers need; 4000.0 needs none."""
    return max((_decimals(one) for one in numbers), default=0)


def _decimals(one: Decimal) -> int:
    exponent = one.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def whole(amount: Decimal, places: int) -> int:
    """The amount in parts of 10 to the power of -``places``, exactly."""
    return int(amount.scaleb(places))


def written(amount: int, places: int) -> str:
    """An amount of smallest parts as text, without needless zeros: 150000 of hundredths is ``1500``."""
    sign, digits = "-" * (amount < 0), str(abs(amount)).rjust(places + 1, "0")
    if not places:
        return sign + digits
    fraction = digits[-places:].rstrip("0")
    return sign + digits[:-places] + ("." + fraction if fraction else "")
