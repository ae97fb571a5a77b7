"""One row for each day that differs from its weekday."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How the day differs."""

    HOLIDAY = "holiday", _("放假")
    MAKEUP = "makeup", _("调休上班")


class SpecialDay(models.Model):
    """A working day off, or a weekend day at work."""

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
