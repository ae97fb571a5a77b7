from datetime import datetime, time

from django.db import migrations
from django.utils import timezone


def move(apps, _editor):
    """Votes that were taken in, and proofs that rolls were forgotten, now lie beside their box."""
    hand_ins, seats = apps.get_model("ballots", "HandIn"), apps.get_model("ballots", "Seat").objects
    for row in apps.get_model("budgeting", "Handing").objects.exclude(round__box=None).select_related("round"):
        seat = seats.filter(box_id=row.round.box_id, key=row.key).first()
        hand_ins.objects.create(
            box_id=row.round.box_id,
            key=row.key,
            door=row.door,
            area_id=seat.area_id if seat else row.round.community_id,
            channel=row.channel,
            state=row.state,
            first=row.first,
            second=row.second,
            on=timezone.localtime(row.at).date(),
            why=row.aside_why,
            behalf=row.behalf,
        )
    for one in apps.get_model("budgeting", "Round").objects.exclude(erased_on=None).exclude(box=None):
        _prove(apps, one, seats.filter(box_id=one.box_id).count())


def _prove(apps, one, lines):
    """The digest of what went stands in the trail."""
    told = apps.get_model("audit", "AuditEntry").objects.filter(
        action="budgeting.roll_erased", target=f"budgeting.round:{one.pk}"
    )
    detail = told.values_list("detail", flat=True).first() or {}
    apps.get_model("ballots", "Erasure").objects.create(
        box_id=one.box_id,
        lines=detail.get("lines", lines),
        papers=detail.get("papers", 0),
        aside=(one.story or {}).get("aside", 0),
        digest=detail.get("digest", ""),
        erased_at=timezone.make_aware(datetime.combine(one.erased_on, time(12))),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("budgeting", "0003_rolls_erased"),
        ("ballots", "0002_hand_ins_and_erasures"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="round", name="erased_on"),
        migrations.DeleteModel(name="Handing"),
    ]
