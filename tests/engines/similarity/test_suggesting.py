"""A clerk shows a handful of filed requests; new ones are filed alike, doubtful ones said to be doubtful."""

import dataclasses
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from linli.engines.similarity import (
    CannotLearn,
    Example,
    NotAModel,
    Themes,
    categories,
    columns_of,
    pack,
    ready,
    suggest,
    text_of,
    themes,
    train,
    unpack,
)
from linli.engines.similarity.counts import counted
from linli.engines.similarity.cutting import cut
from linli.engines.similarity.margins import fitted
from linli.engines.similarity.spaces import FEW_VIEWS, MANY_VIEWS, placed, space_of
from linli.engines.similarity.suggesting import _dealt
from linli.engines.similarity.trust import chances, trust

from .complaints import PACK, needs, table

WATER = [
    "楼上水管漏水，天花板湿了",
    "自来水管爆裂，楼道漏水",
    "厨房水管一直漏水没人修",
    "水管老化漏水严重",
    "卫生间水管漏水",
]
NOISE = [
    "夜里工地施工噪音太大",
    "广场舞音响噪音吵得睡不着",
    "凌晨施工噪音扰民",
    "楼下饭店噪音大，夜里很吵",
    "夜里装修噪音不停",
]
EXAMPLES = [Example(ready("", text), "水电") for text in WATER] + [
    Example(ready("", text), "噪音") for text in NOISE
]
WORDS = themes('[themes]\nwater = ["水管", "漏水", "渗水"]\nnoise = ["噪音", "喇叭"]')


@pytest.fixture(scope="module")
def model():
    return train(EXAMPLES, WORDS)


def test_a_new_leak_is_filed_with_the_leaks_and_the_words_are_named(model):
    (answer,) = suggest(model, [ready("", "我家客厅天花板漏水，水管坏了")])
    assert answer.category == "水电"
    assert answer.second == "噪音"
    assert {"漏水", "水管"} & set(answer.because)
    assert "水电" in answer.sentence


def test_a_word_never_met_is_understood_through_its_theme(model):
    (answer,) = suggest(model, [ready("", "外墙渗水")])
    assert answer.category == "水电"


def test_a_text_about_something_else_is_not_called_sure(model):
    (answer,) = suggest(model, [ready("", "护照")])
    assert not answer.sure
    assert "拿不准" in answer.sentence


def test_one_text_gets_the_answer_it_gets_among_many(model):
    texts = [ready("", text) for text in ["漏水了", "噪音大", "", "。。。"]]
    together = suggest(model, texts)
    for text, answer in zip(texts, together, strict=True):
        (alone,) = suggest(model, [text])
        assert alone == answer
    assert suggest(model, []) == []


def test_learning_twice_gives_the_same_model_and_the_order_of_a_title_does_not_matter(model):
    assert pack(train(EXAMPLES, WORDS)) == pack(model)


def test_a_stored_model_answers_as_before(model):
    again = unpack(pack(model))
    texts = [ready("水管", "又漏水"), ready("", "音响很吵")]
    for old, new in zip(suggest(model, texts), suggest(again, texts), strict=True):
        assert new.confidence == pytest.approx(old.confidence, abs=1e-5)
        assert dataclasses.replace(new, confidence=0) == dataclasses.replace(old, confidence=0)


def test_a_model_kept_before_openings_were_views_still_answers(model):
    now = np.load(io.BytesIO(pack(model)))
    said = json.loads(now["said"].tobytes())
    said |= {"format": 2, "views": [view[:3] for view in said["views"]]}
    kept = io.BytesIO()
    arrays = {name: now[name] for name in now.files}
    np.savez(kept, **arrays | {"said": np.frombuffer(json.dumps(said).encode(), dtype=np.uint8)})
    assert all(view.opening == 0 for view in unpack(kept.getvalue()).space.views)


@pytest.mark.parametrize("harm", [b"", b"PK", b"not an archive at all"])
def test_anything_else_is_no_model(harm):
    with pytest.raises(NotAModel, match="不是邻里"):
        unpack(harm)


def test_a_cut_model_is_no_model(model):
    whole = pack(model)
    for end in range(0, len(whole), max(1, len(whole) // 20)):
        with pytest.raises(NotAModel):
            unpack(whole[:end])


def test_too_few_examples_are_refused_in_words():
    with pytest.raises(CannotLearn, match="两个类别"):
        train(EXAMPLES[:5], WORDS)
    with pytest.raises(CannotLearn, match="两个类别"):
        train([], WORDS)


def test_a_category_of_one_example_is_learned_and_never_called_sure():
    learned = train(EXAMPLES[:6], WORDS)
    assert set(learned.labels) == {"水电", "噪音"}
    lonely = train([Example(ready("", name), name) for name in ("路灯坏了", "垃圾没清", "停水了")], WORDS)
    assert lonely.trust.right == 0
    assert not any(answer.sure for answer in suggest(lonely, [ready("", "路灯"), ready("", "停水了")]))


def test_categories_alone_are_those_of_the_suggestions(model):
    texts = [ready("", text) for text in ["漏水了", "噪音大", ""]]
    said = [(answer.category, answer.confidence) for answer in suggest(model, texts)]
    assert categories(model, texts) == said
    assert categories(model, []) == []


def test_learning_tells_how_far_it_is():
    heard = []
    train(EXAMPLES, WORDS, lambda done, of: heard.append((done, of)))
    assert heard == [(step, 6) for step in range(7)]


def test_a_rest_far_larger_than_a_class_is_heard_in_part_with_its_whole_weight():
    rng = np.random.default_rng(4)
    truth = np.repeat([0, 1], [20, 380])
    near = rng.normal(size=(400, 6)) + np.where(truth == 0, 1.5, 0.0)[:, None]
    rows = csr_matrix(np.column_stack([near, np.ones(400)]))
    whole, part = (rows @ fitted(rows, truth, 2, 0.7, most)[:, 0] > 0 for most in (400, 100))
    assert (whole == part).mean() > 0.95


def test_a_piece_that_all_others_hold_speaks_against():
    weights = counted(csr_matrix(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])), np.array([0, 0, 1]), 2)
    assert weights[0, 0] > weights[0, 1]
    assert weights[1, 1] > weights[1, 0]


def test_many_thousand_examples_are_learned_from_a_part_with_every_category():
    truth = np.repeat([0, 1, 2], [90_000, 9_970, 30])
    kept = truth[_dealt(truth)]
    assert 30_000 <= len(kept) <= 30_100
    assert np.bincount(kept).tolist()[2] == 30
    assert len(_dealt(truth[:100])) == 100


def test_themes_fade_where_examples_abound():
    few = space_of(cut([ready("", "漏水")] * 400, FEW_VIEWS), WORDS, 1)
    many = space_of(cut([ready("", "漏水")] * 5000, MANY_VIEWS), WORDS, 2)
    assert (few.heed, many.heed) == (1.0, 0.0)
    assert placed(many, cut([ready("", "渗水")], MANY_VIEWS)).shape == (1, many.width)


def test_a_space_is_no_wider_than_memory_allows():
    texts = [ready("", chr(0x4E00 + number)) for number in range(300)] + [ready("", "一二三")] * 3
    space = space_of(cut(texts, FEW_VIEWS), Themes(), 1, classes=50_000_000 // 40)
    assert all(len(known) <= 10 for known in space.known)


def test_the_border_is_the_least_of_the_loss():
    rng = np.random.default_rng(3)
    rows, truth = rng.normal(size=(40, 6)), rng.integers(0, 2, 40)
    signs = np.where(truth == 1, 1.0, -1.0)
    found = fitted(csr_matrix(rows), truth, 2, 0.7)[:, 1]

    def loss(border):
        return 0.5 * border @ border + 0.7 * (np.maximum(0, 1 - signs * (rows @ border)) ** 2).sum()

    assert all(loss(found) <= loss(found + 0.05 * rng.normal(size=6)) for _ in range(200))


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.floats(-50, 50), min_size=3, max_size=3), min_size=1, max_size=5),
    st.floats(0.05, 50),
)
def test_chances_are_chances(margins, scale):
    said = chances(np.array(margins), scale)
    assert np.allclose(said.sum(axis=1), 1)
    assert (said >= 0).all()


def test_sure_is_said_only_where_it_was_right_95_times_in_100():
    margins = np.array([[2.0, 0.0]] * 95 + [[0.1, 0.0]] * 100)
    truth = np.array([0] * 95 + [0, 1] * 50)
    assert trust(margins[:10], truth[:10]).sure > 1
    learned = trust(margins, truth)
    high, low = (chances(np.array([[gap, 0.0]]), learned.scale)[0, 0] for gap in (2.0, 0.1))
    assert low < learned.sure <= high


def test_real_messages_trained_on_495_are_filed_like_the_clerks_did():
    from .complaints import FOLDER

    known = table(needs("附件2_sample495_labelled.xlsx"))
    columns = columns_of(known)
    rows = [(ready(*text_of(row, columns)), str(row[columns.label])) for row in known[columns.first :]]
    learned = train([Example(text, label) for i, (text, label) in enumerate(rows) if i % 3], themes(PACK))
    asked = [row for i, row in enumerate(rows) if not i % 3]
    answers = suggest(learned, [text for text, _ in asked])
    right = [answer.category == label for answer, (_, label) in zip(answers, asked, strict=True)]
    assert sum(right) / len(right) >= 0.75, FOLDER.name
