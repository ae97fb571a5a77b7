"""Which entries of a community may be one person, and what speaks for it in words."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.queries.select import people_on_the_books
from linli.engines.linking import Lookalikes, Pair, ReasonCode, Record, duplicates_within, index, lookalikes
from linli.kernel.areas.models import Area
from linli.kernel.privacy.sealed import Sealed

CHUNK = 2000
MOST_PAIRS = 5000
Tell = Callable[[int], object]
"""Told how many records were read."""
COLUMNS = (
    "pk", "name", "id_number", "phone", "born_on", "sex", "home_id", "household_id", "home__address",
    "registered_address",
)  # fmt: skip
Code = ReasonCode

WORDS: dict[ReasonCode, Promise] = {
    Code.SAME_ID: _("身份证号相同"),
    Code.SAME_ID_OLD_AND_NEW: _("身份证号是同一个号码的 15 位和 18 位写法"),
    Code.ID_ONE_DIGIT: _("身份证号只差一位"),
    Code.ID_SWAPPED: _("身份证号相邻两位写颠倒"),
    Code.ID_DIGIT_LOST: _("身份证号少写一位"),
    Code.ID_ROUNDED: _("身份证号后几位被表格改成了 0"),
    Code.ID_TWO_DIGITS: _("身份证号只差两位"),
    Code.DIFFERENT_IDS: _("身份证号不同，都是有效号码"),
    Code.ID_UNLIKE: _("身份证号不同，至少一个是错号"),
    Code.SAME_NAME: _("姓名相同"),
    Code.NAME_OTHER_SCRIPT: _("姓名是同一写法的繁体、简体或拼音"),
    Code.NAME_SAME_SOUND: _("姓名同音"),
    Code.NAME_NEAR_SOUND: _("姓名读音相近"),
    Code.NAME_LOOKALIKE: _("姓名字形相近"),
    Code.NAME_ONE_CHANGED: _("姓名差一个字"),
    Code.NAME_ONE_MISSING: _("姓名少一个字"),
    Code.NAME_LAST_MISSING: _("姓名少了末一个字"),
    Code.NAME_SWAPPED: _("姓名前后颠倒"),
    Code.NAME_PART: _("姓名有一部分相同"),
    Code.OTHER_SURNAME: _("同名不同姓"),
    Code.SURNAME_ONLY: _("只有姓相同"),
    Code.DIFFERENT_NAMES: _("姓名不同"),
    Code.SAME_BIRTH: _("出生日期相同"),
    Code.BIRTH_DAY_MONTH_SWAPPED: _("出生日期的月和日颠倒"),
    Code.BIRTH_YEAR_TYPED: _("出生年份像是敲错一位"),
    Code.BIRTH_ONE_DIGIT: _("出生日期差一位"),
    Code.BIRTH_ROUNDED: _("出生年份相同，其中一个只记到年或月"),
    Code.BIRTH_ONE_PART: _("出生年、月、日中只有一项不同"),
    Code.BIRTH_LUNAR: _("出生日期相差如农历和公历"),
    Code.DIFFERENT_BIRTHS: _("出生日期不同"),
    Code.SAME_SEX: _("性别相同"),
    Code.DIFFERENT_SEX: _("性别不同"),
    Code.SAME_PHONE: _("电话相同"),
    Code.PHONE_ONE_DIGIT: _("电话只差一位"),
    Code.DIFFERENT_PHONES: _("电话不同"),
    Code.SAME_HOME: _("同住一处"),
    Code.HOME_PERHAPS: _("住处可能相同"),
    Code.HOME_NEAR: _("同一栋楼，室号只差一位"),
    Code.SAME_BUILDING: _("住同一栋楼"),
    Code.DIFFERENT_HOMES: _("住处不同"),
    Code.SAME_HOUSEHOLD_MEMBERS: _("两处登记的家人也同名"),
}


def reason_words(code: str) -> str:
    """A stored reason in words; a code of another version says nothing."""
    return str(WORDS[ReasonCode(code)]) if code in set(ReasonCode) else ""


def records(community: Area, tell: Tell) -> Iterator[Record]:
    """Everyone on the books of a community, as the comparison takes them; numbers are unsealed in passing."""
    rows = people_on_the_books().filter(community=community).values_list(*COLUMNS)
    for done, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        yield _record(*row)
        if done % CHUNK == 0:
            tell(done)


def _record(*row: object) -> Record:
    key, name, number, phone, born, sex, home, household, address, registered = row
    return Record(
        key=str(key),
        name=str(name),
        id_number=_opened(number),
        birth=born,  # type: ignore[arg-type]
        sex=str(sex),
        phones=(told,) if (told := _opened(phone)) else (),
        address=str(address or registered or ""),
        household=str(home or household or ""),
    )


def _opened(box: object) -> str:
    return box.reveal() if isinstance(box, Sealed) else ""


def likenesses() -> Lookalikes:
    """Characters taken for one another, as the base pack lists them."""
    return lookalikes((settings.PACKS / "base" / "lookalikes.toml").read_text(encoding="utf-8"))


def resembling(community: Area, tell: Tell) -> list[Pair]:
    """Pairs of entries that may be one person, the most probable first; nothing is written."""
    return duplicates_within(index(records(community, tell), likenesses()))[:MOST_PAIRS]


def size(community: Area) -> int:
    """How many records a search compares."""
    return people_on_the_books().filter(community=community).count()
