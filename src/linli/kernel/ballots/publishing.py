"""Count the box, and write the file by which anybody can count it again."""

from linli.engines.tally.ballots import Marked, Vote, fingerprint, found_by, record, tag
from linli.kernel import db
from linli.kernel.ballots.models import Box, Seat
from linli.kernel.ballots.refusals import BoxOpen


def slips_of(box: Box) -> tuple[Marked, ...]:
    """The ballots that count, in the order of their tags; only of a closed box."""
    if box.closed_at is None:
        raise BoxOpen
    rows = box.slips.filter(spoiled=False).order_by("tag").values_list("tag", "choices", "points")
    return tuple(Marked(mark, tuple(choices), tuple(points)) for mark, choices, points in rows)


def tags_by_seat(box: Box) -> dict[str, str]:
    """Key of the seat → tag of its ballot; empty for a secret box."""
    rows = Seat.objects.filter(box=box, slip__isnull=False, slip__spoiled=False)
    return dict(rows.values_list("key", "slip__tag"))


def publish(box: Box, vote: Vote, *, title: str) -> str:
    """Write the file once, keep it exactly, and return its fingerprint."""
    with db.write():
        held = db.lock_row(Box, pk=box.pk)
        if not held.published:
            held.published = record(vote, slips_of(held), title=title, salt=held.salt)
            held.fingerprint = fingerprint(held.published)
            held.save(update_fields=["published", "fingerprint"])
    box.published, box.fingerprint = held.published, held.fingerprint
    return held.fingerprint


def own_ballot(box: Box, receipt: str) -> Marked | None:
    """The ballot of a receipt in the published file; TallyRefused for a code that was mistyped."""
    return found_by(box.published, tag(receipt, box.salt)) if box.published else None
