"""A neighbour begins to type; requests already made nearby appear with the reason."""

from linli.engines.similarity import Index, Recent, rank, ready

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


def test_candidates_from_around_here_are_ranked_without_an_index():
    first, *_ = rank(BOARD, ready("", "三号楼门前的路灯坏了"), (30.0, 40.0), 12.0)
    assert (first.number, first.metres, first.days) == (1, 50, 2)
    assert first.reason == "都提到“三号楼门前”“路灯坏了”，相距约 50 米，相隔 2 天"
    assert 0.25 <= first.alike <= 1


def test_a_single_candidate_can_be_told_too_and_another_matter_cannot():
    (only,) = rank(BOARD[:1], ready("", "三号楼门前路灯坏了"))
    assert only.number == 1
    assert rank(BOARD, ready("", "想申请老年证")) == []
    assert rank(BOARD, ready("", "")) == []
    assert rank([], ready("", "路灯")) == []
    assert rank([Recent(1, ready("", ""))], ready("", "路灯")) == []


def test_the_near_and_the_fresh_come_first_and_no_more_than_asked():
    text = ready("", "楼道堆放杂物堵住了门")
    board = [Recent(n, text, (100.0 * n, 0.0), 100.0 - n) for n in range(9)]
    assert [hint.number for hint in rank(board, text, (0.0, 0.0), 100.0, most=3)] == [0, 1, 2]
    old, new = Recent(1, text, None, 0.0), Recent(2, text, None, 399.0)
    assert [hint.number for hint in rank([old, new], text, None, 400.0)] == [2, 1]
