"""One row for each stored file."""

from django.db import models

from linli.kernel.ids import new_id


class StoredFile(models.Model):
    """A file someone handed in or that Linli made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    """What the content is: xlsx, xls, xml, docx, pdf, jpeg, png, webp, csv."""
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    """SHA-256 of the content, in hex."""
    account_id = models.BigIntegerField(null=True)
    area_code = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40)
    at = models.DateTimeField()
    purge_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
