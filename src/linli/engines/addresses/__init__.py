"""Addresses within a community: which home does a writing mean, and do two writings mean the same one?"""

from linli.engines.addresses.comparing import compare, same
from linli.engines.addresses.model import Address, Match
from linli.engines.addresses.parsing import key, parse, to_building

__all__ = ["Address", "Match", "compare", "key", "parse", "same", "to_building"]
