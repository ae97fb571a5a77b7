"""What a group of requests is called: words that most share, without the crumbs of a number before them."""

import pytest

from linli.engines.similarity.naming import name_of
from linli.engines.similarity.pieces import Text

OTHERS = [Text(f"{n}", f"第{n}件：楼道灯坏了，请来修。") for n in range(30)]


def named(*words: str) -> str:
    members = [Text(str(n), one) for n, one in enumerate(words, 100)]
    return name_of(members, [*OTHERS, *members])


def test_the_rest_of_a_number_is_no_name() -> None:
    name = named("7号楼电梯关门时夹人", "15号楼电梯关门太快", "3号楼电梯关门夹到老人")
    assert "电梯关门" in name
    assert "号楼" not in name


def test_a_name_begins_with_no_little_word() -> None:
    name = named(
        "7号楼前的人行道砖松了，绊倒过人", "3号楼前的人行道砖松了", "12号楼前的人行道砖松了，老人绊倒过"
    )
    assert name.split(" · ")[0] == "人行道砖松了"


@pytest.mark.parametrize("words", ["路灯坏", "好"])
def test_where_nothing_is_shared_the_first_one_speaks(words: str) -> None:
    assert named(words, "完全另外一件事情")
