"""Accounts and grants."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.kernel.access import commands as access
from linli.kernel.access import permissions
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.access.models import Grant
from linli.kernel.access.queries import grants_of, in_force
from linli.kernel.access.roles import ROLES
from linli.kernel.accounts import commands
from linli.kernel.accounts.models import Account
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Kind
from linli.kernel.errors import Refusal
from linli.web.htmx import page_or_part, see_other
from linli.web.pages.forms import AccountForm, GrantForm
from linli.web.paging import page_of

GRANTABLE = (Kind.SUBDISTRICT, Kind.COMMUNITY, Kind.GRID)


@requires("accounts.manage")
def accounts(request: ActedRequest) -> HttpResponse:
    """Who signs in, with what they hold."""
    words = request.GET.get("q", "").strip()
    rows = Account.objects.select_related("organisation").order_by("username")
    if words:
        rows = rows.filter(
            Q(username__icontains=words) | Q(name__icontains=words) | Q(title__icontains=words)
        )
    page = page_of(request, rows)
    held: dict[int, list[Grant]] = {}
    for grant in in_force().filter(account__in=[a.pk for a in page.rows]).select_related("area"):
        held.setdefault(grant.account_id, []).append(grant)
    values = {"page": page, "held": held, "words": words}
    return page_or_part(request, "web/accounts.html", "web/_accounts.html", values)


@requires("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: ActedRequest) -> HttpResponse:
    """Add a person; the first password is shown once."""
    form = AccountForm(request.POST or None)
    if form.is_valid():
        password = commands.first_password()
        try:
            account = commands.create(request.actor, password=password, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return render(request, "web/first_password.html", {"person": account, "password": password})
    return render(request, "web/new_account.html", {"form": form}, status=422 if form.is_bound else 200)


@requires("accounts.manage")
def account(request: ActedRequest, account_id: int) -> HttpResponse:
    """One person: roles, and what these allow."""
    person = get_object_or_404(Account.objects.select_related("organisation"), pk=account_id)
    return _account_page(request, person, GrantForm(areas=_areas(request)))


def _areas(request: ActedRequest) -> object:
    return areas.within(request.actor, "access.grant").filter(kind__in=GRANTABLE)


def _account_page(request: ActedRequest, person: Account, form: GrantForm) -> HttpResponse:
    roles = {g.role for g in in_force().filter(account=person)}
    allowed = {ROLES[role]: permissions.held_by(role) for role in sorted(roles)}
    values = {"person": person, "grants": grants_of(person.pk), "form": form, "allowed": allowed}
    return render(request, "web/account.html", values, status=422 if form.is_bound else 200)


@requires("access.grant")
@require_POST
def grant(request: ActedRequest, account_id: int) -> HttpResponse:
    """Give a role."""
    person = get_object_or_404(Account, pk=account_id)
    form = GrantForm(request.POST, areas=_areas(request))
    if not form.is_valid():
        return _account_page(request, person, form)
    entered = form.cleaned_data
    area = entered.pop("area")
    access.grant(request.actor, person.pk, area, **entered)
    messages.success(request, _("已授权。"))
    return see_other(request, "web:account", person.pk)


@requires("access.grant")
@require_POST
def withdraw(request: ActedRequest, grant_id: int) -> HttpResponse:
    """Take a role back."""
    given = get_object_or_404(Grant.objects.select_related("area"), pk=grant_id)
    access.withdraw(request.actor, given, reason=request.POST.get("reason", ""))
    messages.success(request, _("已收回。"))
    return see_other(request, "web:account", given.account_id)


@requires("accounts.manage")
@require_POST
def reset_password(request: ActedRequest, account_id: int) -> HttpResponse:
    """A new first password, shown once."""
    person = commands.reset_password(request.actor, get_object_or_404(Account, pk=account_id))
    values = {"person": person, "password": person.first_password}  # type: ignore[attr-defined]
    return render(request, "web/first_password.html", values)


@requires("accounts.manage")
@require_POST
def switch(request: ActedRequest, account_id: int) -> HttpResponse:
    """Let a person sign in, or no longer."""
    person = get_object_or_404(Account, pk=account_id)
    commands.set_active(request.actor, person, active=not person.is_active)
    return see_other(request, "web:account", person.pk)
