"""What visit plans ask for at each door, worked out once and kept until something changes."""

from django.db import models


class DoorPlan(models.Model):
    """A door with what is due there; kept by the commands and reactions of this context."""

    dwelling = models.OneToOneField("registry.Dwelling", on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    colour = models.CharField(max_length=10, blank=True)
    """red, yellow, green, grey: how often one should look in."""
    chosen_colour = models.CharField(max_length=10, blank=True)
    """Set by a person; wins over the one worked out."""
    chosen_why = models.CharField(max_length=100, blank=True)
    reasons = models.JSONField(default=list)
    """[{key, plan, person, from, on, priority, template, values, in_person, tries, not_before}]"""
    first_from = models.DateField(null=True, blank=True)
    """From when on the earliest reason shows."""
    first_on = models.DateField(null=True, blank=True)
    """When it should be done."""
    try_in = models.CharField(max_length=20, blank=True, default="")
    """The part of the day worth trying after nobody was met: as the worker chose, else another one."""
    standings = models.JSONField(default=list)
    """[[plan, seen in time, overdue, put off, ever met, met this month]]: how much is left to do."""
    last_met_at = models.DateTimeField(null=True, blank=True)
    worked_out_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["area", "first_from"], name="door_plan_due"),
            models.Index(fields=["worked_out_on"], name="door_plan_age"),
        ]

    def __str__(self) -> str:
        return f"{self.colour} {self.first_on}"
