"""Signing in, passwords, second factors and keys."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from linli.kernel import clock, db
from linli.kernel.accounts import passwords, totp
from linli.kernel.accounts.models import Account, ApiKey
from linli.kernel.actor import Actor
from linli.kernel.audit import trail
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, Refusal

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
_NOBODY = make_password(None)


class SignInRefused(Refusal):
    """Name, password or code do not fit."""

    code = "sign_in_refused"
    sentence = _("用户名或密码不对，请再试一次。")
    status = 422


class CodeNeeded(Refusal):
    """The password was right; the code of the second factor is missing or wrong."""

    code = "code_needed"
    sentence = _("请输入验证器上的 6 位动态码。")
    status = 422


class LockedOut(Refusal):
    """Too many failures."""

    code = "locked_out"
    sentence = _("连续输错 5 次，账号已锁定，请 %(minutes)s 分钟后再试，或联系管理员解锁。")
    status = 429


@dataclass(frozen=True, slots=True)
class SignIn:
    """What was entered at the door."""

    username: str
    password: str
    code: str = ""


def sign_in(entered: SignIn) -> Account:
    """The account, or a refusal; five failures lock it for fifteen minutes."""
    refused: Refusal | None = None
    with db.write():
        account = Account.objects.select_for_update().filter(username=entered.username).first()
        if account is None or not account.is_active:
            check_password(entered.password, _NOBODY)  # the same time for known and unknown names
            raise SignInRefused
        _refuse_while_locked(account)
        refused = _fault(account, entered)
        _count(account, refused)
    if refused is not None:
        raise refused
    return account


def _refuse_while_locked(account: Account) -> None:
    if account.locked_until and account.locked_until > clock.now():
        left = (account.locked_until - clock.now()).total_seconds()
        raise LockedOut(minutes=int(left // 60) + 1)


def _fault(account: Account, entered: SignIn) -> Refusal | None:
    if not check_password(entered.password, account.password):
        return SignInRefused()
    if account.totp_confirmed_at is None:
        return None
    if not entered.code:
        return CodeNeeded()
    secret = account.totp_secret.reveal()
    step = totp.matching_step(secret, entered.code.strip(), clock.now(), after=account.totp_last_step)
    if step is None:
        return CodeNeeded(_("动态码不对或已用过，请等下一个再输入。"))
    account.totp_last_step = step
    return None


def _count(account: Account, refused: Refusal | None) -> None:
    label = f"account:{account.pk}"
    target = f"accounts.account:{account.pk}"
    if isinstance(refused, CodeNeeded) and refused.sentence is CodeNeeded.sentence:
        return  # asking for the code is not a failure yet
    if refused is None:
        account.failures, account.locked_until, account.last_login = 0, None, clock.now()
        trail.record("accounts.signed_in", label, target, "", "", {})
    else:
        account.failures += 1
        if account.failures >= FAILURES_ALLOWED:
            account.failures, account.locked_until = 0, clock.now() + LOCKED_FOR
            trail.record("accounts.locked", label, target, "", "", {})
        else:
            trail.record("accounts.refused", label, target, "", "", {})
    account.save(update_fields=["failures", "locked_until", "last_login", "totp_last_step"])


def may_manage(actor: Actor, account: Account | None = None) -> bool:
    """Administrators manage accounts."""
    return actor.holds("accounts.manage")


def is_oneself(actor: Actor, account: Account) -> bool:
    """One's own account."""
    return actor.account_id == account.pk


@command("accounts.created", may_manage)
def create(actor: Actor, /, *, username: str, name: str, password: str, **more: object) -> Account:
    """Add a person who signs in; the first password must be changed at once."""
    if Account.objects.filter(username=username).exists():
        raise BadInput(_("用户名“%(username)s”已被使用。"), field="username", username=username)
    account = Account(username=username, name=name, must_change_password=True, **more)
    _set_password(account, password)
    account.save()
    return account


@command("accounts.password_changed", is_oneself)
def change_password(actor: Actor, account: Account, /, *, old: str, new: str) -> Account:
    """Change one's own password."""
    if not check_password(old, account.password):
        raise BadInput(_("原密码不对。"), field="old")
    if old == new:
        raise BadInput(_("新密码不能和原密码相同。"), field="new")
    _set_password(account, new)
    account.must_change_password = False
    account.save()
    return account


def _set_password(account: Account, password: str) -> None:
    passwords.refuse_weak(password, account.username, account.name)
    account.password = make_password(password)
    account.password_changed_at = clock.now()


@command("accounts.password_reset", may_manage)
def reset_password(actor: Actor, account: Account, /) -> Account:
    """Give a person a new first password, unlock the account and drop the second factor."""
    account.password = make_password(password := first_password())
    account.must_change_password = True
    account.failures, account.locked_until = 0, None
    account.totp_secret, account.totp_confirmed_at = "", None
    account.save()
    account.first_password = password  # type: ignore[attr-defined]  # shown once, never stored
    return account


def first_password() -> str:
    """A password that can be read aloud: no letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    digits = "23456789"
    return "-".join(
        "".join(secrets.choice(letters) for _ in range(3)) + "".join(secrets.choice(digits) for _ in range(2))
        for _ in range(3)
    )


@command("accounts.switched", may_manage)
def set_active(actor: Actor, account: Account, /, *, active: bool) -> Account:
    """Let a person sign in, or no longer."""
    account.is_active = active
    account.save(update_fields=["is_active"])
    note(active=active)
    return account


@command("accounts.totp_confirmed", is_oneself)
def confirm_totp(actor: Actor, account: Account, /, *, secret: str, code: str) -> Account:
    """Switch the second factor on, once the app shows the right code."""
    step = totp.matching_step(secret, code.strip(), clock.now(), after=0)
    if step is None:
        raise BadInput(_("动态码不对，请确认手机时间准确后再试。"))
    account.totp_secret, account.totp_confirmed_at, account.totp_last_step = secret, clock.now(), step
    account.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
    return account


@command("accounts.totp_removed", is_oneself)
def remove_totp(actor: Actor, account: Account, /, *, password: str) -> Account:
    """Switch the second factor off."""
    if not check_password(password, account.password):
        raise BadInput(_("密码不对。"))
    account.totp_secret, account.totp_confirmed_at = "", None
    account.save(update_fields=["totp_secret", "totp_confirmed_at"])
    return account


@command("accounts.key_made", is_oneself)
def make_key(actor: Actor, account: Account, /, *, name: str) -> ApiKey:
    """A key for a program; its text is on the returned object and nowhere else."""
    text = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(account=account, name=name, digest=digest(text), created_at=clock.now())
    key.text = text  # type: ignore[attr-defined]
    return key


@command("accounts.key_withdrawn", lambda actor, key: actor.account_id == key.account_id)
def withdraw_key(actor: Actor, key: ApiKey, /) -> ApiKey:
    """End a key."""
    key.withdrawn_at = clock.now()
    key.save(update_fields=["withdrawn_at"])
    return key


def account_of_key(text: str) -> Account | None:
    """Whose key this is, while it holds."""
    key = ApiKey.objects.filter(digest=digest(text), withdrawn_at=None).select_related("account").first()
    if key is None or not key.account.is_active:
        return None
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=clock.now())
    return key.account


def digest(text: str) -> str:
    """What is kept of a key; 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()
