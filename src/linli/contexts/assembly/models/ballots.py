"""A vote (表决): what is asked, who has a say, who put the roll right."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.engines.tally.ballots import Per
from linli.engines.tally.quorum import Matter
from linli.kernel.areas.models import Area
from linli.kernel.ballots.models import Box
from linli.kernel.ids import new_id


class Kind(models.TextChoices):
    """By which rule it is counted."""

    QUESTION = "question", _("从几项里选")
    MOTION = "motion", _("赞成或反对（居民会议）")
    OWNERS = "owners", _("业主共同决定（民法典第278条）")


class State(models.TextChoices):
    """Where a vote is."""

    DRAFT = "draft", _("起草")
    REVIEW = "review", _("核对名册")
    ANNOUNCED = "announced", _("名册公示")
    OPEN = "open", _("正在投票")
    CLOSED = "closed", _("等待公布")
    PUBLISHED = "published", _("已公布")
    CANCELLED = "cancelled", _("已取消")


class Unit(models.TextChoices):
    """One vote for each."""

    ADULT = Per.ADULT.value, _("每位成年居民一票")
    HOUSEHOLD = Per.HOUSEHOLD.value, _("每户一票")
    PART = Per.PART.value, _("每套房一票，按面积和人数计")


class About(models.TextChoices):
    """What owners decide together, in the words of Civil Code art. 278."""

    RULES = Matter.RULES_OF_PROCEDURE.value, _("制定和修改业主大会议事规则")
    COVENANT = Matter.COVENANT.value, _("制定和修改管理规约")
    COMMITTEE = Matter.COMMITTEE.value, _("选举业主委员会或者更换业主委员会成员")
    MANAGER = Matter.MANAGER.value, _("选聘和解聘物业服务企业或者其他管理人")
    USE = Matter.USE_OF_REPAIR_FUND.value, _("使用建筑物及其附属设施的维修资金")
    RAISING = Matter.RAISING_OF_REPAIR_FUND.value, _("筹集建筑物及其附属设施的维修资金")
    REBUILDING = Matter.REBUILDING.value, _("改建、重建建筑物及其附属设施")
    CHANGE = (
        Matter.CHANGE_OR_TRADE_OF_COMMON_PARTS.value,
        _("改变共有部分的用途或者利用共有部分从事经营活动"),
    )
    OTHER = Matter.OTHER.value, _("有关共有和共同管理权利的其他重大事项")


class Ballot(models.Model):
    """One vote of the people of a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    words = models.TextField(max_length=2000, blank=True)
    """What one should know before one decides: what, where, who, how much."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    matter = models.CharField(max_length=40, choices=About.choices, blank=True)
    """For owners."""
    per = models.CharField(max_length=10, choices=Unit.choices)
    secret = models.BooleanField(default=True)
    options = models.JSONField(default=list)
    """Pairs of key and words, in the order of the ballot."""
    most = models.PositiveSmallIntegerField(default=1)
    places = models.PositiveSmallIntegerField(default=0)
    """How many are elected; 0 where the numbers are all that is asked for."""
    opens_on = models.DateField()
    opens_time = models.TimeField()
    closes_on = models.DateField()
    closes_time = models.TimeField()
    roll_shown = models.BooleanField(default=False)
    """Whether the rule asks that neighbours can see which doors have voted; never how."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    box = models.OneToOneField(Box, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    announced_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "closes_on"], name="vote_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> str:
        """The code of the community."""
        return self.area.code[:12]

    @property
    def begins(self) -> datetime:
        """The moment from which votes are taken."""
        return timezone.make_aware(datetime.combine(self.opens_on, self.opens_time))

    @property
    def ends(self) -> datetime:
        """The moment from which no vote is taken any more."""
        return timezone.make_aware(datetime.combine(self.closes_on, self.closes_time))


class Part(models.Model):
    """A home that is owned, as it counts in a vote of owners."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField(max_length=64)
    floor_area = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    owner = models.CharField(max_length=80)
    """The same for all homes of one owner, without telling who it is; the home itself while unknown."""
    held_by_developer = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "key"], name="part_once_in_vote")]

    def __str__(self) -> str:
        return self.key


class RollChange(models.Model):
    """Somebody put the roll right, and why."""

    class What(models.TextChoices):
        """What was done."""

        STRUCK = "struck", _("移出名册")
        ADDED = "added", _("补进名册")
        CORRECTED = "corrected", _("改面积或业主")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="changes")
    key = models.CharField(max_length=64)
    door = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.door
