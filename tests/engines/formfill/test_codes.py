"""Code lists: codes, words and other ways of writing lead to one answer."""

import pytest
from tests.engines.formfill.material import lists, parsed

from linli.engines.formfill.codes import same_answer
from linli.engines.text.folding import fold

NAMES = [name for name, entry in parsed("codes.toml").items() if "entries" in entry]


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_found_by_its_word_and_by_its_code(name: str) -> None:
    answers = lists().get(name)
    assert answers is not None
    for entry in answers.codes:
        assert answers.find(entry.word) == entry
        assert answers.of(entry.code) == entry


@pytest.mark.parametrize("name", NAMES)
def test_no_writing_leads_to_two_answers(name: str) -> None:
    seen: dict[str, str] = {}
    for row in parsed("codes.toml")[name]["entries"]:
        for word in (row["word"], *row.get("also", ())):
            assert seen.setdefault(fold(word), row["code"]) == row["code"], word


def test_the_peoples_of_china_are_fifty_six() -> None:
    answers = lists().get("ethnicity")
    assert answers is not None
    numbered = [entry for entry in answers.codes if int(entry.code) <= 56]
    assert len(numbered) == 56
    assert [int(entry.code) for entry in numbered] == list(range(1, 57))


def test_numbering_brackets_and_endings_do_not_matter() -> None:
    answers = lists().get("disability_type")
    assert answers is not None
    for text in ("肢体残疾", "肢体", "4.肢体残疾", "□肢体", "肢体（右下肢）", "4"):
        found = answers.find(text)
        assert found is not None
        assert found.word == "肢体残疾"


def test_an_answer_inside_another_text_counts_only_when_it_is_the_only_one() -> None:
    assert same_answer("低保", ("低保户", "特困户"), None) == "低保户"
    assert same_answer("户", ("低保户", "特困户"), None) is None


def test_wider_answers_come_after_close_ones() -> None:
    education = lists().get("education")
    assert same_answer("小学", ("小学", "初中及以下"), education) == "小学"
    assert same_answer("小学", ("文盲", "初中及以下"), education) == "初中及以下"
