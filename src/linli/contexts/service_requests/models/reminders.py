"""Which reminders were sent, so that each is sent once, whichever worker comes first."""

from django.db import models


class Reminder(models.Model):
    """One reminder about one time limit; a limit that moves is a new one."""

    subject = models.UUIDField()
    """Of the request, the part or the unit's turn."""
    what = models.CharField(max_length=20)
    moment = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "what", "moment"], name="reminder_once")]

    def __str__(self) -> str:
        return self.what
