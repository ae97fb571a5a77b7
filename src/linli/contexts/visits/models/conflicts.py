"""Two people said different things about one field, without knowing of each other."""

from django.db import models

from linli.contexts.visits.models.visits import Visit
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Conflict(models.Model):
    """What a visit said, against what the register had learned meanwhile; a person decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    said = SealedField()
    """What the visit said, as stored values are written."""
    account_id = models.BigIntegerField(null=True)
    said_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True)
    taken = models.BooleanField(null=True)
    """True when what the visit said was taken."""

    class Meta:
        indexes = [models.Index(fields=["area", "decided_at"], name="conflict_open")]

    def __str__(self) -> str:
        return self.field
