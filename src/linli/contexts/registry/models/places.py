"""Homes (户室) and premises (单位场所)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Use(models.TextChoices):
    """What a dwelling is used for."""

    OWN = "own", _("自住")
    RENTED = "rented", _("出租")
    SHARED = "shared", _("合租")
    VACANT = "vacant", _("空置")
    BUSINESS = "business", _("商用")
    PUBLIC = "public", _("公房")
    UNKNOWN = "", _("未登记")


class Dwelling(models.Model):
    """A home behind one door."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance whose stairs lead to it."""
    number = models.CharField(max_length=20)
    """What stands on the door: 501."""
    floor = models.SmallIntegerField(null=True, blank=True)
    compound_name = models.CharField(max_length=60, blank=True)
    building_number = models.CharField(max_length=20, blank=True)
    entrance_number = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=160)
    """Written in full."""
    short_address = models.CharField(max_length=60)
    """As people say it: 3号楼2单元501."""
    key = models.CharField(max_length=60, db_index=True)
    """Canonical, for matching any common writing: 3-2-501."""
    order = models.CharField(max_length=60)
    """Sorts by building, entrance, floor and door as people walk."""
    use = models.CharField(max_length=12, choices=Use.choices, blank=True, default=Use.UNKNOWN)
    tenure = models.CharField(max_length=4, blank=True)
    """房屋性质, a code of the list ``tenure``."""
    floor_area = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    """Square metres."""
    owner_name = models.CharField(max_length=40, blank=True)
    owner_phone = SealedField()
    living_count = models.PositiveSmallIntegerField(default=0)
    """How many people live here now; kept by the commands, proven by ``queries.upkeep``."""
    youngest_born_on = models.DateField(null=True, blank=True)
    """The youngest of them; with the count it tells who lives alone and which nests are empty."""
    owner_household = models.ForeignKey(
        "Household", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The household that lives here now, the first registered when there are several."""
    sources = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="dwelling_one_door")]
        indexes = [
            models.Index(fields=["community", "order"], name="dwelling_walk"),
            models.Index(fields=["community", "use"], name="dwelling_use"),
        ]

    def __str__(self) -> str:
        return self.short_address


class Premises(models.Model):
    """A shop, office, school or other place where nobody has a home (实有单位)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=30, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=160, blank=True)
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = SealedField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["community", "name"], name="premises_of_community")]

    def __str__(self) -> str:
        return self.name
