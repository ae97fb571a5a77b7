"""Statements (观点) in a topic, what each person says to them, and what was not shown with the reason."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.topics import Channel, Topic
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id

LONGEST = 100


class StatementState(models.TextChoices):
    """Where a statement is; the arrows are in ``states/topics.py``."""

    WAITING = "waiting", _("等社区看过")
    SHOWN = "shown", _("公开")
    REFUSED = "refused", _("没有公开")
    OBJECTED = "objected", _("没有公开，本人有异议")
    CLOSED = "closed", _("复核后没有公开")
    RETRACTED = "retracted", _("本人收回")


class Statement(models.Model):
    """One short sentence to which everybody can say yes, no, or nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=LONGEST)
    state = models.CharField(max_length=10, choices=StatementState.choices, default=StatementState.WAITING)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    voice = models.CharField(max_length=32, blank=True, db_index=True)
    behalf = models.UUIDField(null=True)
    account_id = models.BigIntegerField(null=True)
    """Who wrote it at the desk as a start of the talk."""
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="statement_number_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="statement_due")]

    def __str__(self) -> str:
        return self.words


class Answer(models.Model):
    """What one person says to one statement; who it is is nowhere, and no time of day."""

    class Says(models.IntegerChoices):
        """Yes, nothing, no."""

        AGREE = 1, _("同意")
        PASS = 0, _("说不好")
        DISAGREE = -1, _("不同意")

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="answers")
    voice = models.CharField(max_length=32, db_index=True)
    says = models.SmallIntegerField(choices=Says.choices)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "voice"], name="answer_once")]

    def __str__(self) -> str:
        return str(self.says)


class Moderation(models.Model):
    """A decision not to show something, what its author said to that, and the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="moderations")
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="moderations"
    )
    """Empty when it was the topic itself."""
    clause = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    was_shown = models.BooleanField(default=False)
    """It had been public before."""
    hours = models.PositiveSmallIntegerField()
    """How long it waited for the decision."""
    in_time = models.BooleanField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    objection = models.CharField(max_length=300, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    """Until when the objection must be answered."""
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_shown_again = models.BooleanField(null=True)
    """What the second look led to."""
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "at"], name="moderation_log")]

    def __str__(self) -> str:
        return self.reason
