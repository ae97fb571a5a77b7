"""What is kept about people without an account: hashes and counts, and the sealed number of who signed in."""

from django.db import models

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


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


class Visitor(models.Model):
    """Somebody without an account who proved a phone; one row for each number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone = SealedField()
    phone_hash = models.CharField(max_length=32, unique=True)
    first_at = models.DateTimeField()
    proved_at = models.DateTimeField()
    """When the number was proved last."""
    is_doubted = models.BooleanField(default=False)
    """The number rested so long that it may be somebody else's by now; a name clears the doubt."""

    def __str__(self) -> str:
        return self.phone_hash[:8]


class Stay(models.Model):
    """A browser in which a visitor is signed in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="stays")
    token_hash = models.CharField(max_length=64, unique=True)
    is_own = models.BooleanField(default=False)
    """On one's own phone: lasts long; on any other it ends soon."""
    device = models.CharField(max_length=20, blank=True)
    """What it looks like: ``phone``, ``computer``."""
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.device} {self.opened_at}"
