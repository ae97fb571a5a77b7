"""One row for each role that someone holds in an area."""

from django.db import models

from linli.kernel.access.roles import ROLES


class Grant(models.Model):
    """A role, for one account, in one area, for a time."""

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=[(r.key, r.name) for r in ROLES.values()])
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The last day; empty while it lasts."""
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "until_on"], name="grant_of_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"
