"""Every address: the shell, the programming interface, and one line for each context."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from linli.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("linli.web.urls")),
    path("api/v1/", api.urls),
    *(path(f"{name}/", include(f"linli.contexts.{name}.urls")) for name in settings.INSTALLED_CONTEXTS),
]
handler400 = "linli.web.pages.trouble.bad_request"
handler404 = "linli.web.pages.trouble.not_found"
handler500 = "linli.web.pages.trouble.broken"
