"""A topic (议题): who proposed and seconded it, its versions, mergings, and what people must be told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.assembly.models.ballots import Ballot
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id


class TopicState(models.TextChoices):
    """Where a topic is; the arrows are in ``states/topics.py``."""

    WAITING = "waiting", _("等社区看过")
    PROPOSED = "proposed", _("征集附议")
    SECONDED = "seconded", _("附议够了")
    OPEN = "open", _("正在讨论")
    MOTION = "motion", _("成为动议")
    DECIDED = "decided", _("有了决定")
    FOLLOWED = "followed", _("正在落实")
    MERGED = "merged", _("并入别的议题")
    SET_ASIDE = "set_aside", _("暂不讨论")
    WITHDRAWN = "withdrawn", _("提出人撤回")
    REMOVED = "removed", _("没有公开")
    OBJECTED = "objected", _("没有公开，提出人有异议")
    CLOSED = "closed", _("复核后没有公开")


class Channel(models.TextChoices):
    """How somebody took part."""

    PHONE = "phone", pgettext_lazy("channel", "手机")
    PAPER = "paper", _("纸上、电话或窗口")
    STAFF = "staff", _("社区发起")


class Topic(models.Model):
    """Something that neighbours want to talk about and decide."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=40)
    words = models.TextField(max_length=1000)
    origin = models.CharField(max_length=200, blank=True)
    """From which repeated need it came, in numbers; empty for what somebody proposed."""
    state = models.CharField(max_length=10, choices=TopicState.choices, default=TopicState.WAITING)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    voice = models.CharField(max_length=32, blank=True)
    """The author as a keyed hash: equal for the same person, and nobody reads who it is."""
    visitor = models.UUIDField(null=True)
    """The author, who proved a phone."""
    behalf = models.UUIDField(null=True)
    """The record of whoever wrote it down for the author."""
    account_id = models.BigIntegerField(null=True)
    """Who began it at the desk."""
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """Until when somebody must have looked at it."""
    talk_until = models.DateField(null=True, blank=True)
    motion = models.JSONField(default=dict)
    """What, where, when, who, with which money and how: the words that are decided upon."""
    ballot = models.ForeignKey(Ballot, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    handed_to = models.CharField(max_length=120, blank=True)
    """What else decides it, as a Ref: a meeting."""
    passed = models.BooleanField(null=True)
    decision = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="topic_number_once")]
        indexes = [models.Index(fields=["community", "state"], name="topic_by_state")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What a topic said before it was changed, and why it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=40)
    words = models.TextField()
    why = models.CharField(max_length=200)
    """Why it was changed into the next one."""
    until = models.DateTimeField()
    """When it was changed."""
    behalf = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="topic_version_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Second(models.Model):
    """Somebody thinks that it should be talked about; once for each person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="seconds")
    voice = models.CharField(max_length=32, db_index=True)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    behalf = models.UUIDField(null=True)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "voice"], name="second_once")]

    def __str__(self) -> str:
        return str(self.on)


class Merge(models.Model):
    """One topic shall go into another; both authors are told and may object."""

    class State(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("等提出人看过")
        OBJECTED = "objected", _("提出人不同意，不并")
        DONE = "done", _("已经并入")
        DROPPED = "dropped", _("社区收回，不并")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    object_until = models.DateField()
    """The last day on which an author may object."""
    account_id = models.BigIntegerField(null=True)
    objection = models.CharField(max_length=300, blank=True)
    behalf = models.UUIDField(null=True)
    """The record of whoever wrote down the objection."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic"], condition=Q(state="asked"), name="one_open_merge")
        ]

    def __str__(self) -> str:
        return self.why


class News(models.Model):
    """Something that a person who took part must be told: on the phone, or by one of us at the door."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="news")
    voice = models.CharField(max_length=32, db_index=True)
    behalf = models.UUIDField(null=True)
    """Set for somebody without a phone: one of us tells."""
    key = models.CharField(max_length=40)
    """Which sentence."""
    said = models.JSONField(default=dict)
    """What stands in the sentence; never a name."""
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    account_id = models.BigIntegerField(null=True)
    """Who told it."""
    texted_at = models.DateTimeField(null=True, blank=True)
    """When a text message said that there is news, to somebody who asked for that."""
    text_tries = models.PositiveSmallIntegerField(default=0)
    text_after = models.DateTimeField(null=True, blank=True)
    """After a failure not before then."""

    class Meta:
        indexes = [models.Index(fields=["voice", "seen_at"], name="news_of_voice")]

    def __str__(self) -> str:
        return self.key


class TextWish(models.Model):
    """A phone that wants a text message when something becomes of its topics; gone when no longer wanted."""

    visitor = models.UUIDField(primary_key=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.since)
