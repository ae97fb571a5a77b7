"""What leaves the house, or shows what is sealed: each time is on record."""

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Reporter
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import ReasonNeeded
from linli.kernel.privacy.sealed import Sealed


@command("service_requests.phone_revealed", policies.may_reveal)
def reveal_phone(actor: Actor, reporter: Reporter, /, *, reason: str) -> str:
    """Show a reporter's number, for a reason that stays on record."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded
    row = reporter.request
    note(target=row, area=row.area.code, reason=reason.strip(), number=row.number, field="phone")
    box: Sealed = reporter.phone
    return box.reveal()


@command("service_requests.exported", policies.may_export)
def count_export(actor: Actor, /, *, rows: int) -> None:
    """A list leaves the house."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)
