"""One row for each thing that was done, and one for each key that was already used."""

from django.db import models


class AuditEntry(models.Model):
    """Something that happened and will not be edited."""

    chain = models.CharField(max_length=12)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60, db_index=True)
    action = models.CharField(max_length=80)
    target = models.CharField(max_length=120, db_index=True)
    area_code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_one_number_per_chain")]
        indexes = [models.Index(fields=["at"], name="audit_at")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class ChainHead(models.Model):
    """The last entry of a chain; locked while the next one is written."""

    chain = models.CharField(max_length=12, primary_key=True)
    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Receipt(models.Model):
    """The answer to an act with an idempotency key."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="receipt_once")]

    def __str__(self) -> str:
        return self.key
