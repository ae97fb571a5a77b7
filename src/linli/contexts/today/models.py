"""What people decide about their days: put off, hand over, stand in, walk in which order."""

from django.db import models

from linli.kernel.ids import new_id


class Postponement(models.Model):
    """One thing put off until a day, with the reason; it never disappears, it comes back then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """Of the entry (``Due.key``)."""
    household = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(max_length=40)
    until = models.DateField()
    """The day on which it shows again."""
    reason = models.CharField(max_length=100)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="postponed_until")]

    def __str__(self) -> str:
        return f"{self.key} {self.until}"


class Handover(models.Model):
    """A colleague goes to a door for a while."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.CharField(max_length=40)
    area_code = models.CharField(max_length=40)
    to = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=100)
    from_on = models.DateField()
    until_on = models.DateField()
    """The last day."""
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["to", "until_on"], name="handed_to")]

    def __str__(self) -> str:
        return f"{self.household} {self.until_on}"


class Leave(models.Model):
    """Somebody is away, and who stands in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The grid that needs somebody."""
    cover = models.ForeignKey(
        "accounts.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area", "until_on"], name="leave_of_grid")]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.until_on}"


class Route(models.Model):
    """The order in which somebody walks today; the metres are never kept."""

    account = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    doors = models.JSONField(default=list)
    """Keys of doors in walking order."""
    comes_back = models.BooleanField(default=True)
    """Whether the walk ends where it began."""

    def __str__(self) -> str:
        return f"{self.on}"
