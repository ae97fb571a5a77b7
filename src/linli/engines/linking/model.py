"""What goes in and out when records are compared: records, pairs, and the reasons for each pair."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SURE = 0.95
"""From this probability on a pair needs no question."""
ASK = 0.5
"""From this probability on a person should look; below it nothing is said."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry about a person, as some register has it; every field but the key may be empty."""

    key: str
    """The caller's own key."""
    name: str = ""
    id_number: str = ""
    birth: date | None = None
    sex: str = ""
    """1 or 2 as in GB/T 2261.1; 男 and 女 are understood."""
    phones: tuple[str, ...] = ()
    address: str = ""
    household: str = ""
    """The register's key of the household or dwelling; equal keys mean that people live together."""


class Band(StrEnum):
    """What to do with a pair."""

    SURE = "sure"
    ASK = "ask"
    NO = "no"


class ReasonCode(StrEnum):
    """Everything that can speak for or against one person being behind two records."""

    SAME_ID = "same_id"
    SAME_ID_OLD_AND_NEW = "same_id_old_and_new"
    """Fifteen and eighteen digits of one number."""
    ID_ONE_DIGIT = "id_one_digit"
    ID_SWAPPED = "id_swapped"
    ID_DIGIT_LOST = "id_digit_lost"
    ID_ROUNDED = "id_rounded"
    ID_TWO_DIGITS = "id_two_digits"
    DIFFERENT_IDS = "different_ids"
    """Both hold together and differ: two people, as far as numbers can tell."""
    ID_UNLIKE = "id_unlike"
    """They differ, and at least one of them is wrong in itself."""
    SAME_NAME = "same_name"
    NAME_OTHER_SCRIPT = "name_other_script"
    """Traditional and simplified characters, or pinyin and characters."""
    NAME_SAME_SOUND = "name_same_sound"
    NAME_NEAR_SOUND = "name_near_sound"
    NAME_LOOKALIKE = "name_lookalike"
    NAME_ONE_CHANGED = "name_one_changed"
    NAME_ONE_MISSING = "name_one_missing"
    NAME_LAST_MISSING = "name_last_missing"
    """The last character is missing; names of brothers and sisters often begin alike."""
    NAME_SWAPPED = "name_swapped"
    NAME_PART = "name_part"
    OTHER_SURNAME = "other_surname"
    SURNAME_ONLY = "surname_only"
    DIFFERENT_NAMES = "different_names"
    SAME_BIRTH = "same_birth"
    BIRTH_DAY_MONTH_SWAPPED = "birth_day_month_swapped"
    BIRTH_YEAR_TYPED = "birth_year_typed"
    BIRTH_ONE_DIGIT = "birth_one_digit"
    BIRTH_ROUNDED = "birth_rounded"
    """Same year, and one of them says the first of January or the first of the month."""
    BIRTH_ONE_PART = "birth_one_part"
    """Of year, month and day only one differs."""
    BIRTH_LUNAR = "birth_lunar"
    """So far apart as the lunar and the solar date of one birth may be."""
    DIFFERENT_BIRTHS = "different_births"
    SAME_SEX = "same_sex"
    DIFFERENT_SEX = "different_sex"
    SAME_PHONE = "same_phone"
    PHONE_ONE_DIGIT = "phone_one_digit"
    DIFFERENT_PHONES = "different_phones"
    SAME_HOME = "same_home"
    HOME_PERHAPS = "home_perhaps"
    HOME_NEAR = "home_near"
    """Same building, room one digit apart."""
    SAME_BUILDING = "same_building"
    DIFFERENT_HOMES = "different_homes"
    SAME_HOUSEHOLD_MEMBERS = "same_household_members"
    """They moved together: others of the household have the same names too."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was compared, what stands in the two records, and how much it weighs."""

    code: ReasonCode
    values: tuple[str, ...] = ()
    weight: float = 0.0
    """Binary logarithm of the likelihood ratio: 1 doubles the odds, −1 halves them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and how probably one person is behind them."""

    a: str
    b: str
    probability: float
    reasons: tuple[Reason, ...] = ()
    """The heaviest first."""

    @property
    def band(self) -> Band:
        """Sure, ask a person, or no."""
        if self.probability >= SURE:
            return Band.SURE
        return Band.ASK if self.probability >= ASK else Band.NO
