from datetime import datetime, time

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def move(apps, _editor):
    """Votes that were taken in, and proofs that rolls were forgotten, now lie beside their box."""
    hand_ins, erasures = apps.get_model("ballots", "HandIn"), apps.get_model("ballots", "Erasure")
    for row in apps.get_model("assembly", "HandIn").objects.exclude(ballot__box=None).annotate(
        box_id=F("ballot__box")
    ):
        hand_ins.objects.create(
            id=row.id,
            box_id=row.box_id,
            key=row.key,
            door=row.door,
            area_id=row.area_id,
            channel=row.channel,
            state=row.state,
            first=f"account:{row.first_id}",
            second=f"account:{row.second_id}" if row.second_id else "",
            on=row.on,
            why=row.withdrawn_why,
            voter=f"proxy:{row.proxy_id}" if row.proxy_id else "",
        )
    for proof in apps.get_model("assembly", "RollErasure").objects.exclude(ballot__box=None).select_related("ballot"):
        erasures.objects.create(
            box_id=proof.ballot.box_id,
            lines=proof.lines,
            papers=proof.papers,
            aside=proof.ballot.set_aside,
            digest=proof.digest,
            erased_at=proof.erased_at,
        )


def shut_cancelled(apps, _editor):
    """A vote that was cancelled takes no ballots, so that its roll can be forgotten in its time."""
    for row in apps.get_model("assembly", "Ballot").objects.filter(
        state="cancelled", box__opened_at__isnull=False, box__closed_at=None
    ).select_related("box"):
        ended = datetime.combine(row.closes_on, row.closes_time or time())
        row.box.closed_at = max(timezone.make_aware(ended), row.box.opened_at)
        row.box.save(update_fields=["closed_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0007_contests"),
        ("ballots", "0002_hand_ins_and_erasures"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(shut_cancelled, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="rollerasure", name="ballot"),
        migrations.RemoveField(model_name="ballot", name="erased_on"),
        migrations.RemoveField(model_name="ballot", name="set_aside"),
        migrations.DeleteModel(name="HandIn"),
        migrations.DeleteModel(name="RollErasure"),
    ]
