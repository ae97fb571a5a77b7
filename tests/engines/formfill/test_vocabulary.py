"""The words as data: none with two meanings, every field present, every list known."""

from collections import defaultdict

from tests.engines.formfill.material import column_of, lists, parsed, shared, vocabulary

from linli.engines.formfill.model import Term
from linli.engines.formfill.vocabulary import vocabulary_from
from linli.engines.text.folding import fold


def test_the_fields_are_exactly_the_agreed_ones() -> None:
    agreed = (shared("forms", "community") / "fields.txt").read_text(encoding="utf-8").split()
    assert set(vocabulary().terms) == set(agreed)


def test_no_word_asks_for_two_fields() -> None:
    asked = defaultdict(set)
    for label, entry in parsed("aliases.toml")["labels"].items():
        for word in (*entry.get("aliases", ()), *entry.get("inverse", ()), *entry.get("start", ())):
            asked[fold(word)].add(label)
    assert {word: labels for word, labels in asked.items() if len(labels) > 1} == {}


def test_no_word_is_both_asked_and_not_held() -> None:
    aliases = parsed("aliases.toml")
    held = {fold(word) for entry in aliases["labels"].values() for word in entry.get("aliases", ())}
    assert held & set(map(fold, aliases["elsewhere"]["aliases"])) == set()


def test_every_field_is_called_by_its_own_name() -> None:
    for label in vocabulary().terms:
        before = ("性别", "民族") if label == "姓名" else ("姓名", "年级X")
        assert label == "备注" or column_of(*before, label).label == label


def test_code_lists_that_fields_name_exist() -> None:
    for term in vocabulary().terms.values():
        assert not term.code or lists().get(term.code) is not None, term.label


def test_topics_of_fields_are_topics_of_groups() -> None:
    aliases = parsed("aliases.toml")
    named = set(aliases["topics"])
    within = {topic for entry in aliases["labels"].values() for topic in entry.get("within", {})}
    assert within | set(aliases["elsewhere"]["within"]) <= named
    assert set(aliases["words"]["form_wide"]) <= named


def test_words_are_many() -> None:
    assert len(vocabulary().words) > 5000


def test_a_community_may_add_words_and_fields_of_its_own() -> None:
    own = Term("门禁卡号", kind="text", aliases=("门禁卡", "门禁编号"))
    wider = vocabulary_from(parsed("aliases.toml"), terms=[own])
    senses = wider.senses("门禁编号")
    assert senses is not None
    assert senses.label == "门禁卡号"
    assert wider.term("门禁卡号") is own
    assert wider.term("无此字段").kind == "text"
