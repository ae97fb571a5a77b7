"""A filled form: every cell with its mark, its lineage on a click, what changed, and the file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.forms.commands import filling as commands
from linli.contexts.forms.commands import returns
from linli.contexts.forms.models import Filling, Return
from linli.contexts.forms.queries import fillings
from linli.contexts.forms.queries import returns as queries
from linli.contexts.forms.queries.marked import marked_file
from linli.contexts.forms.states import LIFE
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.kernel.files import store
from linli.web.files import saved
from linli.web.htmx import page_or_part, part, see_other
from linli.web.paging import Page


def _filling(asked: Return, number: int) -> Filling:
    found = Filling.objects.filter(return_of=asked, number=number).first()
    if found is None:
        raise OutsideYourArea
    return found


@requires("forms.fill")
def filled(request: ActedRequest, return_id: UUID, number: int) -> HttpResponse:
    """One version, page by page; or only what changed since the version before."""
    asked = queries.asked_whole(request.actor, return_id)
    filling = _filling(asked, number)
    sheet = _number(request.GET.get("sheet"), len(filling.sheets) - 1)
    only_changed = request.GET.get("changed") == "1"
    described = filling.sheets[sheet]
    page_number = _number(request.GET.get("page"), 10**6) or 1
    rows = fillings.shown(filling, sheet, page_number - 1, only_changed=only_changed)
    total = len(rows) if only_changed else described["rows"]
    size = max(1, total) if only_changed else fillings.PAGE
    query = {k: str(v) for k, v in request.GET.items() if k != "page"}
    values = {
        "asked": asked,
        "filling": filling,
        "sheet": described,
        "sheet_index": sheet,
        "rows": rows,
        "page": Page(rows, page_number, size, total, query),
        "only_changed": only_changed,
        "gone": fillings.gone(request.actor, filling) if only_changed else ([], 0),
        "steps": [s for s in LIFE.open_from(asked.state) if s.verb in ("hand_in", "take_back")],
        "state": LIFE.label(asked.state),
    }
    return page_or_part(request, "forms/filled.html", "forms/_filled_rows.html", values)


def _number(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 7 else 0


@requires("forms.fill")
def latest(request: ActedRequest, return_id: UUID) -> HttpResponse:
    """To the newest version."""
    asked = queries.asked_whole(request.actor, return_id)
    newest = fillings.versions(asked)
    if not newest:
        return see_other(request, "forms:review", asked.pk)
    return see_other(request, "forms:filled", asked.pk, newest[0].number)


@requires("forms.fill")
def lineage(request: ActedRequest, return_id: UUID, number: int) -> HttpResponse:
    """Whose a cell is, from which source, of which day."""
    asked = queries.asked_whole(request.actor, return_id)
    filling = _filling(asked, number)
    where = [_number(request.GET.get(name), 10**6) for name in ("sheet", "row", "column")]
    if where[0] >= len(filling.sheets):
        raise OutsideYourArea
    found = fillings.lineage(request.actor, filling, *where)
    if found is None:
        raise OutsideYourArea
    return part(request, "forms/_lineage.html", {"line": found, "asked": asked})


@requires("forms.fill")
def download(request: ActedRequest, return_id: UUID, number: int) -> HttpResponse:
    """The filled file; with colours and a legend when they are asked for."""
    asked = queries.asked_whole(request.actor, return_id)
    filling = _filling(asked, number)
    commands.count_download(request.actor, asked, filling)
    if request.GET.get("marks") == "1":
        data = marked_file(request.actor, asked, returns.content(asked))
        return saved(data, _("标注-%(name)s") % {"name": filling.file_name})
    return saved(store.content(returns.file_of(filling.file_id)), filling.file_name)


@requires("forms.view")
def questions(request: ActedRequest) -> HttpResponse:
    """What forms still want to know, by person."""
    rows = queries.questions_by_person(request.actor)
    return render(request, "forms/questions.html", {"rows": rows})
