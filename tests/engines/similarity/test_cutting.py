"""Thousands of texts are cut in one line; each must fall into the pieces it has alone."""

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.similarity import ready
from linli.engines.similarity.cutting import View, cut
from linli.engines.similarity.pieces import runs
from linli.engines.similarity.spaces import placed, space_of
from linli.engines.similarity.themes import Themes

VIEWS = (
    View(of_words=False, lengths=(1, 2, 3)),
    View(of_words=False, lengths=(1, 2), opening=4),
    View(of_words=True, lengths=(1, 2)),
)
TEXTS = st.lists(st.text("路灯坏了水 。12", max_size=12), max_size=8)


def alone(view, text):
    """The pieces of one text, counted one by one."""
    units = view.units(text)
    return Counter(int(key) for length in view.lengths for key in runs(units, length, view.salt))


@settings(max_examples=60)
@given(TEXTS, st.data())
def test_every_text_has_the_pieces_it_has_alone_whole_or_in_part(bodies, data):
    texts = [ready("", body) for body in bodies]
    chosen = data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=6)) if texts else []
    pieces = cut(texts, VIEWS)
    for part, rows in ((pieces, range(len(texts))), (pieces.part(np.array(chosen, dtype=np.intp)), chosen)):
        assert [texts[row] for row in rows] == list(part.texts)
        for view, one in zip(VIEWS, part.cuts, strict=True):
            for place, row in enumerate(rows):
                here = slice(one.starts[place], one.starts[place + 1])
                found = dict(zip(one.keys[here].tolist(), one.counts[here].tolist(), strict=True))
                assert found == alone(view, texts[row])


def test_a_batch_larger_than_one_line_is_cut_alike():
    texts = [ready("", f"路灯坏了{'啊' * (number % 3)}") for number in range(4100)]
    whole, few = cut(texts, VIEWS), cut(texts[3999:4002], VIEWS)
    part = whole.part(np.arange(3999, 4002))
    for one, other in zip(part.cuts, few.cuts, strict=True):
        assert one.keys.tolist() == other.keys.tolist()
        assert one.starts.tolist() == other.starts.tolist()


def test_only_the_opening_is_heard_where_a_view_asks_for_it():
    one, other = (cut([ready("", body)], VIEWS).cuts[1] for body in ("路灯坏了三天", "路灯坏了没人管"))
    assert one.keys.tolist() == other.keys.tolist()


def test_every_view_of_a_row_has_its_weight_as_length_or_none():
    pieces = cut([ready("", "路灯 坏 了 三天"), ready("", "停水了"), ready("", "")], VIEWS)
    space = space_of(pieces, Themes(), 1)
    rows = placed(space, pieces).toarray()
    ends = np.cumsum([0, *(len(known) for known in space.known)])
    sizes = [[np.linalg.norm(row[a:b]) for a, b in pairwise(ends)] for row in rows]
    assert np.allclose(sizes, [[1, 1, 1], [1, 1, 0], [0, 0, 0]])
