"""News reach phones on one's own page, and people without a phone through one of us."""

import pytest
from tests.builders.talk import TOLD, asked, door_of, fresh, person, proposed, seconded

from linli.contexts.assembly.commands import moderation, talk_telling, topics
from linli.contexts.assembly.models.topics import News
from linli.contexts.assembly.queries import own_topics, talk_words, topic_desk
from linli.kernel.notices import post

pytestmark = pytest.mark.django_db


def test_the_phone_of_an_author_shows_news_until_they_are_read(world) -> None:
    _who, author = person(world)
    proposed(world, author)
    news = own_topics.news_of(author)
    assert [talk_words.sentence(one) for one in news] == ["您提的“夜里北门几点关”公开了，正在征集附议。"]
    assert talk_telling.read(author, voices=own_topics.voices_in(author)) == 1
    assert own_topics.news_of(author)[0].seen_at is not None


def test_an_author_without_a_phone_is_told_at_the_door(world) -> None:
    who, clerk = world.person("李大爷"), world.actor("counter_clerk")
    row = fresh(topics.propose_for(clerk, world.community, door_of(world, who), told=TOLD, asked=asked(who)))
    moderation.show_topic(clerk, row)
    lines = topic_desk.to_tell(clerk, topic_desk.untold(clerk))
    assert [(one.place, one.name) for one in lines] == [(who.home.short_address, "李大爷")]
    other = world.actor("grid_worker", world.grid2)
    assert topic_desk.to_tell(other, topic_desk.untold(other)) == []
    assert talk_telling.told(clerk, row, news=[one.news for one in lines]) == 1
    assert not topic_desk.untold(clerk).exists()


def test_what_the_desk_began_is_told_to_the_desk(world) -> None:
    seconded(world)
    account = world.actor("community_manager").account_id
    assert [one.message for one in post.of(account)] == ["assembly.topic_news"]


def test_news_whose_sentence_is_gone_still_say_something(world) -> None:
    row = proposed(world)
    news = News(topic=row, voice="v", key="of-old", said={})
    assert talk_words.sentence(news) == "“夜里北门几点关”有了新的进展。"
