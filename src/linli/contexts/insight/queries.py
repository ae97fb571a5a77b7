"""Figures that contexts offer, counted for whoever looks."""

from dataclasses import dataclass

from django.urls import reverse

from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with its number and the way to its list."""

    name: str
    number: int
    address: str
    hint: str


def figures(actor: Actor) -> list[Counted]:
    """Every figure the actor may see, in order; one query for each."""
    return [
        Counted(str(f.name), f.count(actor), _address(f.address, f.query), str(f.hint))
        for f in shelf.figures()
        if actor.holds(f.needs)
    ]


def _address(name: str, query: str) -> str:
    return (reverse(name) + (f"?{query}" if query else "")) if name else ""
