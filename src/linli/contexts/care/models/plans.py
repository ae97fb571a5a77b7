"""What was agreed with somebody: goals in plain words, and every talk about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.models.records import CareRecord
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Goal(models.Model):
    """Something that should become so: 每周下楼两次."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("在做")
        REACHED = "reached", _("做到了")
        DROPPED = "dropped", _("不做了")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    words = SealedField()
    by_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["record", "state"], name="care_goals_of")]

    def __str__(self) -> str:
        return f"{self.state} {self.by_on}"


class Talk(models.Model):
    """One talk about the plan: with whom, what was said, what the plan was then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    with_whom = models.CharField(max_length=40)
    said = SealedField()
    plan = SealedField()
    next_on = models.DateField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["record", "-on"], name="care_talks_of")]

    def __str__(self) -> str:
        return f"{self.on}"
