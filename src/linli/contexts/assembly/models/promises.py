"""A promise (承诺): what was promised where, by whom, until when, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id


class SourceKind(models.TextChoices):
    """Where something was promised."""

    MEETING = "meeting", _("会议")
    TOPIC = "topic", _("议题")
    OPEN_SPACE = "open_space", _("开放空间会议")
    CONTEST = "contest", _("评选")
    BALLOT = "ballot", _("投票表决")
    OTHER = "other", _("其他场合")


class PromiseState(models.TextChoices):
    """Where a promise is."""

    MADE = "made", _("答应了")
    UNDER_WAY = "under_way", _("在做了")
    POSTPONED = "postponed", _("推迟了")
    HANDED_ON = "handed_on", _("转给别人做")
    DONE = "done", _("做完了，等确认")
    KEPT = "kept", _("兑现了")
    NOT_KEPT = "not_kept", _("没能做到")


AT_WORK = (PromiseState.MADE, PromiseState.UNDER_WAY, PromiseState.POSTPONED, PromiseState.HANDED_ON)
"""Somebody has still to do something."""


class Promise(models.Model):
    """One thing that somebody promised before others."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=12, choices=SourceKind.choices)
    source_id = models.UUIDField(null=True, blank=True)
    source_title = models.CharField(max_length=80)
    title = models.CharField(max_length=80)
    """What."""
    means = models.CharField(max_length=300, blank=True)
    """With what: how, with which money and hands."""
    who = models.CharField(max_length=60)
    """Who is responsible, in the words that everybody reads."""
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """In whose Today it stands; None where nobody of us does it: whoever wrote it down looks after it."""
    first_due_on = models.DateField()
    """The day that was promised first; it stays."""
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=PromiseState.choices, default=PromiseState.MADE)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    news_at = models.DateTimeField()
    """When something happened that everybody who took part should hear."""
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area", "state", "due_on"], name="promise_by_place"),
            models.Index(fields=["source_kind", "source_id"], name="promise_by_source"),
            models.Index(fields=["account", "state", "due_on"], name="promise_by_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> str:
        """The code of the community."""
        return self.area.code[:12]

    @property
    def is_overdue(self) -> bool:
        """Its day is over, and somebody has still to do something."""
        return self.state in AT_WORK and self.due_on < clock.today()

    @property
    def days_over(self) -> int:
        """Days since its day; below zero before it."""
        return (clock.today() - self.due_on).days


class PromiseStep(models.Model):
    """Something that happened with a promise; everybody reads it."""

    class What(models.TextChoices):
        """What happened."""

        MADE = "made", _("答应")
        BEGUN = "begun", _("开始做")
        PROGRESS = "progress", _("进展")
        DONE = "done", _("说做完了")
        SENT_BACK = "sent_back", _("还没做好，接着做")
        KEPT = "kept", _("确认兑现了")
        NOT_KEPT = "not_kept", _("说明没能做到")
        POSTPONED = "postponed", _("推迟")
        HANDED_ON = "handed_on", _("转给别人")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    words = models.CharField(max_length=500, blank=True)
    photo = models.UUIDField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    """The new day, when it was put off."""
    by_residents = models.PositiveSmallIntegerField(default=0)
    """How many of those who took part confirmed it, when they did."""
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["promise", "at"], name="promise_steps")]

    def __str__(self) -> str:
        return self.what


class Participant(models.Model):
    """Somebody who took part where something was promised, and is told what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source_kind = models.CharField(max_length=12, choices=SourceKind.choices)
    source_id = models.UUIDField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    """Where one lives, or the place of the meeting where that is not known."""
    key = models.CharField(max_length=100)
    """``account:7``, ``visitor:<uuid>``, ``person:<uuid>`` or ``name:<door> <name>``."""
    account_id = models.BigIntegerField(null=True)
    visitor = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    name = models.CharField(max_length=40, blank=True)
    """As written on the list, where nobody of the register was found."""
    door = models.CharField(max_length=60, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """Until when one has heard everything: looked at the page, or was told by one of us."""
    told_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id", "key"], name="took_part_once")
        ]
        indexes = [
            models.Index(fields=["visitor"], name="took_part_visitor"),
            models.Index(fields=["person"], name="took_part_person"),
        ]

    def __str__(self) -> str:
        return self.door or self.key


class PromiseVoice(models.Model):
    """What somebody who took part says: was it kept?"""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="voices")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    is_kept = models.BooleanField()
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise", "participant"], name="one_voice_each")]

    def __str__(self) -> str:
        return self.words
