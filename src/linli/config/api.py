"""The programming interface: one router for each context, keys or the page's session at the door."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import module_has_submodule
from ninja import NinjaAPI

from linli.kernel.access import queries as access
from linli.kernel.accounts import commands as accounts
from linli.kernel.errors import OutsideYourArea, Refusal


def at_the_door(request: HttpRequest) -> Any:
    """A key in ``Authorization: Bearer``, or a session of the pages with its CSRF token."""
    kind, _space, key = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        account = accounts.account_of_key(key.strip())
        if account is None:
            return None
        request.actor = access.actor_for(account.pk, account.name, account.organisation_id)  # type: ignore[attr-defined]
        return request.actor  # type: ignore[attr-defined]
    actor = getattr(request, "actor", None)
    if actor is None:
        return None
    if CsrfViewMiddleware(lambda _: HttpResponse()).process_view(request, at_the_door, (), {}) is not None:
        return None
    return actor


api = NinjaAPI(
    title="邻里 Linli",
    version="1.0.0",
    description="登记、检索、一表通的程序接口；权限与账号相同，每次写入都有操作记录。",
    auth=at_the_door,
    docs_url=None,
)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, trouble: Refusal) -> HttpResponse:
    """A refusal as code and sentence."""
    return api.create_response(
        request, {"code": trouble.code, "sentence": str(trouble)}, status=trouble.status
    )


@api.exception_handler(ObjectDoesNotExist)
def missing(request: HttpRequest, trouble: Exception) -> HttpResponse:
    """A row that is not there reads like one outside the area."""
    return refused(request, OutsideYourArea())


for name in settings.INSTALLED_CONTEXTS:
    place = f"linli.contexts.{name}.views"
    if module_has_submodule(import_module(place), "endpoints"):
        api.add_router(f"/{name}", import_module(f"{place}.endpoints").router, tags=[name])
