"""One's own account: password, second factor, keys, notices, suggestions."""

import io

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.kernel.access.guards import ActedRequest, signed_in
from linli.kernel.access.queries import grants_of
from linli.kernel.accounts import commands, totp
from linli.kernel.accounts.models import Account, ApiKey
from linli.kernel.errors import Refusal
from linli.kernel.notices import post
from linli.kernel.suggestions import commands as suggestions
from linli.kernel.suggestions.models import Suggestion
from linli.web.htmx import see_other
from linli.web.middleware.actor import open_session
from linli.web.pages.forms import CodeForm, KeyForm, PasswordForm, SuggestionForm

OWN = "one's own account"


def _self(request: ActedRequest) -> Account:
    return Account.objects.get(pk=request.actor.account_id or 0)


@signed_in(OWN)
def me(request: ActedRequest) -> HttpResponse:
    """Who I am here and what I may do."""
    account = _self(request)
    keys = ApiKey.objects.filter(account=account, withdrawn_at=None).order_by("-pk")
    values = {"grants": grants_of(account.pk), "keys": keys, "key_form": KeyForm()}
    return render(request, "web/me.html", values)


@signed_in(OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: ActedRequest) -> HttpResponse:
    """Change one's password; all other sessions end."""
    account = _self(request)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            commands.change_password(
                request.actor, account, old=form.cleaned_data["old"], new=form.cleaned_data["new"]
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            open_session(request, account)
            messages.success(request, _("密码已修改，其他设备上的登录已失效。"))
            return see_other(request, "web:home")
    values = {"form": form, "must": account.must_change_password}
    return render(request, "web/password.html", values, status=422 if form.is_bound else 200)


@signed_in(OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: ActedRequest) -> HttpResponse:
    """Switch the second factor on."""
    account = _self(request)
    secret = request.session.setdefault("totp_offer", totp.new_secret())
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            commands.confirm_totp(request.actor, account, secret=secret, code=form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session["totp_offer"]
            messages.success(request, _("动态码已开启，下次登录时需要输入。"))
            return see_other(request, "web:me")
    image = io.BytesIO()
    segno.make(totp.address(secret, account.username)).save(
        image, kind="svg", scale=5, xmldecl=False, svgns=True
    )
    values = {
        "form": form,
        "secret": secret,
        "qr": image.getvalue().decode(),
        "is_on": account.totp_confirmed_at,
    }
    return render(request, "web/second_factor.html", values, status=422 if form.is_bound else 200)


@signed_in(OWN)
@require_POST
def second_factor_off(request: ActedRequest) -> HttpResponse:
    """Switch the second factor off, with the password."""
    commands.remove_totp(request.actor, _self(request), password=request.POST.get("password", ""))
    messages.success(request, _("动态码已关闭。"))
    return see_other(request, "web:me")


@signed_in(OWN)
@require_POST
def make_key(request: ActedRequest) -> HttpResponse:
    """Make a key for a program; its text is shown once."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return see_other(request, "web:me")
    key = commands.make_key(request.actor, _self(request), name=form.cleaned_data["name"])
    return render(request, "web/key.html", {"key": key, "text": key.text})  # type: ignore[attr-defined]


@signed_in(OWN)
@require_POST
def withdraw_key(request: ActedRequest, key_id: int) -> HttpResponse:
    """End one of one's own keys."""
    commands.withdraw_key(request.actor, get_object_or_404(ApiKey, pk=key_id, account=_self(request)))
    return see_other(request, "web:me")


@signed_in("one's own notices")
def notices(request: ActedRequest) -> HttpResponse:
    """What Linli told me; opening the page marks it read."""
    account = _self(request)
    rows = post.of(account.pk)
    post.mark_read(account.pk)
    return render(request, "web/notices.html", {"rows": rows})


@signed_in("everyone may say what should be better")
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: ActedRequest) -> HttpResponse:
    """Say what should be better, and read what was answered."""
    form = SuggestionForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    if form.is_valid():
        suggestions.suggest(request.actor, **form.cleaned_data)
        messages.success(request, _("谢谢您的意见，我们会逐条答复。"))
        return see_other(request, "web:suggest")
    mine = Suggestion.objects.filter(account=_self(request)).order_by("-at")[:30]
    return render(request, "web/suggest.html", {"form": form, "mine": mine})
