"""A suspected harm to a child: a restricted record, seen only by the people it names."""

from django.db import models

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class ChildLead(models.Model):
    """Whoever looks after children's safety in a community (专人专岗): named in every such record."""

    community = models.ForeignKey("areas.Area", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "account"], name="care_child_lead_once")]

    def __str__(self) -> str:
        return f"{self.community_id} {self.account_id}"


class Concern(models.Model):
    """Somebody suspects that a child is harmed, or in danger of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    child = SealedField()
    """Who, in words, when the register does not know the child."""
    kinds = models.JSONField(default=list)
    what = SealedField()
    learned_at = models.DateTimeField()
    """When somebody of ours saw or heard it."""
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, default="opened")
    report_by = models.DateTimeField()
    """By when it must be reported; the law says at once."""
    next_at = models.DateTimeField(null=True)
    """When those named are reminded again."""
    reported_at = models.DateTimeField(null=True)
    reported_to = models.JSONField(default=list)
    receipt = SealedField()
    """Who took the report, its number, what was said."""
    closed_at = models.DateTimeField(null=True)
    outcome = SealedField()

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="care_concern_clock")]

    def __str__(self) -> str:
        return f"{self.state} {self.opened_at:%Y-%m-%d}"


class ConcernReader(models.Model):
    """Somebody named in a record: nobody else knows that it exists."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="readers")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "account"], name="care_named_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.named_at:%Y-%m-%d}"


class ConcernTrace(models.Model):
    """Everything that was done with a record, looking included; shown to those named."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=12)
    words = SealedField()
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["concern", "at"], name="care_concern_trace")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
