"""What was asked of a community (来件), and the letter (退回函) that says why it is not its to do."""

from django.db import models

from linli.contexts.duties.models.admissions import Admission
from linli.contexts.duties.models.lists import Duty
from linli.kernel.ids import new_id


class Demand(models.Model):
    """One thing that somebody asks a community to do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=80)
    """Who asks, as the letter will address them."""
    document_number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120)
    asks = models.CharField(max_length=600, blank=True)
    received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, default="received")
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The item it belongs to, or the one that says that it is not the community's."""
    admission = models.ForeignKey(
        Admission, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "state", "received_on"], name="demand_waiting")]

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """A letter of refusal, numbered within its community and year; the PDF is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="letters")
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    """梧桐苑社区函〔2026〕3号."""
    addressee = models.CharField(max_length=80)
    grounds = models.JSONField(default=list)
    """The sentences of the letter that say why, as they were written."""
    file_id = models.UUIDField()
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "year", "order"], name="letter_number_once")
        ]

    def __str__(self) -> str:
        return self.number


class StepTaken(models.Model):
    """A step in the life of an application or of a demand: who, when, from where to where, in what words."""

    admission = models.ForeignKey(Admission, null=True, on_delete=models.CASCADE, related_name="taken")
    demand = models.ForeignKey(Demand, null=True, on_delete=models.CASCADE, related_name="taken")
    verb = models.CharField(max_length=20)
    came_from = models.CharField(max_length=14)
    led_to = models.CharField(max_length=14)
    words = models.CharField(max_length=600, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.came_from} → {self.led_to}"
