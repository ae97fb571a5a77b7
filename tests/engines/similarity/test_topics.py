"""A week of messages: many neighbours about one noisy works, a few about a bus, others alone."""

import csv

from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.similarity import Report, duplicates, merged, ready, topics

from .complaints import needs, table

WORKS = [
    "梧桐里小区旁搅拌站噪音扰民", "梧桐里小区附近的搅拌站灰尘太大", "投诉梧桐里搅拌站夜里开工",
    "梧桐里小区旁边建搅拌站是否合法", "再次反映梧桐里小区搅拌站噪音粉尘",
]  # fmt: skip
BUS = ["318路公交车等了四十分钟", "318路公交车经常不按时发车", "反映318路公交车间隔太长"]
OTHERS = [
    "咨询护照办理",
    "想申请老年证",
    "井盖缺失很危险",
    "楼道堆放杂物",
    "图书馆周末几点关门",
    "流浪猫咬人",
]


def reports(titles, likes=0):
    return [Report(ready(title, ""), day=float(day), likes=likes) for day, title in enumerate(titles)]


def test_two_matters_are_found_and_named_and_single_messages_left_out():
    batch = reports([*WORKS, *BUS, *OTHERS])
    first, second = topics(batch)
    assert set(first.rows) == set(range(5))
    assert set(second.rows) == {5, 6, 7}
    assert "梧桐里" in first.name
    assert "搅拌站" in first.name
    assert (first.since, first.until) == (0, 4)


def test_a_letter_that_names_the_matter_only_inside_is_related_and_not_its_core():
    inside = Report(ready("环境污染", f"{WORKS[0]}，{WORKS[1]}，{WORKS[2]}"))
    first = topics([*reports(WORKS), inside, *reports(OTHERS)])[0]
    assert set(first.core) == set(range(5))
    assert first.related == (5,)
    assert set(first.rows) == set(range(6))


def test_where_nobody_wrote_a_title_all_are_the_core():
    batch = [Report(ready("", text)) for text in [*WORKS, *OTHERS]]
    assert all(topic.core == topic.rows and topic.related == () for topic in topics(batch))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text("路灯坏了水", max_size=6), st.text("路灯坏了水", max_size=9)), max_size=12))
def test_rows_are_in_one_matter_at_most_and_the_core_is_half_of_it_or_more(words):
    found = topics([Report(ready(title, body)) for title, body in words])
    rows = [row for topic in found for row in topic.rows]
    assert len(rows) == len(set(rows))
    for topic in found:
        assert sorted([*topic.core, *topic.related]) == sorted(topic.rows)
        assert 2 * len(topic.core) >= len(topic.rows)


def test_likes_and_late_messages_make_a_matter_hotter():
    quiet = topics(reports([*WORKS, *BUS, *OTHERS]))[0]
    liked = topics(reports([*WORKS, *BUS, *OTHERS], likes=9))[0]
    assert liked.likes == 45
    assert liked.heat > quiet.heat
    assert topics(reports([*OTHERS, *WORKS]))[0].recent > 0


def test_nothing_to_group():
    assert topics([]) == []
    assert topics(reports(["井盖缺失"])) == []
    assert topics(reports(["", ""])) == []


LETTER = "我家住在青石路十二号院，门前的路灯已经坏了三个月，晚上老人出门看不见路，请尽快派人来修，谢谢。"


def test_the_same_letter_sent_twice_is_one():
    pairs = duplicates([Report(ready("路灯", LETTER), day=3), Report(ready("求助", LETTER + "！"), day=5)])
    assert [(pair.a, pair.b, pair.alike) for pair in pairs] == [(0, 1, 1.0)]
    assert pairs[0].reason == "文字完全相同，相隔 2 天"


def test_the_same_letter_about_another_street_or_number_is_not():
    other = [
        LETTER.replace("青石路", "白沙路"),
        LETTER.replace("十二号", "十三号"),
        LETTER.replace("路灯", "门禁"),
    ]
    for letter in other:
        assert duplicates([Report(ready("", LETTER)), Report(ready("", letter))]) == []


def test_a_word_more_or_less_is_the_same_letter():
    (pair,) = duplicates([Report(ready("", LETTER)), Report(ready("", LETTER.replace("尽快", "")))])
    assert pair.alike > 0.9
    assert pair.reason == "文字几乎相同"


def test_short_texts_must_agree_in_title_and_place():
    here, there = Report(ready("路灯", "坏了"), "东区"), Report(ready("路灯", "坏了"), "西区")
    assert duplicates([here, there]) == []
    assert merged(duplicates([here, there, here, here]), 4) == [(0, 2, 3)]
    assert duplicates([Report(ready("", ""))] * 2) == []


def test_the_agreed_topics_of_a_real_year():
    with needs("hot_agreed_by_two_teams.csv").open(encoding="utf-8-sig") as lines:
        agreed = {row["留言编号"]: row["A问题"] for row in csv.DictReader(lines)}
    rows = table(needs("附件3_full4326.xlsx"))[1:]
    found = topics([Report(ready(str(row[2]), str(row[4]))) for row in rows])
    for name in set(agreed.values()):
        truth = {place for place, row in enumerate(rows) if agreed.get(str(row[0])) == name}
        best = max(found, key=lambda topic: len(truth & set(topic.rows)))
        assert len(truth & set(best.rows)) >= 0.95 * len(truth), best.name
        assert len(truth & set(best.core)) >= 0.9 * len(truth), best.name
        # The lists hold only what both teams found, so many a right row counts as wrong here.
        assert len(truth & set(best.core)) >= 0.75 * len(best.core), best.name


def test_identical_real_texts_are_merged_and_no_others():
    with needs("fuzhou_river_complaints.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    letters = [Report(ready(row["标题"], row["投诉件内容"]), row["河流"]) for row in rows]
    pairs = duplicates(letters)
    said = [ready("", row["投诉件内容"]).body for row in rows]
    long = {text for text in said if said.count(text) > 1 and len(text) > 60}
    groups = merged(pairs, len(rows))
    merged_texts = [{said[row] for row in group} for group in groups]
    assert all(sum(text in texts for texts in merged_texts) == 1 for text in long)
