"""Every address says who may open it, and says the same to everybody outside."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from linli.kernel.access import permissions


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, where)
        else:
            yield where, entry


ALL = [pytest.param(where, entry, id=where) for where, entry in addresses(get_resolver())]
PAGES = [p for p in ALL if not str(p.id).startswith("api/")]


@pytest.mark.parametrize(("where", "entry"), PAGES)
def test_every_page_is_guarded(where: str, entry: URLPattern) -> None:
    access = getattr(entry.callback, "access", "")
    assert access, f"{where} has neither @requires, @signed_in, @resident nor @public"
    if not access.startswith(("public: ", "signed in: ", "resident: ")):
        permissions.permission(access)


def test_every_endpoint_asks_who_is_there() -> None:
    from linli.config.api import api, at_the_door

    operations = [
        (path, operation)
        for _prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]
    assert operations
    for path, operation in operations:
        callbacks = operation.auth_callbacks or api.auth
        assert at_the_door in callbacks, f"{path} is open"


@pytest.mark.django_db
@pytest.mark.parametrize(("where", "entry"), PAGES)
def test_a_stranger_is_shown_the_door(where: str, entry: URLPattern, client) -> None:
    """Without signing in, every page but the public ones leads to the door."""
    access = getattr(entry.callback, "access", "")
    if access.startswith("public: ") or "<" in where:
        pytest.skip("public, or needs a record")
    answer = client.get("/" + where)
    assert answer.status_code in (302, 405), where
    if answer.status_code == 302:
        door = "/residents/sign-in/" if access.startswith("resident: ") else "/sign-in/"
        assert answer.url.startswith(door)
