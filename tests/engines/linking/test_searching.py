"""Stories of the register: who is one person, who only seems to be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.engines.linking.town import Truth, precision_and_recall, town
from tests.engines.linking.visiting_lists import linkable, lists

from linli.engines.identity import check_character
from linli.engines.linking import (
    ASK,
    SURE,
    Band,
    Pair,
    ReasonCode,
    Record,
    duplicates,
    index,
    lookalikes,
    matches,
)

PACK = lookalikes((Path(__file__).parents[3] / "packs/base/lookalikes.toml").read_text("utf-8"))
NEIGHBOURS = town(5, 1500, twice=0).records


def number(region: str, birth: date, sequence: int) -> str:
    body = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return body + check_character(body)


WANG = Record(
    "wang",
    "王晓明",
    number("330106", date(1951, 4, 9), 117),
    date(1951, 4, 9),
    "1",
    ("13812345678",),
    "61-2-501",
    "H900",
)


def judged(*records: Record) -> Pair | None:
    """The pair of the first two records, in the midst of a town."""
    found = duplicates([*NEIGHBOURS, *records], PACK, least=0.0001)
    wanted = {records[0].key, records[1].key}
    return next((pair for pair in found if {pair.a, pair.b} == wanted), None)


def codes(pair: Pair) -> set[ReasonCode]:
    return {reason.code for reason in pair.reasons}


@pytest.mark.parametrize(
    "second",
    [
        replace(WANG, id_number=WANG.id_number.lower()),
        replace(WANG, id_number=WANG.id_number[:6] + WANG.id_number[8:17]),
        replace(
            WANG, id_number=WANG.id_number[:9] + "7" + WANG.id_number[10:], address="3-1-101", household=""
        ),
        replace(WANG, name="王小明", id_number=""),
        replace(WANG, name="王晓朋", id_number=""),
        replace(WANG, name="王曉明", id_number="", birth=None),
        replace(WANG, birth=date(1951, 9, 4), id_number="", phones=()),
        replace(WANG, id_number="", birth=None, address="61号楼二单元501室", household=""),
        replace(WANG, id_number="", address="", household="", phones=("13812345687",)),
        Record("", WANG.name, WANG.id_number),
    ],
)
def test_one_person_entered_twice_is_sure(second: Record) -> None:
    pair = judged(WANG, replace(second, key="again"))
    assert pair
    assert pair.band is Band.SURE


def test_the_reasons_say_what_agrees_and_cover_numbers() -> None:
    pair = judged(WANG, replace(WANG, key="again", name="王小明"))
    assert pair
    assert {ReasonCode.SAME_ID, ReasonCode.NAME_SAME_SOUND, ReasonCode.SAME_HOME} <= codes(pair)
    by_code = {reason.code: reason for reason in pair.reasons}
    assert by_code[ReasonCode.NAME_SAME_SOUND].values == ("王晓明", "王小明")
    assert by_code[ReasonCode.SAME_PHONE].values[0] == "138****5678"
    assert WANG.id_number not in str(pair.reasons)
    assert by_code[ReasonCode.SAME_ID].weight > 10


def test_twins_are_two_people() -> None:
    born = date(2015, 6, 12)
    elder = replace(WANG, key="elder", name="王子轩", birth=born, id_number=number("330106", born, 31))
    younger = replace(elder, key="younger", name="王子涵", id_number=number("330106", born, 33))
    assert judged(elder, younger) is None
    without = judged(replace(elder, id_number=""), replace(younger, id_number=""))
    assert without is None or without.band is Band.NO


def test_father_and_son_share_home_and_telephone() -> None:
    son = replace(
        WANG,
        key="son",
        name="王晓亮",
        birth=date(1978, 1, 20),
        id_number=number("330106", date(1978, 1, 20), 19),
    )
    assert judged(WANG, son) is None
    pair = judged(replace(WANG, id_number=""), replace(son, id_number=""))
    assert pair is None or pair.band is Band.NO


def test_a_couple_shares_a_telephone() -> None:
    born = date(1953, 2, 2)
    wife = replace(WANG, key="wife", name="李桂芳", sex="2", birth=born, id_number=number("330106", born, 48))
    assert judged(WANG, wife) is None


def test_namesakes_next_door_are_two_people() -> None:
    born = date(1960, 8, 30)
    other = replace(
        WANG,
        key="other",
        birth=born,
        id_number=number("330106", born, 51),
        phones=("13700001111",),
        address="61-1-302",
        household="H901",
    )
    pair = judged(WANG, other)
    assert pair is None or pair.band is Band.NO


def test_namesakes_of_one_day_with_two_good_numbers_are_two_people() -> None:
    other = replace(
        WANG,
        key="other",
        id_number=number("410182", date(1951, 4, 9), 23),
        phones=("13700001111",),
        address="12-1-302",
        household="H901",
    )
    pair = judged(WANG, other)
    assert pair is None or pair.band is Band.NO


def test_a_shared_rare_name_says_more_than_a_shared_common_one() -> None:
    def chance(name: str) -> float:
        first = Record("first", name, birth=date(1951, 4, 9), address="61-2-501")
        pair = judged(first, Record("second", name, phones=("13700001111",)))
        return pair.probability if pair else 0.0

    assert chance("尉迟喆") > 5 * chance("张伟")
    assert chance("尉迟喆") < SURE


def test_a_household_that_moved_together_is_recognised() -> None:
    def household(key: str, address: str, *names: str) -> list[Record]:
        return [Record(f"{key}{at}", name, address=address, household=key) for at, name in enumerate(names)]

    before = household("old", "61-2-501", "王建国", "李桂芳", "王雪梅")
    alone = duplicates([*NEIGHBOURS, before[0], *household("new", "62-1-301", "王建国")], PACK, least=0.0001)
    together = duplicates(
        [*NEIGHBOURS, *before, *household("new", "62-1-301", "王建国", "李桂芳", "王雪梅")],
        PACK,
        least=0.0001,
    )
    probability = {(pair.a, pair.b): pair.probability for pair in alone}.get(("old0", "new0"), 0.0)
    pair = next(pair for pair in together if (pair.a, pair.b) == ("old0", "new0"))
    assert pair.probability > probability
    assert pair.band is Band.SURE
    assert ReasonCode.SAME_HOUSEHOLD_MEMBERS in codes(pair)


def test_a_new_person_is_looked_up_in_the_register() -> None:
    register = index([*NEIGHBOURS, WANG], PACK)
    found = matches(Record("new", "王小明", phones=("138-1234-5678",), birth=date(1951, 4, 9)), register)
    assert [pair.b for pair in found] == ["wang"]
    assert matches(Record("new", "诸葛孔明", birth=date(1981, 7, 23)), register) == []
    assert all(pair.b != "wang" for pair in matches(WANG, register))


def test_an_empty_register_has_no_duplicates() -> None:
    assert duplicates([]) == []
    assert duplicates([Record("one")]) == []
    assert matches(WANG, index([])) == []


def test_empty_records_are_never_duplicates() -> None:
    assert duplicates([Record(f"{at}", name="不详", phones=("无",)) for at in range(50)]) == []


@pytest.mark.parametrize("seed", [9001, 9002])
def test_a_whole_town_with_planted_duplicates(seed: int) -> None:
    truth = town(seed, 6000)
    found = duplicates(truth.records, PACK)
    precision, recall = precision_and_recall([(pair.a, pair.b) for pair in found], truth)
    assert precision >= 0.98
    assert recall >= 0.95
    sure = [(pair.a, pair.b) for pair in found if pair.band is Band.SURE]
    assert precision_and_recall(sure, truth)[0] >= 0.99


@pytest.mark.parametrize("seed", [9003])
def test_lists_of_another_kind(seed: int) -> None:
    truth = lists(seed, 5000)
    found = [(pair.a, pair.b) for pair in duplicates(truth.records, PACK)]
    precision, recall = precision_and_recall(found, truth)
    assert precision >= 0.99
    assert recall >= 0.93
    assert precision_and_recall(found, Truth(truth.records, linkable(truth)))[1] >= 0.95


def test_the_result_does_not_depend_on_the_order_of_records() -> None:
    truth = town(77, 1200)
    one = {frozenset((pair.a, pair.b)) for pair in duplicates(truth.records, PACK, least=ASK)}
    other = {frozenset((pair.a, pair.b)) for pair in duplicates(truth.records[::-1], PACK, least=ASK)}
    assert one == other
