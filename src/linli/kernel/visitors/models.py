"""What is kept about people without an account: keyed hashes and counts, never an address or a number."""

from django.db import models


class Spent(models.Model):
    """How often one hand knocked at one door within one stretch of time."""

    key = models.CharField(max_length=32)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "since"], name="spent_once")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


class PhoneCode(models.Model):
    """The code that was sent to a phone last."""

    phone_hash = models.CharField(max_length=32, unique=True)
    code_hash = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.phone_hash[:8]
