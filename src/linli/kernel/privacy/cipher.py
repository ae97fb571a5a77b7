"""Sealing single values: AES-256-GCM by default, SM4-GCM where national algorithms are asked for.

A sealed value is text: ``1`` (AES) or ``2`` (SM4), the key's number, and base64 of nonce, ciphertext and tag.
Search by exact value goes through a keyed hash (HMAC-SHA-256), so equal values can be found, not read.
The keys come from the environment or from a file in the data folder that only its owner can read.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
TAG = 16
AES, SM4 = "1", "2"


class SealBroken(Exception):
    """A sealed value was changed, or the key is not ours."""


def _newest() -> tuple[int, bytes]:
    """The master key that seals, with its number: the one with the highest."""
    keys = cast("Mapping[int, bytes]", settings.MASTER_KEYS)
    number = max(keys)
    return number, keys[number]


@lru_cache(maxsize=64)
def _key(master: bytes, purpose: str, size: int) -> bytes:
    """A key of its own for each purpose, derived from the master key by HMAC (as in RFC 5869)."""
    return hmac.new(master, f"linli/{purpose}".encode(), hashlib.sha256).digest()[:size]


@lru_cache(maxsize=8)
def _aes(master: bytes) -> AESGCM:
    return AESGCM(_key(master, "seal/aes", 32))


def seal(text: str) -> str:
    """Seal a text; every call gives another result."""
    return seal_bytes(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again, or SealBroken."""
    return unseal_bytes(sealed.encode()).decode()


def seal_bytes(plain: bytes) -> bytes:
    """Seal bytes, for files."""
    number, master = _newest()
    nonce = os.urandom(NONCE)
    if settings.CIPHER == "sm4":
        boxed, kind = nonce + _sm4_seal(_key(master, "seal/sm4", 16), nonce, plain), SM4
    else:
        boxed, kind = nonce + _aes(master).encrypt(nonce, plain, None), AES
    return f"{kind}{number}:".encode() + base64.b64encode(boxed)


def unseal_bytes(sealed: bytes) -> bytes:
    """The bytes again, or SealBroken."""
    head, _, body = sealed.partition(b":")
    try:
        boxed = base64.b64decode(body, validate=True)
        master = settings.MASTER_KEYS[int(head[1:])]
        nonce, rest = boxed[:NONCE], boxed[NONCE:]
        if head[:1] == SM4.encode():
            return _sm4_unseal(_key(master, "seal/sm4", 16), nonce, rest)
        return _aes(master).decrypt(nonce, rest, None)
    except (InvalidTag, ValueError, KeyError, IndexError) as trouble:
        raise SealBroken from trouble


def _sm4_seal(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    box = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    return box.update(plain) + box.finalize() + box.tag


def _sm4_unseal(key: bytes, nonce: bytes, rest: bytes) -> bytes:
    box = Cipher(algorithms.SM4(key), modes.GCM(nonce, rest[-TAG:])).decryptor()
    return box.update(rest[:-TAG]) + box.finalize()


def lookup(text: str, purpose: str) -> str:
    """A keyed hash under which an equal value can be found again: 128 bits in hex."""
    key = _key(_newest()[1], f"lookup/{purpose}", 32)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
