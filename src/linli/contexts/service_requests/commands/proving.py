"""A reporter's number proves to be his: from now on he is told by text message."""

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Reporter
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow
from linli.kernel.privacy import cipher


@command("service_requests.phone_proved", policies.is_linli)
def prove_phone(actor: Actor, reporter: Reporter, /, *, phone: str) -> Reporter:
    """The code was right.  Who had joined the same request with this number before is one person, not two."""
    mine = db.lock_row(Reporter, pk=reporter.pk)
    if not mine.phone or mine.phone.reveal() != phone:
        raise NotAllowedNow
    note(target=mine.request, area=mine.request.area.code, number=mine.request.number)
    hashed = cipher.lookup(phone, "phone")
    earlier = mine.request.reporters.filter(phone_hash=hashed).exclude(pk=mine.pk).first()
    if earlier is not None and mine.me_too:
        mine.delete()
        return earlier
    mine.phone_hash, mine.proved_at = hashed, clock.now()
    mine.save(update_fields=["phone_hash", "proved_at"])
    return mine
