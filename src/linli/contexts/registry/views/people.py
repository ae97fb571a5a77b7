"""Finding people, and one person's page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from linli.contexts.registry import policies
from linli.contexts.registry.commands import people as commands
from linli.contexts.registry.forms import PeopleFilter
from linli.contexts.registry.models import Person
from linli.contexts.registry.queries import contacts, people, timeline
from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.queries.listing import people_list
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.catalogue import shelf
from linli.web.forms import ReasonForm
from linli.web.htmx import page_or_part, part
from linli.web.paging import page_of


@requires("registry.view")
def people_page(request: ActedRequest) -> HttpResponse:
    """Everyone in one's area, narrowed by words, population and place."""
    form = PeopleFilter(request.GET, actor=request.actor)
    asked = form.cleaned_data if form.is_valid() else {}
    listed = people_list(request.actor, asked, clock.today())
    page = page_of(request, listed)
    values = {"page": page, "form": form, "groups": groups(), "today": clock.today()}
    return page_or_part(request, "registry/people.html", "registry/_people.html", values)


@requires("registry.view")
def person(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """One person: who, where, with whom, in which groups, and how we know."""
    found = people.person(request.actor, person_id)
    values = {
        "person": found,
        "sections": [s for s in people.sections(found) if s.part != "contacts"],
        "contacts": contacts.of_person(found),
        "household": people.household_of(found),
        "residences": people.residences(found),
        "memberships": people.group_rows(found),
        "groups": groups(),
        "timeline": timeline.of_person(found),
        "can": _abilities(request, found),
        "door_acts": shelf.door_acts(request.actor, found.area.code) if found.home_id and found.area else [],
        "happened": shelf.happened(request.actor, found.home_id, found.pk) if found.home_id else [],
        "today": clock.today(),
    }
    return render(request, "registry/person.html", values)


def _abilities(request: ActedRequest, found: Person) -> dict[str, bool]:
    return {
        "edit": policies.may_edit(request.actor, found),
        "reveal": policies.may_reveal(request.actor, found),
        "erase": policies.may_erase(request.actor, found),
    }


@requires("registry.view")
def history(request: ActedRequest, person_id: UUID, key: str) -> HttpResponse:
    """All that was ever said about one field."""
    found = people.person(request.actor, person_id)
    values = {"person": found, "field": shelf.field(key), "versions": people.versions(found, key)}
    return part(request, "registry/_history.html", values)


@requires("registry.reveal")
def ask_reveal(request: ActedRequest, person_id: UUID, key: str) -> HttpResponse:
    """Ask why a sealed value should be shown."""
    found = people.person(request.actor, person_id)
    values = {"person": found, "field": shelf.field(key), "form": ReasonForm()}
    return part(request, "registry/_ask_reveal.html", values)


@requires("registry.reveal")
@require_POST
def reveal(request: ActedRequest, person_id: UUID, key: str) -> HttpResponse:
    """Show one sealed value for a minute, with its reason on record."""
    found = people.person(request.actor, person_id)
    form = ReasonForm(request.POST)
    field = shelf.field(key)
    if not form.is_valid():
        values = {"person": found, "field": field, "form": form}
        return part(request, "registry/_ask_reveal.html", values, status=422)
    text = commands.reveal(request.actor, found, key, reason=form.cleaned_data["reason"])
    masked = people.facts(found, {key})[0].shown
    values = {"person": found, "field": field, "text": text, "masked": masked}
    return part(request, "registry/_revealed.html", values)
