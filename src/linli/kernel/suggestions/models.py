"""One row for each suggestion."""

from django.db import models


class Suggestion(models.Model):
    """What someone thinks should be better."""

    account = models.ForeignKey(
        "accounts.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    page = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=1000)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:40]
