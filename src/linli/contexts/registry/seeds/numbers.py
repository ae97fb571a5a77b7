"""Which numbers can stand in a demonstration without belonging to anybody?

- Identity numbers begin with 3399, a division that does not exist; birth date, sex and check character hold.
- Mobile numbers lie in blocks that no operator had been given when this was written (142, 143, 154, 161,
  164, 194), landlines behind 0589, an area code that is not in use.
- Bank accounts begin with 9999: ISO/IEC 7812 leaves 9 to countries and none is 999; the Luhn digit holds.
- Credit codes name division 339901; both check characters hold.
"""

from datetime import date

from linli.contexts.registry.seeds.chance import Chance
from linli.engines.identity import check_character
from linli.engines.identity.cards import luhn_holds
from linli.engines.identity.organisations import credit_check_character, organisation_check_character

MOBILE = ("142", "143", "154", "161", "164", "194")
LANDLINE = "0589"
ACCOUNT = "9999"
MALE = "1"


class Numbers:
    """Gives numbers away, none twice."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def identity(self, region: str, born_on: date, sex: str) -> str:
        """A citizen's identity number."""
        while True:
            order = self._chance.whole(0, 49) * 2 + (1 if sex == MALE else 0)
            body = f"{region}{born_on:%Y%m%d}{self._chance.whole(0, 4)}{order:02d}"
            number = body + check_character(body)
            if self._is_new(number):
                return number

    def mobile(self) -> str:
        """A mobile number."""
        while True:
            number = self._chance.one(MOBILE) + self._chance.digits(8)
            if self._is_new(number):
                return number

    def landline(self) -> str:
        """A landline with its area code."""
        while True:
            number = f"{LANDLINE}-8{self._chance.digits(7)}"
            if self._is_new(number):
                return number

    def account(self) -> str:
        """A bank account of nineteen digits."""
        while True:
            body = ACCOUNT + self._chance.digits(14)
            number = next(f"{body}{last}" for last in range(10) if luhn_holds(f"{body}{last}"))
            if self._is_new(number):
                return number

    def credit_code(self, form: str) -> str:
        """A unified social credit code; ``form`` is its first two characters."""
        while True:
            body = self._chance.digits(8)
            seventeen = f"{form}339901{body}{organisation_check_character(body)}"
            if "X" not in seventeen[16:] and self._is_new(seventeen):
                return seventeen + credit_check_character(seventeen)

    def _is_new(self, number: str) -> bool:
        if number in self._given:
            return False
        self._given.add(number)
        return True


def with_typo(number: str, chance: Chance) -> str:
    """The number with one figure of the birthday or order mistyped: its check character no longer holds."""
    at = chance.whole(12, 16)
    other = str((int(number[at]) + chance.whole(1, 8)) % 10)
    return number[:at] + other + number[at + 1 :]
