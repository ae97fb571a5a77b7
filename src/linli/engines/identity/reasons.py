"""Why was this number accepted or refused? One closed list for every check."""

from enum import StrEnum


class Reason(StrEnum):
    """What a check found; ``OK`` is the only acceptance."""

    OK = "ok"
    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"
    PREFIX = "prefix"
    """The first digits belong to no known kind of number."""
    REGION = "region"
    """The first two digits name no province."""
    DATE = "date"
    """The digits of the birth date name no day of the calendar."""
    IN_FUTURE = "in_future"
    """The birth date lies after the day of the check."""
    CHECK_DIGIT = "check_digit"
    ROUNDED = "rounded"
    """A spreadsheet kept it as a number and lost its last digits."""
    MASKED = "masked"
    """Digits were covered before the number came to us."""
    PLACEHOLDER = "placeholder"
    """One digit over and over, typed to get past an empty field."""
