"""Topics in every state, with made-up answers of neighbours: two camps, a small number, one decided."""

import random
from collections.abc import Sequence
from datetime import timedelta

from linli.contexts.assembly.commands import (
    merging,
    moderation,
    statements,
    topic_following,
    topic_steps,
    topics,
)
from linli.contexts.assembly.commands.promises import Promised, Source
from linli.contexts.assembly.models import Ballot, Kind, SourceKind
from linli.contexts.assembly.models import State as BallotState
from linli.contexts.assembly.models.statements import Answer, Statement
from linli.contexts.assembly.models.topics import Channel, Second, Topic
from linli.contexts.assembly.policies.topics import voice_of_person
from linli.contexts.assembly.seeds.talk_words import (
    CHAIRS,
    GATE,
    LOCKERS,
    MORE_CHAIRS,
    PARKING,
    PUDDLE,
    Story,
)
from linli.contexts.registry import api as registry
from linli.contexts.residents import api as residents
from linli.kernel import clock, db
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area

STREAM = 20261122
GATE_VOICES, PARKING_VOICES, LOCKER_VOICES = 46, 52, 12


def topics_past(code: str, manager: Actor, clerk: Actor) -> None:
    """What a community talked about, talks about and will talk about."""
    scene = _Scene(code, manager, clerk)
    scene.gate()
    scene.parking()
    scene.lockers()
    scene.young()


class _Scene:
    """One community and its voices; those who can sign in at the demonstration have said nothing yet."""

    def __init__(self, code: str, manager: Actor, clerk: Actor) -> None:
        self.place = Area.objects.get(code=code)
        self.manager, self.clerk, self.staff = manager, clerk, linli("demo")
        self.chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
        linked, today = residents.linked_below(code), clock.today()
        people = [m for m in registry.members_in(code) if m.is_adult(today) and m.home not in linked]
        self.people = self.chance.sample(people, min(120, len(people)))
        self.voices = [voice_of_person(str(one.key)) for one in self.people]

    def _begin(self, story: Story, seconds: int, days: int) -> Topic:
        """Begun so many days ago, and seconded."""
        with clock.standing_at(clock.now() - timedelta(days=days)):
            row = topics.begin(self.manager, self.place, told=story.told, origin=story.origin)
            self._second(row, seconds)
        return self._fresh(row)

    def _second(self, row: Topic, seconds: int) -> None:
        """Neighbours by phone; enough of them, and it waits for the talk."""
        chosen = self.chance.sample(self.voices, min(seconds, len(self.voices)))
        today = clock.today()
        rows = [Second(topic=row, voice=one, channel=Channel.PHONE, on=today) for one in chosen]
        db.insert_all(Second, rows)
        topics.reach(row)

    def _fresh(self, row: Topic) -> Topic:
        return Topic.objects.select_related("community", "ballot__area", "ballot__box").get(pk=row.pk)

    def _talk(self, row: Topic, story: Story, began: int, days: int) -> list[Statement]:
        """The talk began so many days ago and runs so many days."""
        with clock.standing_at(clock.now() - timedelta(days=began)):
            until = clock.today() + timedelta(days=days)
            topic_steps.open_talk(self.manager, row, until=until)
            return [statements.begin(self.manager, row, words=one) for one, _shares in story.said]

    def _answer(self, rows: Sequence[Statement], story: Story, voices: int) -> None:
        """Each voice belongs to a camp; each camp agrees with its share."""
        found, today = [], clock.today()
        for n, voice in enumerate(self.voices[:voices]):
            for row, (_words, shares) in zip(rows, story.said, strict=True):
                if self.chance.random() < 0.05:
                    continue
                agree = shares[n % len(shares)]
                says = 0 if self.chance.random() < 0.04 else 1 if self.chance.random() < agree else -1
                channel = Channel.PAPER if n % 5 == 0 else Channel.PHONE
                found.append(Answer(statement=row, voice=voice, says=says, channel=channel, on=today))
        db.insert_all(Answer, found)

    def gate(self) -> None:
        """A talk that runs: two camps, and what unites them; words that wait, one that was not shown."""
        row = self._begin(GATE, 14, 12)
        rows = self._talk(row, GATE, 6, 14)
        self._answer(rows, GATE, GATE_VOICES)
        row = self._fresh(row)
        for n, words in enumerate(("晚上回来晚的人怎么进门，要先说清楚", "四号楼那家外卖最多，先管他们")):
            self._say(row, n, words, hours=3)
        refused = self._say(row, 2, "物业就是不想管事", hours=30)
        with clock.standing_at(clock.now() - timedelta(hours=20)):
            moderation.refuse_statement(
                self.clerk, refused, clause="attack", reason="只是指责，没有说希望怎么做"
            )

    def _say(self, row: Topic, n: int, words: str, hours: int) -> Statement:
        """Somebody without a phone says something at the counter."""
        one = self.people[n]
        if one.home is None:
            return statements.begin(self.manager, row, words=words)
        with clock.standing_at(clock.now() - timedelta(hours=hours)):
            door = registry.door(self.staff, one.home)
            asked = {"person": one.key, "name": "", "way": "counter"}
            made = statements.state_for(self.clerk, row, door, words=words, asked=asked)
        return Statement.objects.select_related("topic__community").get(pk=made.pk)

    def parking(self) -> None:
        """A topic that was voted upon, decided and promised."""
        row = self._begin(PARKING, 19, 60)
        rows = self._talk(row, PARKING, 55, 14)
        self._answer(rows, PARKING, PARKING_VOICES)
        with clock.standing_at(clock.now() - timedelta(days=38)):
            row = topic_steps.make_motion(self.manager, self._fresh(row), said=PARKING.motion)
        ballot = Ballot.objects.filter(area__code__startswith=self.place.code, kind=Kind.MOTION).first()
        if ballot is None or ballot.state != BallotState.PUBLISHED:
            return
        Topic.objects.filter(pk=row.pk).update(ballot=ballot)
        with clock.standing_at(clock.now() - timedelta(days=6)):
            row = self._fresh(topic_steps.decide_by_vote(self.staff, self._fresh(row)))
            if row.passed:
                source = Source(SourceKind.TOPIC.value, row.pk, row.title)
                wanted = Promised(
                    source, "北门车棚加 8 个充电口", clock.today() + timedelta(days=20), "梧桐物业",
                    means="公共收益 3200 元",
                )  # fmt: skip
                topic_following.follow(self.manager, row, wanted=wanted)

    def lockers(self) -> None:
        """A talk that is over, with too few voices to speak of groups: the motion is still to be written."""
        row = self._begin(LOCKERS, 11, 30)
        rows = self._talk(row, LOCKERS, 18, 16)
        self._answer(rows, LOCKERS, LOCKER_VOICES)

    def young(self) -> None:
        """One that asks for seconds, one like it, one that has enough, one that was just written down."""
        chairs = self._begin(
            CHAIRS,
            7,
            5,
        )
        alike = self._begin(MORE_CHAIRS, 3, 2)
        merging.ask(self.manager, alike, into=chairs, why="说的都是花园里加椅子，并在一起好讨论")
        self._begin(PUDDLE, 10, 8)
        one = next((one for one in reversed(self.people) if one.home is not None), None)
        if one is not None and one.home is not None:
            asked = {"person": one.key, "name": "", "way": "phone"}
            told = {"title": "活动室周末多开两小时", "words": "周末孩子在家，活动室五点就关，希望开到七点。"}
            topics.propose_for(
                self.clerk, self.place, registry.door(self.staff, one.home), told=told, asked=asked
            )
