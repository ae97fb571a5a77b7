"""One row for each long piece of work, and one for each routine by the clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class State(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")


class Job(models.Model):
    """A piece of work that someone waits for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    trouble = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def percent(self) -> int:
        """0 to 100."""
        return 100 if self.state == State.DONE else self.done * 100 // self.total if self.total else 0


class RoutineRun(models.Model):
    """When a routine ran last."""

    key = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Pulse(models.Model):
    """How a part that runs by itself is, as it said last; one that falls silent has stopped."""

    key = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.key} {self.at:%H:%M:%S}"
