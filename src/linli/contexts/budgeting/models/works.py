"""What becomes of a chosen project: steps, money to the fen, residents' scores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting.models.proposals import Proposal
from linli.kernel.ids import new_id


class LineKind(models.TextChoices):
    """Columns of a project's account."""

    CONTRACT = "contract", _("合同")
    PAID = "paid", _("已付")


class Line(models.Model):
    """A line of a project's account; a mistake is set right by a line of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    fen = models.BigIntegerField()
    """Below zero where a line before is set right."""
    on = models.DateField()
    words = models.CharField(max_length=120)
    file = models.UUIDField(null=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.words


class Milestone(models.Model):
    """A step of the work, planned or done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="milestones")
    words = models.CharField(max_length=80)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    photo = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.words


class Score(models.Model):
    """What a resident says of the finished work; one for each person each time that residents are asked."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="scores")
    visitor = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    behalf = models.UUIDField(null=True)
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    lap = models.PositiveSmallIntegerField(default=1)
    """Which time they were asked; scores from before a rework stay."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person", "lap"], name="one_score_each")]

    def __str__(self) -> str:
        return str(self.stars)
