"""A contest of places (最美楼道评选): what counts, who was put forward, a jury's marks, who is honoured."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.ballots import Ballot
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id


class ContestState(models.TextChoices):
    """Where a contest is."""

    DRAFT = "draft", _("筹备")
    NOMINATING = "nominating", _("自荐和推荐")
    JUDGING = "judging", _("评委看现场")
    VOTING = "voting", _("居民投票")
    COUNTED = "counted", _("等待公布")
    PUBLISHED = "published", _("已公布")
    CANCELLED = "cancelled", _("已取消")


class EntryState(models.TextChoices):
    """What became of a place that was put forward."""

    PROPOSED = "proposed", _("等待核对")
    ACCEPTED = "accepted", _("参加评选")
    DECLINED = "declined", _("没有参加")
    HONOURED = "honoured", _("获评")
    REVOKED = "revoked", _("已撤销")


class Contest(models.Model):
    """One contest among places of a community; people are never compared."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    """A kind of the pack."""
    unit = models.CharField(max_length=10)
    """Which places take part: a value of ``Area.kind``."""
    title = models.CharField(max_length=60)
    words = models.TextField(max_length=1000, blank=True)
    criteria = models.JSONField(default=list)
    """Key, words and most points, as the pack had them when the contest was laid out."""
    percent = models.PositiveSmallIntegerField()
    """How much residents' votes weigh, of a hundred; 0 for a jury alone."""
    honours = models.PositiveSmallIntegerField()
    picks = models.PositiveSmallIntegerField()
    until = models.DateField()
    """The last day to put a place forward."""
    state = models.CharField(max_length=10, choices=ContestState.choices, default=ContestState.DRAFT)
    ballot = models.OneToOneField(
        Ballot, null=True, blank=True, on_delete=models.SET_NULL, related_name="contest"
    )
    voted = models.PositiveIntegerField(default=0)
    """Valid ballots, once counted."""
    published_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "until"], name="contest_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> str:
        """The code of the community."""
        return self.area.code[:12]

    @property
    def possible(self) -> int:
        """The most points that one juror can give."""
        return sum(int(most) for _key, _words, most in self.criteria)


class ContestEntry(models.Model):
    """A place that takes part."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    why = models.CharField(max_length=300)
    photo = models.UUIDField(null=True)
    visitor = models.UUIDField(null=True)
    """Who put it forward by phone."""
    is_own = models.BooleanField(default=False)
    """By somebody who lives there."""
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.PROPOSED)
    reason = models.CharField(max_length=200, blank=True)
    """Why it did not take part, or why the honour was taken back."""
    option = models.PositiveSmallIntegerField(default=0)
    """Its number on the ballot of the residents; 0 before there is one."""
    votes = models.PositiveIntegerField(default=0)
    jury = models.CharField(max_length=40, blank=True)
    total = models.CharField(max_length=60, blank=True)
    """Exact fractions, ``254/3``, once counted."""
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="entry_once_in_contest"),
            models.UniqueConstraint(fields=["contest", "area"], name="place_once_in_contest"),
        ]

    def __str__(self) -> str:
        return self.place


class Juror(models.Model):
    """Somebody of the jury: a neighbour, a property manager, a teacher; an account is not needed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="jurors")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    """As it is published: name or role."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="juror_once_in_contest")]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """What a juror gave to a place."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="marks")
    entry = models.ForeignKey(ContestEntry, on_delete=models.CASCADE, related_name="marks")
    points = models.JSONField(default=dict)
    """Key of the criterion → points."""
    is_aside = models.BooleanField(default=False)
    """The juror lives there or is close to it, and stood aside."""
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    """Who typed it in from paper; None for the juror's own hand."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "entry"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.juror_id} {self.entry_id}"

    @property
    def sum(self) -> int:
        """All points together."""
        return sum(int(n) for n in self.points.values())
