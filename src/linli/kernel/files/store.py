"""Keeping files: sealed on disk under the data folder, one row each, gone when their time is over."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, Refusal
from linli.kernel.files.kinds import kind_of
from linli.kernel.files.models import StoredFile
from linli.kernel.phrases import listed
from linli.kernel.privacy import cipher

LIMIT = 50 * 1024 * 1024


class TooLarge(BadInput):
    """Over the size limit."""

    code = "too_large"
    sentence = _("文件超过 50 MB，请删去不需要的图片或工作表后再上传。")
    status = 413


class EmptyFile(BadInput):
    """Nothing inside."""

    code = "empty_file"
    sentence = _("文件是空的，请重新选择。")


class WrongKind(BadInput):
    """Not one of the kinds asked for."""

    code = "wrong_kind"
    sentence = _("这种文件打不开，请上传 %(wanted)s 文件。")


class Gone(Refusal):
    """Kept for its time, or erased with the record of a person in it."""

    code = "file_gone"
    sentence = _("这个文件已过保存期限，或已随个人档案一起删除。需要时请重新生成。")
    status = 410


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that someone hands in, and what it may be."""

    data: bytes
    name: str
    purpose: str
    area_code: str = ""
    wanted: tuple[str, ...] = ()
    purge_on: date | None = None


def keep(actor: Actor, handed: Handed) -> StoredFile:
    """Store a file after looking at its size and content; refusals are ``BadInput``."""
    if not handed.data:
        raise EmptyFile
    if len(handed.data) > LIMIT:
        raise TooLarge
    kind = kind_of(handed.data)
    if handed.wanted and kind not in handed.wanted:
        raise WrongKind(wanted=listed(f".{w}" for w in handed.wanted))
    row = StoredFile(
        name=clean_name(handed.name),
        kind=kind,
        size=len(handed.data),
        digest=hashlib.sha256(handed.data).hexdigest(),
        account_id=actor.account_id,
        area_code=handed.area_code,
        purpose=handed.purpose,
        at=clock.now(),
        purge_on=handed.purge_on,
    )
    default_storage.save(_path(row.pk), ContentFile(cipher.seal_bytes(handed.data)))
    row.save(force_insert=True)
    return row


def content(row: StoredFile) -> bytes:
    """What was stored; Gone after its time, SealBroken when it was changed on disk."""
    if not row.size:
        raise Gone
    with default_storage.open(_path(row.pk)) as box:
        return cipher.unseal_bytes(box.read())


def drop(row: StoredFile) -> None:
    """Remove the content; the row stays as a record that it was there."""
    default_storage.delete(_path(row.pk))
    StoredFile.objects.filter(pk=row.pk).update(purge_on=None, size=0)


def purge(before: date) -> int:
    """Remove the content of every file whose time is over."""
    rows = list(StoredFile.objects.filter(purge_on__lt=before))
    for row in rows:
        drop(row)
    return len(rows)


def _path(key: UUID) -> str:
    return f"files/{key.hex[-2:]}/{key.hex}"


def clean_name(name: str) -> str:
    """The last part of a name, without control characters and separators."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable() and c not in '<>:"|?*')[:150] or "file"
