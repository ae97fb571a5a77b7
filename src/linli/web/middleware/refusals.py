"""Turns a refusal into a page, a part of a page or JSON, always with a sentence."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from linli.kernel.errors import OutsideYourArea, Refusal


class RefusalsInWords:
    """Catches ``Refusal`` wherever it was raised; a missing row reads like one outside the area."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 - Django's own shape
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """Answer refusals; leave every other exception to Django."""
        if isinstance(trouble, ObjectDoesNotExist):
            trouble = OutsideYourArea()
        if not isinstance(trouble, Refusal):
            return None
        if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"code": trouble.code, "sentence": str(trouble)}, status=trouble.status)
        template = "web/_trouble.html" if request.headers.get("HX-Request") else "web/trouble.html"
        return render(request, template, {"trouble": trouble}, status=trouble.status)
