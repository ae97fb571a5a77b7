"""A round of a participatory budget (一轮参与式预算), and what residents object to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.kernel.ids import new_id


class RoundState(models.TextChoices):
    """Where a round is in its life; the arrows are in ``states.py``."""

    SETUP = "setup", _("准备中")
    CALL = "call", _("征集提案")
    SCREEN = "screen", _("审核提案")
    DELIBERATE = "deliberate", _("商议合并")
    CANDIDATES = "candidates", _("候选公示")
    VOTE = "vote", pgettext_lazy("budget", "投票中")
    TALLY = "tally", _("已经计票")
    PUBLICITY = "publicity", _("结果公示")
    CONFIRMED = "confirmed", _("实施中")
    AUDIT = "audit", _("核账")
    CLOSED = "closed", pgettext_lazy("budget", "已结束")
    CANCELLED = "cancelled", pgettext_lazy("budget", "已取消")


class Rule(models.TextChoices):
    """How the money is shared out."""

    EQUAL_SHARES = "equal_shares", _("等额分配（每人一份钱）")
    GREEDY = "greedy", _("按票数从高到低")


class VoteKind(models.TextChoices):
    """What a ballot says."""

    APPROVAL = "approval", _("选赞成的项目")
    POINTS = "points", _("给项目打分")


class Unit(models.TextChoices):
    """One vote for each."""

    ADULT = "adult", _("每位成年居民一票")
    HOUSEHOLD = "household", _("每户一票")


class Round(models.Model):
    """A sum of money, and what residents make of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20)
    """PB-2026-01, counted in the community."""
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    words = models.TextField()
    """What the money is for, and where it comes from."""
    pool = models.BigIntegerField()
    """In fen."""
    caps = models.JSONField(default=dict)
    """Most of the pool for a category, in fen; kept only by the rule that goes by votes."""
    place_caps = models.JSONField(default=dict)
    """Most of the pool for a compound, by its code, in fen; holds together with the caps of categories."""
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.ADULT)
    rule = models.CharField(max_length=14, choices=Rule.choices, default=Rule.EQUAL_SHARES)
    utility = models.CharField(max_length=12, default="cost")
    completion = models.CharField(max_length=8, default="add1u")
    vote_kind = models.CharField(max_length=10, choices=VoteKind.choices, default=VoteKind.APPROVAL)
    most = models.PositiveSmallIntegerField(default=3)
    purse = models.PositiveSmallIntegerField(default=10)
    """Points of a ballot, where it has points."""
    candidate_days = models.PositiveSmallIntegerField()
    publicity_days = models.PositiveSmallIntegerField()
    call_until = models.DateField()
    vote_from = models.DateField()
    vote_until = models.DateField()
    state = models.CharField(max_length=12, choices=RoundState.choices, default=RoundState.SETUP)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    counted_from = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """The last day of the publicity that is running."""
    notices = models.JSONField(default=dict)
    """What hangs on the board for it: ``candidates`` or ``result`` → the address of the notice."""
    box = models.ForeignKey("ballots.Box", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entitled = models.PositiveIntegerField(default=0)
    story = models.JSONField(default=dict)
    """The explanation of the result, worked out once at the count."""
    counted_by = models.BigIntegerField(null=True)
    audit_words = models.TextField(blank=True)
    audited_by = models.BigIntegerField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="budget_round_once")]
        indexes = [models.Index(fields=["community", "state"], name="budget_round_state")]

    def __str__(self) -> str:
        return self.title


class Objection(models.Model):
    """Something a resident says against a refusal or a result; each is answered in the open."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="objections")
    proposal = models.ForeignKey(
        "budgeting.Proposal", null=True, blank=True, on_delete=models.CASCADE, related_name="objections"
    )
    """The refused proposal; empty when it is about the candidates or the result."""
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    answer_by = models.DateField(null=True, blank=True)
    """The last day on which it should be answered."""
    visitor = models.UUIDField(null=True)
    behalf = models.UUIDField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    upheld = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal"], name="budget_one_objection")]

    def __str__(self) -> str:
        return self.words[:20]
