"""A form that does one thing, or a button that does it at once: do, say what is wrong, go back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise

from linli.kernel.errors import NotAllowed, OutsideYourArea, Refusal
from linli.web.forms import LinliForm

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on a page of its own."""

    title: Words
    form: LinliForm
    run: Callable[[Any], object]
    """Called with the valid form; refusals are shown beside the entry at fault."""
    back: str
    done: Words
    lead: Words = ""
    button: Words = ""
    danger: bool = False


def carry_out(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Show the form; when it is sent and right, do it and go back."""
    if deed.form.is_bound and deed.form.is_valid():
        try:
            deed.run(deed.form)
        except OutsideYourArea:
            raise
        except Refusal as refusal:
            field = refusal.field if refusal.field in deed.form.fields else None
            deed.form.add_error(field, str(refusal))
        else:
            messages.success(request, str(deed.done))
            return HttpResponseRedirect(deed.back, status=303)
    status = 422 if deed.form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": deed.form}, status=status)


def tap(request: HttpRequest, do: Callable[[], object], back: HttpResponse, done: Words = "") -> HttpResponse:
    """Do what one button asks and go back; a refusal is told there; who may not gets no page."""
    try:
        do()
    except (NotAllowed, OutsideYourArea):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, str(done))
    return back
