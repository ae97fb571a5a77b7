"""Keys of programs that report through the open interface: made, used, withdrawn."""

import secrets

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models.programs import Program
from linli.kernel import clock
from linli.kernel.accounts.commands import digest
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput


@command("service_requests.program_added", policies.may_add_program)
def add_program(actor: Actor, area: Area, /, *, name: str) -> Program:
    """A key for a program; its text is on the returned object and nowhere else."""
    if len(name.strip()) < 2:
        raise BadInput(_("请写明是哪个系统。"), field="name")
    text = secrets.token_urlsafe(32)
    program = Program.objects.create(
        name=name.strip()[:60], area=area, digest=digest(text), made_at=clock.now(), made_by=actor.account_id
    )
    program.text = text  # type: ignore[attr-defined]
    note(target=program, area=area.code, name=program.name)
    return program


@command("service_requests.program_withdrawn", policies.may_withdraw_program)
def withdraw_program(actor: Actor, program: Program, /) -> Program:
    """The key no longer opens anything."""
    program.withdrawn_at = program.withdrawn_at or clock.now()
    program.save(update_fields=["withdrawn_at"])
    note(target=program, area=program.area.code, name=program.name)
    return program


def program_of(key: str) -> Program | None:
    """Whose key this is, while it holds."""
    found = Program.objects.filter(digest=digest(key), withdrawn_at=None).select_related("area").first()
    if found is not None:
        Program.objects.filter(pk=found.pk).update(last_used_at=clock.now())
    return found
