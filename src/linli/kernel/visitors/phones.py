"""Proving a phone by a code: six digits for ten minutes; five wrong ones, and one has to wait."""

import secrets
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.kernel import clock, db, ports
from linli.kernel.errors import BadInput, Refusal, TooMuchAtOnce
from linli.kernel.privacy import cipher
from linli.kernel.visitors.limits import Limit, spend
from linli.kernel.visitors.models import PhoneCode

VALID = timedelta(minutes=10)
LOCKED_FOR = timedelta(minutes=15)
FAILURES_ALLOWED = 5
AGAIN = Limit("code", 1, timedelta(minutes=1))
DAILY = Limit("code", 6, timedelta(days=1))
BY_HAND = Limit("code by hand", 30, timedelta(hours=1))


class WrongCode(BadInput):
    """Another code, or one that is over."""

    code = "wrong_code"
    sentence = gettext_lazy("验证码不对，或者已经过期。请再看一遍短信，或重新获取。")


class PhoneLocked(Refusal):
    """Too many wrong codes."""

    code = "phone_locked"
    sentence = gettext_lazy("验证码连续输错 5 次，请 %(minutes)s 分钟后再试。")
    status = 429


class CodeNotSent(Refusal):
    """The phone network did not take the message."""

    code = "code_not_sent"
    sentence = gettext_lazy("短信现在发不出去，请过几分钟再试。不用短信，凭查询码一样能看到进展。")
    status = 503


class NoMobile(BadInput):
    """No number that receives text messages."""

    code = "no_mobile"
    sentence = gettext_lazy("请填 11 位手机号码，短信才能收到。")


def mobile(typed: str) -> str:
    """The eleven digits of a mobile number, however it was written; NoMobile for anything else."""
    digits = "".join(c for c in typed if c.isascii() and c.isdigit())
    digits = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    if len(digits) != 11 or not digits.startswith("1"):
        raise NoMobile(field="phone")
    return digits


def send_code(phone: str, hand: str) -> str:
    """Send a fresh code to a phone and return it; the one sent before no longer holds."""
    number = mobile(phone)
    _refuse_while_locked(PhoneCode.objects.filter(phone_hash=_hash(number)).first())
    spend(BY_HAND, hand)
    try:
        spend(AGAIN, number)
        spend(DAILY, number)
    except TooMuchAtOnce as refusal:
        raise TooMuchAtOnce(_("验证码发得太频繁了，请过一分钟再试；一天最多 6 次。")) from refusal
    code = f"{secrets.randbelow(1_000_000):06d}"
    with db.write():
        PhoneCode.objects.update_or_create(
            phone_hash=_hash(number),
            defaults={"code_hash": _code_hash(number, code), "until": clock.now() + VALID},
        )
    words = _("【邻里】您的验证码是 %(code)s，10 分钟内有效。请不要告诉别人。") % {"code": code}
    try:
        ports.ask(ports.TextMessages).send(number, words)
    except ports.TextNotSent as trouble:
        raise CodeNotSent from trouble
    return code


def prove(phone: str, typed: str) -> str:
    """The number, when the code is the one that was sent to it; a code holds once."""
    number = mobile(phone)
    with db.write():
        row = PhoneCode.objects.select_for_update().filter(phone_hash=_hash(number)).first()
        _refuse_while_locked(row)
        fits = row is not None and _fits(row, number, typed)
        if row is not None:
            _count(row, fits=fits)
    if not fits:
        raise WrongCode(field="code")
    return number


def _refuse_while_locked(row: PhoneCode | None) -> None:
    if row and row.locked_until and row.locked_until > clock.now():
        left = (row.locked_until - clock.now()).total_seconds()
        raise PhoneLocked(minutes=int(left // 60) + 1)


def _fits(row: PhoneCode, number: str, typed: str) -> bool:
    digits = "".join(c for c in typed if c.isdigit())
    if not row.code_hash or row.until < clock.now():
        return False
    return secrets.compare_digest(row.code_hash, _code_hash(number, digits))


def _count(row: PhoneCode, *, fits: bool) -> None:
    if fits:
        row.code_hash, row.failures = "", 0
    else:
        row.failures += 1
        if row.failures >= FAILURES_ALLOWED:
            row.failures, row.locked_until, row.code_hash = 0, clock.now() + LOCKED_FOR, ""
    row.save(update_fields=["code_hash", "failures", "locked_until"])


def _hash(number: str) -> str:
    return cipher.lookup(number, "phone")


def _code_hash(number: str, code: str) -> str:
    return cipher.lookup(f"{number}/{code}", "phone code")
