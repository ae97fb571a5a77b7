"""People we look after: who belongs to which group, since when, on which evidence."""

from django.db import models

from linli.contexts.registry.models.people import Person, Source
from linli.kernel.history import Spell


class GroupMembership(Spell):
    """A person in a group that someone must attest; derived groups (age, living alone) have no rows."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=30)
    """A key of ``packs/*/groups.toml``."""
    detail = models.JSONField(default=dict)
    """{field key: value} of the group's own fields."""
    boxes = models.JSONField(default=dict)
    evidence = models.CharField(max_length=60, blank=True)
    """What attests it: a certificate, a decision, a visit."""
    verified_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=100, blank=True)
    """Why it ended."""
    source = models.CharField(max_length=12, choices=Source.choices)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["group", "superseded_at", "valid_to", "person"], name="group_members"),
            models.Index(fields=["person", "superseded_at"], name="group_of_person"),
            models.Index(fields=["review_on"], name="group_review"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.valid_from}"
