"""Who is at the door: the signed-in account, its actor, its language and its way of reading."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from linli.kernel.access import queries as access
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Resident
from linli.kernel.catalogue import shelf
from linli.kernel.privacy import cipher
from linli.kernel.visitors import stays
from linli.kernel.visitors.models import Stay

ACCOUNT, SEEN, PROOF = "account", "seen", "proof"
SEEN_EVERY = 60
"""Seconds between two notes of activity: a session is not written on every request."""


class ActorAtTheDoor:
    """Sets ``request.actor`` and ``request.resident`` (or None), ends idle sessions, picks the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 - Django's own shape
        request.account = account = self._account(request)  # type: ignore[attr-defined]
        request.actor = (  # type: ignore[attr-defined]
            access.actor_for(account.pk, account.name, account.organisation_id) if account else None
        )
        request.stay = stay = _stay(request)  # type: ignore[attr-defined]
        request.resident = _resident(stay) if stay else None  # type: ignore[attr-defined]
        with translation.override(language_of(request)):
            if account and account.must_change_password and not _may_pass(request):
                return HttpResponseRedirect(reverse("web:password"))
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response

    def _account(self, request: HttpRequest) -> Account | None:
        key = request.session.get(ACCOUNT)
        if key is None:
            return None
        account = Account.objects.filter(pk=key, is_active=True).select_related("organisation").first()
        idle = time() - request.session.get(SEEN, 0)
        if account is None or request.session.get(PROOF) != proof(account):
            request.session.flush()
            return None
        if idle > settings.IDLE_MINUTES * 60:
            request.session.flush()
            messages.info(request, _("您离开了一段时间，为保护居民信息已自动退出，请重新登录。"))
            return None
        if idle > SEEN_EVERY and not _asks_by_itself(request):
            request.session[SEEN] = int(time())
        return account


def _asks_by_itself(request: HttpRequest) -> bool:
    """True for what a page asks again and again: nobody need sit before it."""
    return request.path == reverse("web:bell")


def _stay(request: HttpRequest) -> Stay | None:
    token = request.COOKIES.get(stays.COOKIE, "")
    return stays.stay_of(token) if token else None


def _resident(stay: Stay) -> Resident:
    visitor = stay.visitor
    return Resident(
        account_id=None, name=f"****{visitor.phone.reveal()[-4:]}", visitor=visitor.pk,
        phone_hash=visitor.phone_hash, homes=() if visitor.is_doubted else shelf.homes(visitor.pk),
    )  # fmt: skip


def let_in(response: HttpResponse, token: str, *, is_own: bool) -> HttpResponse:
    """Give a browser the token of a stay: for long on one's own phone, until it is closed elsewhere."""
    response.set_cookie(
        stays.COOKIE, token, max_age=stays.COOKIE_AGE if is_own else None, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def open_session(request: HttpRequest, account: Account) -> None:
    """Start a fresh session for an account that has just proved itself."""
    request.session.flush()
    request.session[ACCOUNT] = account.pk
    request.session[SEEN] = int(time())
    request.session[PROOF] = proof(account)


def proof(account: Account) -> str:
    """Changes with the password, so that a new password ends all other sessions."""
    return cipher.lookup(account.password, "session")


def language_of(request: HttpRequest) -> str:
    """Chinese unless the reader chose otherwise."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _may_pass(request: HttpRequest) -> bool:
    """What a person with a first password may still open."""
    return request.path in {reverse("web:password"), reverse("web:sign_out"), reverse("web:reading")}
