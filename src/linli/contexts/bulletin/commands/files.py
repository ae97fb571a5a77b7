"""Files beside a notice, judged by their content."""

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Attachment, Notice, State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile

WANTED = ("pdf", "docx", "xlsx", "jpeg", "png")


@command("bulletin.file_added", policies.may_write)
def attach(actor: Actor, notice: Notice, /, *, data: bytes, name: str) -> Attachment:
    """Hang a file beside a notice that is not taken down."""
    if notice.state in (State.WITHDRAWN, State.DROPPED):
        raise NotAllowedNow
    handed = store.Handed(data, name, "bulletin", notice.area.code, WANTED)
    kept = store.keep(actor, handed)
    note(target=notice, area=notice.area.code, kind=kept.kind)
    return Attachment.objects.create(
        notice=notice, file_id=kept.pk, name=kept.name, kind=kept.kind, size=kept.size, at=clock.now()
    )


@command("bulletin.file_removed", policies.may_write)
def detach(actor: Actor, notice: Notice, attachment: Attachment, /) -> None:
    """Take a file away again, before the notice is posted."""
    if notice.state != State.DRAFT:
        raise NotAllowedNow
    row = StoredFile.objects.filter(pk=attachment.file_id).first()
    if row is not None:
        store.drop(row)
    note(target=notice, area=notice.area.code)
    attachment.delete()
