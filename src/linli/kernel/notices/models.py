"""One row for each message to one person."""

from django.db import models

from linli.kernel.notices import messages


class Notice(models.Model):
    """Something a person should know."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    message = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    """Ids, codes, counts and names of forms or places; never facts about residents."""
    address = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.message

    @property
    def words(self) -> str:
        """The message in the reader's language."""
        return messages.worded(self.message, self.values)
