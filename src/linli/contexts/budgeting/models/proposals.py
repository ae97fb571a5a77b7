"""A proposal (提案): by which way it came, what two people find it costs, changes with consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.budgeting.models.rounds import Round
from linli.kernel.ids import new_id


class ProposalState(models.TextChoices):
    """Where a proposal is in its life, down to the finished work; the arrows are in ``states.py``."""

    PROPOSED = "proposed", _("等待审核")
    REFUSED = "refused", _("未通过审核")
    OBJECTED = "objected", _("有异议，等复议")
    REFUSED_FOR_GOOD = "refused_for_good", _("复议后仍未通过")
    ELIGIBLE = "eligible", _("通过审核")
    MERGED = "merged", _("已并入别的提案")
    WITHDRAWN = "withdrawn", _("提案人撤回")
    CANDIDATE = "candidate", _("候选项目")
    NOT_CHOSEN = "not_chosen", _("本轮未选上")
    FALLEN = "fallen", _("做不成了")
    CHOSEN = "chosen", _("选上了")
    PROCURING = "procuring", _("正在采购")
    BUILDING = "building", _("正在做")
    ACCEPTANCE = "acceptance", _("等居民验收")
    ACCEPTED = "accepted", _("验收完成")


class Channel(models.TextChoices):
    """How a proposal came."""

    PHONE = "phone", _("手机")
    PAPER = "paper", _("纸上或窗口")


class Proposal(models.Model):
    """What somebody would like to be done with the money."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=40)
    words = models.TextField()
    category = models.CharField(max_length=20)
    place = models.CharField(max_length=60)
    area = models.ForeignKey("areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The building it serves first; empty for the whole community."""
    wish = models.BigIntegerField(null=True, blank=True)
    """What the author thinks it costs, in fen."""
    cost = models.BigIntegerField(null=True, blank=True)
    """What two people found it costs, in fen."""
    photo = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    visitor = models.UUIDField(null=True)
    """The author, who proved a phone."""
    behalf = models.UUIDField(null=True)
    """The record of whoever wrote it down for the author."""
    made_at = models.DateTimeField()
    state = models.CharField(max_length=18, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    clause = models.CharField(max_length=20, blank=True)
    """Of the negative list."""
    refused_why = models.CharField(max_length=300, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    """Since when its author may object to the judgement."""
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    place_won = models.PositiveSmallIntegerField(null=True)
    """In the order of selection."""
    builder = models.CharField(max_length=60, blank=True)
    """Who does the work."""
    chosen_how = models.CharField(max_length=200, blank=True)
    """How it was found who does the work."""
    lap = models.PositiveSmallIntegerField(default=1)
    """How often residents were asked to look at it: 2 after the first rework."""
    fallen_why = models.CharField(max_length=300, blank=True)
    stands_in_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="stand_ins"
    )
    """The fallen project whose money it was given."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="budget_proposal_once")]
        indexes = [models.Index(fields=["round", "state"], name="budget_proposal_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How ballots name it."""
        return str(self.number)


class Estimate(models.Model):
    """What one person finds it costs; it holds when two find the same."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="estimates")
    account_id = models.BigIntegerField()
    fen = models.BigIntegerField()
    basis = models.CharField(max_length=200)
    """Where the number comes from."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "account_id"], name="estimate_by_one")]

    def __str__(self) -> str:
        return str(self.fen)


class ChangeState(models.TextChoices):
    """What the author says to a change."""

    ASKED = "asked", pgettext_lazy("budget", "等提案人答复")
    AGREED = "agreed", pgettext_lazy("budget", "提案人同意")
    DECLINED = "declined", pgettext_lazy("budget", "提案人不同意")


class Change(models.Model):
    """Other words for a proposal, or its merging into another one: only with the author's consent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    title = models.CharField(max_length=40)
    words = models.TextField()
    into = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.ASKED)
    asked_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    behalf = models.UUIDField(null=True)
    """The record of whoever wrote down the author's answer."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=models.Q(state="asked"), name="one_open_change"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Telling(models.TextChoices):
    """What an author is told."""

    PASSED = "passed", _("您的提案通过了审核。")
    REFUSED = "refused", _("您的提案没有通过审核。")
    CHANGE = "change", _("社区请您看看对提案的一处修改。")
    UPHELD = "upheld", _("您的异议成立，提案恢复了。")
    DISMISSED = "dismissed", _("您的异议有了答复，维持原决定。")
    CANDIDATE = "candidate", _("您的提案成了候选项目。")
    CHOSEN = "chosen", _("您的提案选上了。")
    NOT_CHOSEN = "not_chosen", _("您的提案这一轮没有选上。")
    FALLEN = "fallen", _("您的提案选上后做不成了。")
    STANDS_IN = "stands_in", _("您的提案递补选上了。")
    ACCEPTED = "accepted", _("您的提案做好并验收了。")


class Word(models.Model):
    """Something an author is told: read on a phone, or said by somebody of ours."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="told")
    what = models.CharField(max_length=12, choices=Telling.choices)
    at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    account_id = models.BigIntegerField(null=True)
    """Who said it to an author without a phone."""

    class Meta:
        indexes = [models.Index(fields=["proposal", "heard_at"], name="budget_word_unheard")]

    def __str__(self) -> str:
        return str(self.get_what_display())
