"""Who may fetch a child: added and ended with a trace of who allowed it, never without anybody left."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.rooms import Fetcher
from linli.contexts.care.models import PickUp, Pupil, Room
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

MOST = 6


@command("care.fetcher_added", policies.may_keep_room)
def add(actor: Actor, room: Room, /, *, pupil: Pupil, told: Fetcher, allowed_by: str) -> PickUp:
    """A guardian says that somebody else may fetch the child from now on."""
    row = _held(room, pupil)
    if not told.name.strip() or not told.phone.strip() or not allowed_by.strip():
        raise BadInput(_("请写是谁、电话，和哪位监护人同意的。"), field="allowed_by")
    held = PickUp.objects.filter(pupil=row, ended_on=None)
    if held.count() >= MOST:
        raise BadInput(_("最多写 %(n)s 位，请先去掉不再来接的。"), n=MOST)
    if held.filter(name=told.name.strip(), relation=told.relation.strip()).exists():
        raise BadInput(_("这位已经在名单上了。"), field="name")
    made = PickUp.objects.create(
        pupil=row, name=told.name.strip(), relation=told.relation.strip(), phone=told.phone.strip(),
        allowed_by=allowed_by.strip(), added_on=clock.today(), account_id=actor.account_id,
    )  # fmt: skip
    note(target=row, area=room.community.code, fetcher=str(made.pk))
    return made


@command("care.fetcher_ended", policies.may_keep_room)
def end(actor: Actor, room: Room, /, *, pupil: Pupil, fetcher: PickUp, said_by: str) -> PickUp:
    """A guardian says that somebody may no longer fetch the child; that holds from this minute."""
    row = _held(room, pupil)
    if not said_by.strip():
        raise BadInput(_("请写是哪位监护人说的。"), field="said_by")
    found = db.lock_row(PickUp, pk=fetcher.pk, pupil=row)
    if found.ended_on is not None:
        raise NotAllowedNow
    if not PickUp.objects.filter(pupil=row, ended_on=None).exclude(pk=found.pk).exists():
        raise BadInput(_("至少要留一位能接孩子的人，请先加上别人。"))
    found.ended_on, found.ended_by = clock.today(), said_by.strip()[:40]
    found.save(update_fields=["ended_on", "ended_by"])
    note(target=row, area=room.community.code, fetcher=str(found.pk))
    return found


@command("care.fetchers_shown", policies.may_keep_room)
def show(actor: Actor, room: Room, /, *, pupil: Pupil, reason: str) -> list[tuple[PickUp, str]]:
    """Telephone numbers of those who may fetch a child, for a reason on record."""
    rows = PickUp.objects.filter(pupil=pupil, pupil__room=room, ended_on=None).order_by("pk")
    note(target=pupil, area=room.community.code, reason=reason)
    return [(row, row.phone.reveal()) for row in rows]


def _held(room: Room, pupil: Pupil) -> Pupil:
    row = db.lock_row(Pupil, pk=pupil.pk, room=room)
    if row.left_on is not None:
        raise NotAllowedNow
    return row
