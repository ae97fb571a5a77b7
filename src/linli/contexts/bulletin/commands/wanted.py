"""A notice that a part of the house asks for: hung, or read by somebody first; put right; taken down."""

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice, State
from linli.contexts.bulletin.models.notices import ON_BOARD
from linli.contexts.bulletin.queries.kinds import kind_of
from linli.facts.bulletin import NoticeReworded, NoticeWanted
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note

WAITING = (State.DRAFT, State.IN_REVIEW)
"""Not on the board yet."""


@command("bulletin.wanted", policies.is_linli)
def take_up(actor: Actor, area: Area, /, *, wanted: NoticeWanted) -> Notice:
    """Write it once however often it is asked for, by whoever decided; kinds that need it are read first."""
    row, is_new = Notice.objects.get_or_create(
        about=wanted.about,
        defaults={
            "community": community_of(area.code), "area": area, "kind": wanted.kind, "title": wanted.title,
            "words": wanted.words, "signed": community_of(area.code).name[:60], "made_at": clock.now(),
            "account_id": wanted.account_id, "state": State.IN_REVIEW, "page": wanted.page,
            "needed_until": wanted.until,
        },
    )  # fmt: skip
    note(target=row, area=area.code, kind=row.kind)
    if is_new and not kind_of(row.kind).second:
        return notices.approve(actor, row)
    return row


@command("bulletin.reworded", policies.is_linli)
def put_right(actor: Actor, notice: Notice, /, *, said: NoticeReworded) -> Notice:
    """What hangs is corrected in the open; what does not hang yet says the new words at once."""
    row = db.lock_row(Notice, pk=notice.pk)
    row.needed_until = said.until
    row.save(update_fields=["needed_until"])
    note(target=row, area=row.area.code)
    if (row.title, row.words) == (said.title, said.words):
        return row
    if row.state in ON_BOARD:
        restarts = said.restarts or row.state == State.FULFILLED
        told = {"title": said.title, "words": said.words, "restarts": restarts}
        return notices.correct(actor, row, told=told, reason=said.why)
    if row.state in WAITING:
        row.title, row.words = said.title, said.words
        row.save(update_fields=["title", "words"])
    return row


@command("bulletin.unwanted", policies.is_linli)
def take_back(actor: Actor, notice: Notice, /, *, why: str) -> Notice:
    """What hangs is taken down with the reason; what does not hang yet is dropped."""
    row = db.lock_row(Notice, pk=notice.pk)
    note(target=row, area=row.area.code)
    if row.state in ON_BOARD:
        return notices.withdraw(actor, row, reason=why)
    return notices.drop(actor, row) if row.state in WAITING else row
