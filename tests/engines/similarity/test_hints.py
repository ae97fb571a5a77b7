"""A neighbour begins to type; requests already made nearby appear with the reason."""

from linli.engines.similarity import Index, Recent, ready

BOARD = [
    Recent(1, ready("梧桐里三号楼门前路灯坏了", ""), (0.0, 0.0), 10.0),
    Recent(2, ready("白沙路路灯坏了", ""), (3000.0, 0.0), 9.0),
    Recent(3, ready("垃圾没人清运", ""), (10.0, 0.0), 10.0),
]


def test_the_same_matter_nearby_comes_first_with_its_reason():
    first, *_ = Index(BOARD).likely(ready("", "三号楼门前的路灯坏了"), (30.0, 40.0), 12.0)
    assert first.number == 1
    assert first.metres == 50
    assert first.reason == "都提到“三号楼门前”“路灯坏了”，相距约 50 米，相隔 2 天"


def test_another_matter_is_not_shown():
    assert Index(BOARD).likely(ready("", "想申请老年证")) == []
    assert Index(BOARD).likely(ready("", "")) == []
    assert Index().likely(ready("", "路灯")) == []


def test_what_is_added_is_found_and_what_is_removed_is_not():
    index = Index(BOARD)
    index.add(Recent(4, ready("电梯困人", "")))
    assert [hint.number for hint in index.likely(ready("", "电梯困人了"))] == [4]
    index.remove(4)
    index.remove(99)
    assert index.likely(ready("", "电梯困人了")) == []
    index.add(Recent(3, ready("广场舞太吵", "")))
    assert len(index) == 3
    assert index.likely(ready("", "垃圾没人清运")) == []
    assert [hint.number for hint in index.likely(ready("", "广场舞太吵"))] == [3]


def test_far_away_counts_less():
    near, far = (Index(BOARD).likely(ready("", "路灯坏了"), (east, 0.0))[0].number for east in (0.0, 3000.0))
    assert (near, far) == (1, 2)
