"""What anybody may read without an account: the lists in force, and where certificates come from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.contexts.duties.models.lists import Kind
from linli.contexts.duties.queries import certificates as queries
from linli.contexts.duties.queries import lists
from linli.contexts.duties.queries.pledges import pledge_values
from linli.contexts.duties.queries.rules import pack
from linli.kernel import clock, ports
from linli.kernel.access.guards import public
from linli.kernel.errors import OutsideYourArea
from linli.web.files import shown


@public("the lists are published: everybody may know what a community does and does not do")
def places(request: HttpRequest) -> HttpResponse:
    """Places with a list in force; the only one is shown at once."""
    return render(request, "duties/places.html", {"places": lists.open_places()})


@public("the lists are published: everybody may know what a community does and does not do")
def place(request: HttpRequest, code: str) -> HttpResponse:
    """The list in force of a place."""
    area = lists.open_place(code)
    words = request.GET.get("q", "").strip()[:40]
    rows = lists.meant(code, words) if words else list(lists.in_place(code))
    groups = [(Kind(k), [d for d in rows if d.kind == k]) for k in Kind.values]
    values = {
        "area": area,
        "words": words,
        "groups": [(kind.value, kind.label, listed) for kind, listed in groups if listed],
        "total": len(rows),
        "today": clock.today(),
        "is_example": any(d.is_example for d in rows),
        "note": pack()["list"]["note"],
    }
    return render(request, "duties/place.html", values)


@public("residents ask where to go before they set out, without an account")
def certificates(request: HttpRequest) -> HttpResponse:
    """Type or pick a certificate."""
    words = request.GET.get("q", "").strip()[:40]
    found = queries.meant(words)
    values = {
        "words": words,
        "found": found,
        "notice": queries.notice(),
        "not_issued": sum(not c.issued for c in queries.certificates()),
    }
    is_part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "duties/_certificates.html" if is_part else "duties/certificates.html"
    response = render(request, template, values)
    response.headers["Vary"] = "HX-Request"
    return response


@public("residents ask where to go before they set out, without an account")
def certificate(request: HttpRequest, key: str) -> HttpResponse:
    """Where to go, or how it is issued."""
    values = {"one": queries.certificate(key), "notice": queries.notice()}
    return render(request, "duties/certificate.html", values)


@public("a blank form to sign, without anybody's data")
def pledge(request: HttpRequest, key: str) -> HttpResponse:
    """A written pledge to sign instead, as PDF."""
    one = queries.certificate(key)
    if not one.pledge:
        raise OutsideYourArea
    pdf = ports.ask(ports.Documents).pdf("pledge", pledge_values(one))
    return shown(pdf, f"{one.name}_告知承诺书.pdf")
