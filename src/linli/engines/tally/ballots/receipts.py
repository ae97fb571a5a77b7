"""How does a voter find the own ballot in the published file without being found by others?

The voter gets a code that nobody else has and nobody keeps; beside the published ballot stands the code's
salted hash.  With the code the hash is found in a moment, without it not at all: it has a hundred random
bits.  What this does not give stands in ``docs/algorithms/tally.md``.
"""

import hmac
from hashlib import sha256

from linli.engines.tally.refusals import RefusalCode, TallyRefused

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U: nothing to mix up when read aloud or copied by hand (Crockford 2002)."""
LETTERS = 20
GROUP = 5
RANDOM_BYTES = 16
MIXED_UP = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code(random_bytes: bytes) -> str:
    """The code on a voter's receipt, from 16 random bytes: ``7K2QD-…`` and a last sign that catches slips."""
    if len(random_bytes) < RANDOM_BYTES:
        raise TallyRefused(RefusalCode.WRONG_OPTION, f"{len(random_bytes)} random bytes")
    number = int.from_bytes(random_bytes[:RANDOM_BYTES])
    letters = "".join(SYMBOLS[number >> (5 * at) & 31] for at in range(LETTERS))
    grouped = "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))
    return f"{grouped}-{_check(letters)}"


def read_code(text: str) -> str:
    """The letters of a code as somebody typed it; refused when a sign is wrong or missing."""
    plain = "".join(one for one in text.upper() if one.isalnum()).translate(MIXED_UP)
    letters, check = plain[:LETTERS], plain[LETTERS:]
    if len(plain) != LETTERS + 1 or not set(plain) <= set(SYMBOLS) or _check(letters) != check:
        raise TallyRefused(RefusalCode.BAD_RECEIPT)
    return letters


def tag(receipt: str, salt: str) -> str:
    """What stands beside the ballot in the published file: the hash of a code with the election's salt."""
    return hmac.new(salt.encode(), b"linli receipt 1\0" + read_code(receipt).encode(), sha256).hexdigest()[
        :32
    ]


def _check(letters: str) -> str:
    """A sign that changes with any single letter, and with two neighbours exchanged but for one pair in 31.

    The weights are odd, so that none of them loses a difference modulo 32.
    """
    return SYMBOLS[sum((2 * at + 1) * SYMBOLS.index(one) for at, one in enumerate(letters)) % 32]
