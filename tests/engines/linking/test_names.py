"""Names agree exactly, by sound, by look, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.linking import ReasonCode as Code
from linli.engines.linking import lookalikes
from linli.engines.linking.frequencies import name_frequencies
from linli.engines.linking.names import compare_names
from linli.engines.linking.people import Name, read_name

PACK = lookalikes((Path(__file__).parents[3] / "packs/base/lookalikes.toml").read_text("utf-8"))
PLAIN = "王李张晓明伟静子轩小"


def name(text: str) -> Name:
    found = read_name(text, PACK)
    assert found
    return found


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ("王晓明", "王 晓明（户主）", Code.SAME_NAME),
        ("王晓明2", "王晓明", Code.SAME_NAME),
        ("阿卜杜拉·买买提", "阿卜杜拉.买买提", Code.SAME_NAME),
        ("張偉", "张伟", Code.NAME_OTHER_SCRIPT),
        ("WANG XIAOMING", "王晓明", Code.NAME_OTHER_SCRIPT),
        ("Xiaoming Wang", "王晓明", Code.NAME_OTHER_SCRIPT),
        ("王晓明", "王小明", Code.NAME_SAME_SOUND),
        ("章晓明", "张晓明", Code.NAME_SAME_SOUND),
        ("王志明", "王子明", Code.NAME_NEAR_SOUND),
        ("李静", "李今", Code.NAME_NEAR_SOUND),
        ("王末", "王未", Code.NAME_LOOKALIKE),
        ("王莱", "王荣", Code.NAME_LOOKALIKE),
        ("王小末", "王晓未", Code.NAME_NEAR_SOUND),
        ("王晓明", "王晓伟", Code.NAME_ONE_CHANGED),
        ("王晓明", "王明", Code.NAME_ONE_MISSING),
        ("王晓明", "王晓", Code.NAME_LAST_MISSING),
        ("王晓明", "王明晓", Code.NAME_SWAPPED),
        ("阿卜杜拉·买买提", "阿卜杜拉", Code.NAME_PART),
        ("阿卜杜拉·买买提", "阿不都拉·买买提", Code.NAME_ONE_CHANGED),
        ("王晓明", "李晓明", Code.OTHER_SURNAME),
        ("王晓明", "王建国", Code.SURNAME_ONLY),
        ("王伟", "王静", Code.SURNAME_ONLY),
        ("王晓明", "李建国", Code.DIFFERENT_NAMES),
    ],
)
def test_ways_to_agree(a: str, b: str, code: Code) -> None:
    assert compare_names(name(a), name(b)) is code
    assert compare_names(name(b), name(a)) is code


@pytest.mark.parametrize("filler", ["", "不详", "无", "户主", "（空）", "  "])
def test_fillers_are_no_names(filler: str) -> None:
    assert read_name(filler, PACK) is None


def test_frequent_names_are_expected_more_often_than_rare_ones() -> None:
    counted = name_frequencies([name("张伟")] * 30 + [name("王晓明")] * 5 + [name("尉迟喆")] * 2)
    assert counted.of_name(name("张伟")) > 100 * counted.of_name(name("尉迟喆"))
    empty = name_frequencies([])
    assert empty.of_name(name("张伟")) > 20 * empty.of_name(name("尉迟喆"))
    assert counted.of_sound(name("王晓明")) >= counted.of_name(name("王晓明"))


def test_the_pack_joins_groups_that_share_a_character() -> None:
    small = lookalikes('[shapes]\ngroups = ["己已", "已巳"]\n[traditional]\npairs = ["張张"]')
    assert small.shape("己已巳王") == "己己己王"
    assert small.simple("張三") == "张三"


def test_a_broken_pack_is_refused() -> None:
    with pytest.raises(ValueError, match="two characters"):
        lookalikes('[shapes]\ngroups = ["己"]')
    with pytest.raises(ValueError, match="Expected"):
        lookalikes("[shapes")


@given(st.text(PLAIN, min_size=2, max_size=4), st.text(PLAIN, min_size=2, max_size=4))
def test_comparing_names_does_not_depend_on_the_order(a: str, b: str) -> None:
    assert compare_names(name(a), name(b)) is compare_names(name(b), name(a))


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_a_name(text: str) -> None:
    read_name(text, PACK)
