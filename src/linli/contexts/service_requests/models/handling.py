"""What was done with a request: every hop, every pause of its clock, every part given to others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models.requests import Request, State
from linli.kernel.ids import new_id


class Hop(models.Model):
    """One step of a request's life; the whole history is shown to everybody who handles it."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="hops")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=State.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=State.choices)
    account_id = models.BigIntegerField(null=True)
    unit = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whose turn it was."""
    to_unit = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """To whom it went, or should go."""
    words = models.TextField(blank=True)
    clause = models.CharField(max_length=200, blank=True)
    """The rule that an objection or a decision cites."""
    is_shown = models.BooleanField(default=False)
    """True when the reporters read the words, too."""

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["request", "at"], name="hop_of_request"),
            models.Index(fields=["unit", "request"], name="hop_of_unit"),
        ]

    def __str__(self) -> str:
        return self.verb


class Pause(models.Model):
    """A time during which the clock stands still (挂账)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=30)
    """A key of ``suspend`` in ``packs/*/requests.toml``."""
    words = models.TextField(blank=True)
    asked_by = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.reason


class PartState(models.TextChoices):
    """How far a part has come."""

    OPEN = "open", _("办理中")
    DONE = "done", _("已办")
    TAKEN_BACK = "taken_back", _("已收回")


class Part(models.Model):
    """What another unit does for the leading one (协办)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.OPEN)
    result = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="part_of_unit")]

    def __str__(self) -> str:
        return str(self.pk)
