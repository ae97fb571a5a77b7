"""Telling people who took part in a topic: on their own page, at the door, or at the desk."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse

from linli.contexts.assembly.models.topics import News, Topic
from linli.contexts.assembly.policies import topics as policies
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.notices import post

Person = tuple[str, UUID | None]
"""A voice, and the record by which one of us wrote something down where there is no phone."""


def tell_author(topic: Topic, key: str, **said: object) -> None:
    """Tell whoever proposed it; what the desk began goes to the desk."""
    if topic.voice:
        tell(topic, key, [(topic.voice, topic.behalf)], **said)
    elif topic.account_id is not None:
        address = reverse("assembly:desk_topic", args=[topic.pk])
        post.tell([topic.account_id], "assembly.topic_news", address, title=topic.title)


def tell_all(topic: Topic, key: str, **said: object) -> None:
    """Tell the author and everybody who seconded."""
    tell_author(topic, key, **said)
    tell(topic, key, seconders(topic), **said)


def seconders(topic: Topic) -> list[Person]:
    """Everybody who seconded, but the author."""
    rows = topic.seconds.exclude(voice=topic.voice).values_list("voice", "behalf")
    return list(rows)


def tell(topic: Topic, key: str, people: Iterable[Person], **said: object) -> None:
    """Put a sentence before some people."""
    now, words = clock.now(), {"title": topic.title, **{name: str(value) for name, value in said.items()}}
    db.insert_all(
        News,
        [
            News(topic=topic, voice=voice, behalf=behalf, key=key, said=words, at=now)
            for voice, behalf in people
        ],
    )


@command("assembly.news_told", policies.may_tell)
def told(actor: Actor, topic: Topic, /, *, news: Sequence[News]) -> int:
    """People without a phone were told, at the door or by a call."""
    keys = [one.pk for one in news if one.topic_id == topic.pk and one.behalf is not None]
    rows = News.objects.filter(pk__in=keys, seen_at=None)
    count = rows.update(seen_at=clock.now(), account_id=actor.account_id)
    note(target=topic, area=topic.community.code, people=count)
    return count


@command("assembly.news_read", policies.is_resident)
def read(actor: Actor, /, *, voices: Sequence[str]) -> int:
    """A resident has seen what is new."""
    count = News.objects.filter(voice__in=voices, seen_at=None).update(seen_at=clock.now())
    note(target=actor.label, people=count)
    return count
