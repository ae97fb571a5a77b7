"""The quiet list of a week: what may be asked about at the next visit, and what was said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.guard.commands import notes as commands
from linli.contexts.guard.forms.notes import TalkForm
from linli.contexts.guard.queries import notes as queries
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed, Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires("guard.respond")
def notes(request: ActedRequest) -> HttpResponse:
    """What waits, or what was talked about."""
    is_past = request.GET.get("show") == "talked"
    page = page_of(request, queries.talked(request.actor) if is_past else queries.waiting(request.actor))
    values = {"page": page, "rows": queries.with_words(list(page.rows)), "is_past": is_past}
    return render(request, "guard/notes.html", values)


@requires("guard.respond")
def talk(request: ActedRequest, note_id: UUID) -> HttpResponse:
    """Somebody asked."""
    row = queries.note(request.actor, note_id)
    form = TalkForm(request.POST or None)

    def run(form: Any) -> None:
        commands.talk(request.actor, row, words=form.cleaned_data["words"])

    title = _("问过了：%(where)s") % {"where": row.dwelling.short_address}
    back = reverse("guard:home", args=[row.dwelling_id])
    return carry_out(request, Deed(title, form, run, back, _("已记下。"), queries.sentence(row), _("问过了")))


@requires("guard.respond")
@require_POST
def reopen(request: ActedRequest, note_id: UUID) -> HttpResponse:
    """It was marked by mistake."""
    row = queries.note(request.actor, note_id)
    try:
        commands.reopen(request.actor, row)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return see_other(request, "guard:notes")
