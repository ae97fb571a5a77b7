"""In and out, language and way of reading."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.kernel.access.guards import ActedRequest, public, signed_in
from linli.kernel.access.roles import ROLES
from linli.kernel.accounts import commands as accounts
from linli.kernel.accounts.models import Account
from linli.kernel.audit import trail
from linli.kernel.catalogue import shelf
from linli.kernel.errors import Refusal
from linli.web.middleware.actor import open_session
from linli.web.pages.forms import SignInForm
from linli.web.shell import READING, THEME

YEAR = 365 * 24 * 3600
REMEMBERED = {
    "reading": (READING, {"elder", "usual"}),
    "theme": (THEME, {"light", "dark", "auto"}),
    "language": (settings.LANGUAGE_COOKIE_NAME, {code for code, _name in settings.LANGUAGES}),
}


@public("the door itself")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, and for the code when the account has a second factor."""
    if getattr(request, "actor", None) is not None:
        return HttpResponseRedirect(_back(request))
    form = SignInForm(request.POST or None)
    code_wanted = False
    if form.is_valid():
        try:
            account = accounts.sign_in(accounts.SignIn(**form.cleaned_data))
        except Refusal as refusal:
            code_wanted = isinstance(refusal, accounts.CodeNeeded)
            form.add_error("code" if code_wanted else None, str(refusal))
        else:
            open_session(request, account)
            return HttpResponseRedirect(_back(request), status=303)
    demo = Account.objects.filter(is_demo=True).order_by("pk") if settings.DEMO else []
    values = {"form": form, "code_wanted": code_wanted, "demo_accounts": demo, "next": _back(request)}
    return render(request, "web/door.html", values, status=422 if form.is_bound else 200)


def _back(request: HttpRequest) -> str:
    """Where the person wanted to go, when that is a place of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("web:home")


@signed_in("leaving is open to everyone inside")
@require_POST
def sign_out(request: ActedRequest) -> HttpResponse:
    """Leave."""
    trail.record(
        "accounts.signed_out", request.actor.label, f"accounts.account:{request.actor.account_id}", "", "", {}
    )
    request.session.flush()
    messages.info(request, _("您已安全退出。"))
    return HttpResponseRedirect(reverse("web:sign_in"), status=303)


@public("how a page is shown is the reader's choice")
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Remember language, size and colours of reading in cookies of this browser."""
    wanted = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = "/"
    response = HttpResponseRedirect(wanted, status=303)
    for name, (cookie, allowed) in REMEMBERED.items():
        value = request.POST.get(name, "")
        if value in allowed:
            response.set_cookie(
                cookie, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
    return response


@signed_in("sends everyone to their own first page")
def home(request: ActedRequest) -> HttpResponse:
    """The first page that the actor may open."""
    for entry in shelf.navigation():
        if request.actor.holds(entry.needs):
            return HttpResponseRedirect(reverse(entry.address))
    held = [ROLES[key] for key in sorted(request.actor.roles) if key in ROLES]
    return render(request, "web/no_work.html", {"roles": held})
