"""Residents with phones: codes that arrive, browsers that are signed in, slips that were handed over."""

from typing import Any

from django.test import Client

from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Dwelling, Person
from linli.contexts.residents.commands import links, slips
from linli.contexts.residents.models import Link, Slip, Tie
from linli.contexts.residents.queries.links import homes_of
from linli.kernel import ports
from linli.kernel.actor import Actor, Resident
from linli.kernel.visitors import stays

PHONE = "13800001234"


def code_sent() -> str:
    """The code in the last text message."""
    text = ports.ask(ports.TextMessages).sent[-1][1]  # type: ignore[attr-defined]
    return "".join(c for c in text.partition("是")[2] if c.isdigit())[:6]


def browser(phone: str = PHONE, *, is_own: bool = True, client: Any = None) -> Client:
    """A browser in which somebody signed in with this phone."""
    found = client or Client()
    sent = {"phone": phone, **({"is_own": "on"} if is_own else {})}
    assert found.post("/residents/sign-in/", sent).status_code == 303
    assert found.post("/residents/sign-in/code/", {"code": code_sent()}).status_code == 303
    return found


def slip_for(
    worker: Actor, home: Dwelling, *, person: Person | None = None, tie: str = Tie.LIVING, uses: int = 1
) -> tuple[Slip, str]:
    """A slip and its code."""
    wanted = slips.Wanted(tie, uses, person.pk if person else None)
    slip = slips.make_slip(worker, registry.door(worker, home.pk), wanted=wanted)
    return slip, slip.code if isinstance(slip.code, str) else slip.code.reveal()


def neighbour(
    worker: Actor, person: Person, *, phone: str = PHONE, tie: str = Tie.LIVING, home: Dwelling | None = None
) -> Resident:
    """Somebody of the register whose phone belongs to a home."""
    assert person.home is not None
    met = links.Met(phone, tie, person.pk)
    links.confirm(worker, registry.door(worker, (home or person.home).pk), met=met, reason="看过证件")
    return resident(phone)


def resident(phone: str = PHONE) -> Resident:
    """The actor behind a phone, as the door makes it."""
    visitor = stays.known(phone)
    return Resident(
        account_id=None, name=f"****{phone[-4:]}", visitor=visitor.pk, phone_hash=visitor.phone_hash,
        homes=tuple(homes_of(visitor.pk)),
    )  # fmt: skip


def the_link() -> Link:
    """The only link there is."""
    return Link.objects.select_related("dwelling__area").get()
