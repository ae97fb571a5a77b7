"""The emergency card (一对一): what whoever opens the door must know."""

from django.db import models

from linli.contexts.care.models.records import CareRecord
from linli.kernel.privacy.sealed import SealedField


class EmergencyCard(models.Model):
    """What the register does not hold already; contacts, allergies and illnesses stay there."""

    record = models.OneToOneField(CareRecord, on_delete=models.CASCADE, primary_key=True, related_name="card")
    key_place = SealedField()
    """Who or what holds a key: 钥匙在 402 王阿姨家."""
    medicines = SealedField()
    blood = models.CharField(max_length=8, blank=True)
    mobility = models.CharField(max_length=12, blank=True)
    """A key of the pack."""
    remarks = SealedField()
    confirmed_on = models.DateField()
    """When somebody last said that everything on it is right."""
    doubted_on = models.DateField(null=True)
    """When a visit found that something on it is not right any more; None once it was written anew."""
    account_id = models.BigIntegerField(null=True)
    printed_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    """When the person moved away or died: no list asks for it any more."""

    class Meta:
        indexes = [models.Index(fields=["confirmed_on"], name="care_card_fresh")]

    def __str__(self) -> str:
        return f"{self.confirmed_on}"
