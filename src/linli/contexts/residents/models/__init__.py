"""The tables of the residents' door."""

from linli.contexts.residents.models.behalf import Behalf, Way
from linli.contexts.residents.models.links import Ended, Link, Proof, Slip, Tie

__all__ = ["Behalf", "Ended", "Link", "Proof", "Slip", "Tie", "Way"]
