"""Record linkage: are these two entries of a resident register one person?"""

from linli.engines.linking.lookalikes import Lookalikes, lookalikes
from linli.engines.linking.model import ASK, SURE, Band, Pair, Reason, ReasonCode, Record
from linli.engines.linking.searching import Index, duplicates, duplicates_within, index, matches

__all__ = [
    "ASK",
    "SURE",
    "Band",
    "Index",
    "Lookalikes",
    "Pair",
    "Reason",
    "ReasonCode",
    "Record",
    "duplicates",
    "duplicates_within",
    "index",
    "lookalikes",
    "matches",
]
