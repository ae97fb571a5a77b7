"""Why could this file or this count not be taken as it is?"""

from enum import StrEnum


class RefusalCode(StrEnum):
    """The closed list of reasons."""

    NOT_TEXT = "not_text"
    """The bytes are not UTF-8 (with or without byte order mark) nor marked UTF-16."""
    NO_SECTION = "no_section"
    REPEATED_SECTION = "repeated_section"
    TEXT_BEFORE_SECTIONS = "text_before_sections"
    NO_COLUMN = "no_column"
    REPEATED_COLUMN = "repeated_column"
    NO_BUDGET = "no_budget"
    BAD_NUMBER = "bad_number"
    NEGATIVE_AMOUNT = "negative_amount"
    UNKNOWN_VOTE_TYPE = "unknown_vote_type"
    NO_KEY = "no_key"
    REPEATED_PROJECT = "repeated_project"
    UNKNOWN_PROJECT = "unknown_project"
    """A ballot made by a program names a project that is not on the list."""
    REPEATED_CHOICE = "repeated_choice"
    POINTS_DO_NOT_MATCH = "points_do_not_match"
    """A ballot has more or fewer points than choices."""
    WRONG_OPTION = "wrong_option"
    """The rule cannot be applied with this option to these ballots."""
    NOBODY_ENTITLED = "nobody_entitled"
    UNKNOWN_VOTER = "unknown_voter"
    """A vote comes from somebody who is not on the roll."""
    REPEATED_VOTER = "repeated_voter"
    NO_OWNER = "no_owner"
    BAD_AREA = "bad_area"
    """An area is not above nothing, or beyond any building."""
    IMPOSSIBLE_COUNT = "impossible_count"
    """More people than there can be."""
    REPEATED_BALLOT = "repeated_ballot"
    """Two ballots have the same key or tag, or one has none."""
    BAD_RECEIPT = "bad_receipt"
    """A receipt code with a sign that is wrong, missing or too much."""
    NOT_A_RECORD = "not_a_record"
    """The published file is not of the form that this version can count again."""


class TallyRefused(ValueError):
    """What is not counted, with a closed code, the line of the file (0 for none) and a short detail."""

    def __init__(self, code: RefusalCode, detail: str = "", *, line: int = 0) -> None:
        place = f" in line {line}" if line else ""
        super().__init__(f"{code}{place}: {detail}" if detail else f"{code}{place}")
        self.code = code
        self.detail = detail
        self.line = line
