"""What the family may see: a link with a phone, and what was heard of visits and alarms."""

from django.db import models

from linli.contexts.care.models.records import CareRecord
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class FamilyLink(models.Model):
    """A relative who may look, because the person agreed; ended at any time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    relation = models.CharField(max_length=20)
    phone = SealedField()
    phone_hash = models.CharField(max_length=32)
    key_hash = models.CharField(max_length=32, unique=True)
    """Of the key in the address; the key itself is kept nowhere."""
    agreed_by = models.CharField(max_length=40)
    """Who agreed: the person, or whoever decides for them."""
    agreed_on = models.DateField()
    until_on = models.DateField()
    may_order = models.BooleanField(default=False)
    """The person agreed that this relative orders help, too."""
    opened_at = models.DateTimeField(null=True)
    """When it was last looked at."""
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["record", "ended_at"], name="care_family_of")]

    def __str__(self) -> str:
        return f"{self.relation} {self.agreed_on}"


class Seen(models.Model):
    """Somebody we look after was seen on a visit: the day and whether in person, nothing that was said."""

    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    visit_id = models.UUIDField()
    on = models.DateField()
    in_person = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "visit_id"], name="care_seen_once")]
        indexes = [models.Index(fields=["record", "-on"], name="care_seen_on")]

    def __str__(self) -> str:
        return f"{self.on}"


class Rang(models.Model):
    """A guard alert at the home of somebody we look after, and how it ended."""

    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    alarm_id = models.UUIDField()
    at = models.DateTimeField()
    cause = models.CharField(max_length=10, blank=True)
    """Empty while somebody is looking into it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "alarm_id"], name="care_rang_once")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.cause}"
