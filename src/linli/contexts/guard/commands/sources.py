"""Who may deliver readings: each source has a key of its own, which can be changed and stopped."""

import secrets
from dataclasses import dataclass
from datetime import date

import bcrypt
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Source, Trouble
from linli.kernel import clock
from linli.kernel.accounts import commands as accounts
from linli.kernel.accounts.models import Account, ApiKey
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

ROUNDS = 6
"""Of bcrypt: keys are long and made by chance, so that few are enough."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A source with the key that is told once and kept nowhere."""

    source: Source
    key: str


@command("guard.source_added", policies.may_add_source)
def add(actor: Actor, community: Area, /, *, name: str) -> Keyed:
    """Somebody may deliver readings for a community."""
    if Source.objects.filter(community=community, name=name).exists():
        raise BadInput(_("已有同名的数据来源。"), field="name")
    account = Account.objects.create(
        username=f"source-{secrets.token_hex(8)}", name=name[:40], password=make_password(None)
    )
    made = Source.objects.create(community=community, name=name, account=account, made_at=clock.now())
    note(target=made, area=community.code)
    return Keyed(made, _key(made))


@command("guard.source_rekeyed", policies.may_keep_source)
def rekey(actor: Actor, source: Source, /) -> Keyed:
    """Another key; the one before stops at once."""
    if source.stopped_at is not None:
        raise NotAllowedNow
    _withdraw_keys(source)
    note(target=source, area=source.community.code)
    return Keyed(source, _key(source))


@command("guard.source_stopped", policies.may_keep_source)
def stop(actor: Actor, source: Source, /, *, reason: str) -> Source:
    """A source delivers no more."""
    if source.stopped_at is not None:
        raise NotAllowedNow
    _withdraw_keys(source)
    source.stopped_at, source.broker_mark = clock.now(), ""
    source.save(update_fields=["stopped_at", "broker_mark"])
    note(area=source.community.code, reason=reason)
    return source


@command("guard.trouble_settled", policies.may_settle)
def settle(actor: Actor, trouble: Trouble, /) -> Trouble:
    """What was not taken in has been looked into; it comes back when it happens again."""
    trouble.settled_at = clock.now()
    trouble.save(update_fields=["settled_at"])
    note(area=trouble.community.code, why=trouble.why)
    return trouble


@command("guard.troubles_forgotten", policies.is_linli)
def forget_troubles(actor: Actor, /, *, before: date) -> int:
    """Old counts go."""
    gone, _by_table = Trouble.objects.filter(day__lt=before).delete()
    note(target="guard.trouble:expired", rows=gone)
    return gone


def _key(source: Source) -> str:
    owner = Actor(source.account_id, source.name)
    made = accounts.make_key(owner, source.account, name=source.name[:60])
    key = str(made.text)  # type: ignore[attr-defined]
    source.broker_mark = bcrypt.hashpw(key.encode(), bcrypt.gensalt(ROUNDS, b"2a")).decode()
    source.save(update_fields=["broker_mark"])
    return key


def _withdraw_keys(source: Source) -> None:
    owner = Actor(source.account_id, source.name)
    for key in ApiKey.objects.filter(account=source.account_id, withdrawn_at=None):
        accounts.withdraw_key(owner, key)
