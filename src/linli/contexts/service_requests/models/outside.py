"""What went to others and came from them: text messages, pulls of the hotline, results sent back to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Text(models.Model):
    """One text message to one reporter, and whether it left; neither its words nor the number."""

    class Outcome(models.TextChoices):
        """What became of it."""

        SENT = "sent", _("已发出")
        UNSENT = "unsent", _("没有发出")
        AGAIN = "again", _("又发了一次")

    request = models.ForeignKey("service_requests.Request", on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(
        "service_requests.Reporter", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    reason = models.CharField(max_length=20, blank=True)
    """A code of ``ports.TextNotSent``; empty for what was sent."""
    said = models.CharField(max_length=100, blank=True)
    """What the gateway said, without any number."""
    receipt = models.CharField(max_length=80, blank=True)
    telling_id = models.BigIntegerField(null=True, blank=True, unique=True)
    """Of what was given up after many tries: the try it stands for, so that it stands here once."""
    told_at = models.DateTimeField(null=True, blank=True)
    """When the desk heard that it did not leave."""

    class Meta:
        indexes = [
            models.Index(fields=["outcome", "-at"], name="text_by_outcome"),
            models.Index(fields=["request", "-at"], name="text_of_request"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.outcome}"


class OrderPull(models.Model):
    """One look at the 12345 hotline: what it had, what became of it, or why it could not be asked."""

    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    account_id = models.BigIntegerField(null=True)
    """Who asked for it; nobody, when the clock did."""
    found = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    """Orders that could not become requests: [{number, reason}]."""
    trouble = models.CharField(max_length=20, blank=True)
    """``unreachable``, ``denied`` or ``odd``; empty when it answered."""

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class OrderAnswer(models.Model):
    """The result of an order, on its way back to the hotline."""

    request = models.OneToOneField("service_requests.Request", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=80)
    """The hotline's own."""
    ended_at = models.DateTimeField()
    """Which end of the request it tells: closed again, it is told again."""
    tried_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.number
