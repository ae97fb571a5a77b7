"""Hanging buildings into other grids, with everything below them, and remembering where they hung."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from linli.kernel import history
from linli.kernel.areas.models import Area, AreaSpell, Kind

BUILDING_DIGITS = 4
BATCH = 400
BEFORE_RECORDS = date(1900, 1, 1)
"""Since when a place hung where nobody wrote it down."""


def hang(community: Area, moved: Mapping[int, Area], now: datetime) -> None:
    """Hang the buildings ``moved`` (id → grid) anew; query count depends on batches, not on buildings."""
    buildings = {b.pk: b for b in Area.objects.filter(pk__in=moved)}
    by_code = {b.code: moved[pk] for pk, b in buildings.items()}
    below = Area.objects.filter(kind__in=(Kind.BUILDING, Kind.ENTRANCE), code__startswith=community.code)
    rows, hung = [], {}
    for place in below.select_related("parent").order_by("code"):
        size = len(community.code) + 3 + BUILDING_DIGITS
        grid = by_code.get(place.code[:size])
        if grid is None:
            continue
        hung[place.pk] = AreaSpell(
            area=place, parent=place.parent, code=place.code, valid_from=BEFORE_RECORDS
        )
        place.code = f"{grid.code}{place.code[size - BUILDING_DIGITS :]}"
        if place.pk in moved:
            place.parent = grid
        rows.append(place)
    Area.objects.bulk_update(rows, ["code", "parent"], batch_size=BATCH)
    for start in range(0, len(rows), BATCH):
        _remember(rows[start : start + BATCH], hung, now)


def _remember(places: list[Area], hung: Mapping[int, AreaSpell], now: datetime) -> None:
    """Write down where places hang from today on; what held before ended today."""
    day = timezone.localtime(now).date()
    open_rows = AreaSpell.objects.filter(history.current(), area__in=places)
    known = {row.area_id: row for row in open_rows}
    ended = [
        AreaSpell(
            area_id=row.area_id, parent_id=row.parent_id, code=row.code, valid_from=row.valid_from,
            valid_to=max(day, row.valid_from), recorded_at=now,
        )
        for row in (known.get(place.pk, hung[place.pk]) for place in places)
    ]  # fmt: skip
    open_rows.update(superseded_at=now)
    begun = [AreaSpell(area=p, parent=p.parent, code=p.code, valid_from=day, recorded_at=now) for p in places]
    AreaSpell.objects.bulk_create([*ended, *begun])
