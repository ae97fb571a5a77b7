"""A notice that another part of the house asks for: read by a second pair of eyes first, or hung at once."""

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice, State
from linli.contexts.bulletin.queries.kinds import kind_of
from linli.facts.bulletin import NoticeWanted
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note


@command("bulletin.wanted", policies.is_linli)
def take_up(actor: Actor, area: Area, /, *, wanted: NoticeWanted) -> Notice:
    """Write it once however often it is asked for, by whoever decided; kinds that need it are read first."""
    row, is_new = Notice.objects.get_or_create(
        about=wanted.about,
        defaults={
            "community": community_of(area.code), "area": area, "kind": wanted.kind, "title": wanted.title,
            "words": wanted.words, "signed": community_of(area.code).name[:60], "made_at": clock.now(),
            "account_id": wanted.account_id, "state": State.IN_REVIEW,
        },
    )  # fmt: skip
    note(target=row, area=area.code, kind=row.kind)
    if is_new and not kind_of(row.kind).second:
        return notices.approve(actor, row)
    return row
