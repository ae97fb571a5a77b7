"""The tree of places; a place's code starts with its parent's code, and the parent is the truth.

Codes: 9 digits for a subdistrict and 12 for a community (national statistics), 3 more for a grid, then
``C01`` a compound, ``B007`` a building (numbered once in the whole community, so that it may change grids)
and ``E2`` an entrance.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.history import Spell


class Kind(models.TextChoices):
    """The floors of the tree."""

    SUBDISTRICT = "subdistrict", _("街道")
    COMMUNITY = "community", _("社区")
    GRID = "grid", _("网格")
    COMPOUND = "compound", _("小区")
    BUILDING = "building", _("楼栋")
    ENTRANCE = "entrance", _("单元")


class Area(models.Model):
    """One place."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, db_index=True)
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=20, blank=True)
    """What the address says: ``3`` of building 3, ``2`` of entrance 2, ``18弄`` of a lane."""
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    compound = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Of a building: the compound its address names; a compound may reach over several grids."""
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    """WGS-84; of an entrance, its door."""
    outline = models.JSONField(null=True, blank=True)
    """Footprint or boundary as GeoJSON geometry in WGS-84."""
    storeys = models.PositiveSmallIntegerField(null=True, blank=True)
    has_lift = models.BooleanField(default=False)
    address = models.CharField(max_length=120, blank=True)
    """How the place is written in full, without the dwelling."""

    class Meta:
        indexes = [models.Index(fields=["parent", "kind"], name="area_children")]

    def __str__(self) -> str:
        return self.name


class Footpath(models.Model):
    """A stretch of way that people can walk, for the map and for walking distances."""

    community = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    line = models.JSONField()
    """[[longitude, latitude], …] in WGS-84."""
    metres = models.FloatField()
    kind = models.CharField(max_length=12, default="path")

    def __str__(self) -> str:
        return f"{self.kind} {self.metres:.0f} m"


class AreaSpell(Spell):
    """Where a place hung in the tree, from when until when, and when we learned it."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["area", "valid_from"], name="area_spell")]

    def __str__(self) -> str:
        return self.code
