"""Does this bank card number hold together?"""

from dataclasses import dataclass

from linli.engines.identity.reasons import Reason
from linli.engines.identity.writing import bare_number, is_one_digit, is_scientific


@dataclass(frozen=True, slots=True)
class CardCheck:
    """What a bank card number says."""

    given: str
    number: str
    reason: Reason

    @property
    def is_valid(self) -> bool:
        """True when nothing speaks against the number."""
        return self.reason is Reason.OK


def luhn_holds(digits: str) -> bool:
    """The Luhn rule of ISO/IEC 7812: every second digit doubled, then the digit sum is a multiple of ten."""
    doubled = (divmod(int(digit) * 2, 10) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(tens + ones for tens, ones in doubled)) % 10 == 0


def check_card(text: str) -> CardCheck:
    """Judge a bank card number of 13 to 19 digits."""
    number = bare_number(text)
    return CardCheck(text, number, _reason(text, number))


def _reason(text: str, number: str) -> Reason:
    if not number:
        return Reason.EMPTY
    if is_scientific(text):
        return Reason.ROUNDED
    if not (number.isascii() and number.isdigit()):
        return Reason.MASKED if "*" in number else Reason.CHARACTERS
    return _reason_by_digits(number)


def _reason_by_digits(number: str) -> Reason:
    if not 13 <= len(number) <= 19:
        return Reason.LENGTH
    if is_one_digit(number):
        return Reason.PLACEHOLDER
    if luhn_holds(number):
        return Reason.OK
    # Spreadsheets keep fifteen significant digits and fill the rest with zeros.
    return Reason.ROUNDED if len(number) > 15 and not number[15:].strip("0") else Reason.CHECK_DIGIT
