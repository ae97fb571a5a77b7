"""The keys of this installation: from the environment, or made once and kept for the owner alone."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class HouseSecrets:
    """Session key and the numbered master keys, the highest number seals."""

    session_key: str
    master_keys: dict[int, bytes]


def house_secrets(data: Path) -> HouseSecrets:
    """``LINLI_SESSION_KEY`` and ``LINLI_MASTER_KEYS`` ("1:base64,2:base64"), else the file ``keys.json``."""
    session = os.environ.get("LINLI_SESSION_KEY")
    masters = os.environ.get("LINLI_MASTER_KEYS")
    if session and masters:
        pairs = (pair.partition(":") for pair in masters.split(","))
        return HouseSecrets(session, {int(number): base64.b64decode(key) for number, _, key in pairs})
    kept = _kept(data / "keys.json")
    return HouseSecrets(kept["session"], {int(n): base64.b64decode(k) for n, k in kept["master"].items()})


def _kept(file: Path) -> Any:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "session": secrets.token_urlsafe(50),
            "master": {"1": base64.b64encode(secrets.token_bytes(32)).decode()},
        }
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process was first; its keys are ours
        else:
            with os.fdopen(handle, "w") as out:
                json.dump(made, out)
    return json.loads(file.read_text())
