"""A meeting (会议): when and where, what is on the agenda, who was there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id


class MeetingState(models.TextChoices):
    """Where a meeting is."""

    DRAFT = "draft", _("筹备")
    ANNOUNCED = "announced", _("已经通知")
    RUNNING = "running", _("正在开")
    CLOSED = "closed", _("开完了，写纪要")
    WRITTEN = "written", _("纪要等主持人同意")
    AGREED = "agreed", _("纪要同意了，等公布")
    PUBLISHED = "published", _("纪要公布了")
    CANCELLED = "cancelled", _("不开了")


class Meeting(models.Model):
    """One meeting of the people of a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    """A key of ``packs/*/meetings.toml``."""
    title = models.CharField(max_length=80)
    words = models.TextField(max_length=1000, blank=True)
    """Why one meets."""
    place = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    entitled = models.PositiveIntegerField(default=0)
    """How many belong to it: adults, households, representatives; 0 where nobody counts them."""
    chair = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who agrees to the minutes; None where a resident leads it."""
    chair_name = models.CharField(max_length=40)
    secretary_name = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=6)
    """What stands on the wall, for those who say by phone that they are there."""
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    moves = models.JSONField(default=list)
    """What it said before it was moved: day and hour, place, and why, the oldest first."""
    notices = models.JSONField(default=dict)
    """What hangs on the board for it, by part (``notice``, ``results``): the page, and since which day."""
    minutes_words = models.TextField(max_length=4000, blank=True)
    """What the secretary adds at the end of the minutes."""
    minutes = models.JSONField(default=dict)
    """The minutes as they were agreed to; from then on nothing changes them."""
    written_by = models.BigIntegerField(null=True)
    agreed_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area", "state", "starts_at"], name="meeting_by_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> str:
        """The code of the community."""
        return self.area.code[:12]


class AgendaItem(models.Model):
    """Something to be talked about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    words = models.TextField(max_length=1000, blank=True)
    notes = models.TextField(max_length=4000, blank=True)
    """What was said, for the minutes."""
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="item_number_once")]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A paper that belongs to an item, for everybody to read beforehand."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    file = models.UUIDField()
    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name


class Attendee(models.Model):
    """Somebody who was there."""

    class Channel(models.TextChoices):
        """How one is known to be there."""

        PHONE = "phone", _("手机报到")
        LIST = "list", _("签到表")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    key = models.CharField(max_length=100)
    """Of a ``Hearer``."""
    visitor = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    name = models.CharField(max_length=40, blank=True)
    """Where nobody of the register was found."""
    door = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit_key = models.CharField(max_length=64, blank=True)
    """The person or household that counts for the quorum; empty for guests."""
    channel = models.CharField(max_length=6, choices=Channel.choices)
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="attended_once")]

    def __str__(self) -> str:
        return self.door or self.name
