"""Keeping a past election to look at, and removing it again."""

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Past
from linli.contexts.budgeting.queries import past
from linli.engines.tally import Election
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note


@command("budgeting.past_taken", policies.may_plan)
def keep(actor: Actor, community: Area, /, *, file: past.File, election: Election) -> Past:
    """Keep it with both counts; the same file again is the one that is there."""
    row, _is_new = Past.objects.get_or_create(
        community=community, fingerprint=file.fingerprint,
        defaults={
            "title": file.title, "file_name": file.name, "text": file.text, "story": past.story(election),
            "ballots": len(election.ballots), "projects": len(election.projects), "made_at": clock.now(),
            "account_id": actor.account_id,
        },
    )  # fmt: skip
    note(target=row, area=community.code, ballots=row.ballots)
    return row


@command("budgeting.past_dropped", policies.may_drop_past)
def drop(actor: Actor, row: Past, /) -> None:
    """It is not wanted any more."""
    note(target=row, area=row.community.code)
    Past.objects.filter(pk=row.pk).delete()
