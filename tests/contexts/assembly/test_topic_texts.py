"""Text messages about topics: to authors and seconders who asked, by day, once a step, nobody's words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.neighbours import browser
from tests.builders.talk import fresh, person, proposed, said, seconded, talking

from linli.adapters.sms.fake import FakeTextMessages
from linli.contexts.assembly.commands import talk_telling, topic_steps, topic_texts, topics
from linli.contexts.assembly.models.topics import News, TextWish
from linli.contexts.assembly.queries import own_topics
from linli.contexts.assembly.queries.topic_texts import to_text
from linli.contexts.assembly.tasks.topics import text_news
from linli.kernel import ports
from linli.kernel.actor import linli
from linli.kernel.errors import NotAllowed
from linli.kernel.visitors.models import Visitor

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


@pytest.fixture
def network():
    before, fake = ports.ask(ports.TextMessages), FakeTextMessages()
    ports.serve(ports.TextMessages, fake)
    yield fake
    ports.serve(ports.TextMessages, before)


def test_an_author_who_asked_hears_each_step_once(world, clock, network) -> None:
    author = person(world)[1]
    proposed(world, author)
    assert text_news() == 0
    clock.forward(timedelta(minutes=5))
    topic_texts.ask_for(author)
    assert text_news() == 0  # what was before is not sent afterwards
    clock.forward(timedelta(minutes=5))
    row = seconded(world, author, title="楼道灯太暗了")
    assert text_news() == 2
    assert text_news() == 0
    assert [phone for phone, _words in network.sent] == [PHONE] * 2
    words = [words for _phone, words in network.sent]
    assert words[1] == (
        f"【邻里】梧桐苑社区第 {row.number} 号议题：附议的人够了。请到“我的议题”里看，也可以到社区窗口问。"
    )
    assert not any("楼道灯" in one for one in words)


def test_seconders_hear_and_reasons_are_not_told(world, clock, network) -> None:
    row, neighbour = proposed(world, person(world)[1]), person(world, "李大姐", "13800000002")[1]
    topics.second(neighbour, row)
    topic_texts.ask_for(neighbour)
    clock.forward(timedelta(minutes=5))
    topic_steps.set_aside(world.actor("community_manager"), fresh(row), reason="人家已经在修了")
    assert text_news() == 1
    assert network.sent[0][0] == "13800000002"
    assert "人家" not in network.sent[0][1]


def test_who_only_said_something_or_asked_no_longer_hears_nothing(world, clock, network) -> None:
    author = person(world)[1]
    topic_texts.ask_for(author)
    row = talking(world)
    said(world, row)
    topic_texts.leave_off(author)
    topic_texts.leave_off(author)
    assert (text_news(), network.sent) == (0, [])
    assert not TextWish.objects.exists()


def test_nobody_is_woken_and_what_was_read_is_not_sent(world, clock, network) -> None:
    author = person(world)[1]
    topic_texts.ask_for(author)
    proposed(world, author)
    clock.forward(timedelta(hours=12))
    assert text_news() == 0  # ten in the evening
    clock.forward(timedelta(hours=9, minutes=59))
    assert text_news() == 0
    clock.forward(timedelta(minutes=1))
    assert text_news() == 1  # eight in the morning
    proposed(world, author, title="再说一件事情")
    talk_telling.read(author, voices=own_topics.voices_in(author))
    assert text_news() == 0


def test_a_network_that_is_down_is_asked_again_and_a_gone_phone_is_not(world, clock, network) -> None:
    author = person(world)[1]
    topic_texts.ask_for(author)
    proposed(world, author)
    network.is_down = True
    assert text_news() == 0
    network.is_down = False
    assert text_news() == 0
    clock.forward(timedelta(minutes=3))
    assert text_news() == 1
    proposed(world, author, title="再说一件事情")
    Visitor.objects.update(is_doubted=True)
    assert text_news() == 0
    Visitor.objects.update(is_doubted=False)
    clock.forward(timedelta(hours=1))
    assert text_news() == 0


def test_old_news_are_not_texted(world, clock, network) -> None:
    author = person(world)[1]
    topic_texts.ask_for(author)
    proposed(world, author)
    clock.forward(timedelta(days=3))
    assert text_news() == 0


def test_only_for_oneself_and_only_the_house_sends(world) -> None:
    row = proposed(world, person(world)[1])
    news = News.objects.get(topic=row)
    with pytest.raises(NotAllowed):
        topic_texts.ask_for(world.actor("community_manager"))
    with pytest.raises(NotAllowed):
        topic_texts.sent(world.actor("community_manager"), news)
    assert topic_texts.sent(linli("assembly"), news).texted_at is not None


def test_the_page_asks_for_them_and_leaves_them_off(world) -> None:
    person(world)
    hand, page = browser(PHONE), "/assembly/topics/mine/"
    assert "有进展发短信给我" in hand.get(page).content.decode()
    assert "有进展会发短信" in hand.post(f"{page}texts/", {"wanted": "yes"}, follow=True).content.decode()
    assert "不要再发短信" in hand.get(page).content.decode()
    hand.post(f"{page}texts/", {"wanted": "no"})
    assert not TextWish.objects.exists()


def test_the_clock_does_not_ask_more_for_more(world, clock) -> None:
    counts = []
    for start, size in ((0, 1), (1, 4)):
        for n in range(start, start + size):
            author = person(world, f"邻居{n}", f"1390000{n:04d}")[1]
            topic_texts.ask_for(author)
            proposed(world, author)
        with CaptureQueriesContext(connection) as asked:
            assert len(to_text()) == start + size
        counts.append(len(asked))
    assert counts[0] == counts[1]
