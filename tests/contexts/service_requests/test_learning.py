"""Suggestions: by the pack's words at first, from the community's own history once there is enough of it."""

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import learning, sorting
from linli.contexts.service_requests.models.rules import Learned
from linli.contexts.service_requests.queries import suggesting
from linli.contexts.service_requests.tasks.learning import learn_where_due
from linli.kernel.errors import NotAllowed, NotAllowedNow
from linli.kernel.files.models import StoredFile

SAID = {
    "lighting": ["{n}号楼楼道灯不亮了", "{n}单元门口路灯坏了没人修", "晚上{n}楼声控灯不亮很黑"],
    "noise": ["{n}楼半夜放音响太吵", "楼下{n}点还在跳广场舞噪音大", "{n}号楼装修施工噪声扰民"],
}


def history(desk: Desk, rounds: int) -> None:
    for n in range(rounds):
        for category, sentences in SAID.items():
            for sentence in sentences:
                request = desk.report(sentence.format(n=n + 1), category="other")
                sorting.classify(desk.clerk, request, category=category, kind="help", urgency="general")


def test_at_first_the_packs_words_speak_and_say_which(desk: Desk) -> None:
    said = suggesting.guess(desk.world.building1.code, "我们楼道灯不亮了，路灯也坏")
    assert (said.category, said.learned) == ("lighting", False)
    assert "楼道灯" in said.because
    assert suggesting.guess(desk.world.building1.code, "你好") is None
    assert suggesting.guess(desk.world.building1.code, "今天天气不错哈哈") is None


def test_words_for_two_categories_are_not_sure(desk: Desk) -> None:
    assert not suggesting.by_words("路灯旁边有噪音").is_sure


def test_with_too_little_history_one_is_told_how_much_is_missing(desk: Desk) -> None:
    history(desk, 2)
    with pytest.raises(NotAllowedNow) as refused:
        learning.learn(desk.manager, desk.world.community)
    assert "12 件" in str(refused.value)
    assert learning.count_decided(desk.world.community) == 12
    with pytest.raises(NotAllowed):
        learning.learn(desk.clerk, desk.world.community)


def test_enough_history_is_learned_and_replaces_what_was_learned_before(desk: Desk) -> None:
    history(desk, 10)
    first = learning.learn(desk.manager, desk.world.community)
    assert first.examples == 60
    assert learning.count_decided(desk.world.community) == 60
    said = suggesting.guess(desk.world.building1.code, "5号楼楼道灯坏了")
    assert (said.category, said.learned) == ("lighting", True)
    again = learning.learn(desk.manager, desk.world.community)
    assert list(Learned.objects.values_list("pk", flat=True)) == [again.pk]
    assert StoredFile.objects.get(pk=first.file_id).size == 0
    assert suggesting.guess(desk.world.other_community.code, "5号楼楼道灯坏了").learned is False


def test_each_week_the_clock_learns_where_there_is_enough(desk: Desk) -> None:
    assert learn_where_due() == 0
    history(desk, 10)
    assert learn_where_due() == 1
    assert learn_where_due() == 0
