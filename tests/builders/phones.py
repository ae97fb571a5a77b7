"""Phones without a browser: the real client core in a Node process, on a network good or bad."""

import base64
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.conftest import ROOT

CORE = ROOT / "frontend" / "tests" / "phone.mjs"
SIGNED_OUT, GONE_BY = 401, 302


class Crashed(Exception):
    """The phone went dark in the middle of it."""


@dataclass
class Road:
    """The way between one phone and the server; ``fates`` say what happens to the next requests."""

    browser: Client
    fates: list[str] = field(default_factory=list)
    late: list[dict[str, Any]] = field(default_factory=list)
    """Requests that the phone believes lost and that arrive when nobody waits any more."""
    crossings: int = 0

    def cross(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """The answer as the phone hears it; None when the phone hears nothing ever again."""
        self.crossings += 1
        fate = self.fates.pop(0) if self.fates else "arrives"
        if fate == "late":
            self.late.append(asked)
        if fate in ("lost", "late"):
            return {"status": 0, "body": {}}
        if fate == "crash before":
            return None
        answer = self.deliver(asked)
        if fate == "twice":
            answer = self.deliver(asked)
        if fate == "crash after":
            return None
        return {"status": 0, "body": {}} if fate == "unheard" else answer

    def deliver(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Bring a request to the real server."""
        content = base64.b64decode(asked["bytes"]) if "bytes" in asked else json.dumps(asked.get("json"))
        kind = "application/octet-stream" if "bytes" in asked else "application/json"
        answer = self.browser.generic(
            asked["method"], asked["path"], content, content_type=kind, headers={"Accept": "application/json"}
        )
        if answer.status_code == GONE_BY:
            return {"status": SIGNED_OUT, "body": {}}
        told = json.loads(answer.content) if answer.headers["Content-Type"] == "application/json" else {}
        return {"status": answer.status_code, "body": told}


class Phone:
    """One phone; commands go in, requests come out on the way."""

    def __init__(self) -> None:
        node = shutil.which(os.environ.get("NODE", "node"))
        if node is None or not (ROOT / "frontend" / "node_modules" / "vite").is_dir():
            pytest.skip("no Node, or the front end's packages are not installed (npm ci in frontend/)")
        self.process = subprocess.Popen(
            [node, str(CORE)], cwd=ROOT / "frontend", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.road: Road | None = None

    def do(self, name: str, **told: Any) -> Any:
        """Carry a command out; ``Crashed`` when the phone went dark on the way."""
        self._say({"do": name, **told})
        while True:
            line = json.loads(self._hear())
            if "done" in line:
                if line["done"] == "crashed":
                    raise Crashed
                return line["done"]
            assert self.road is not None
            answer = self.road.cross(line["ask"])
            self._say({"crash": True} if answer is None else {"answer": answer})

    def _say(self, told: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()

    def _hear(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the phone's process ended"
        return line

    def close(self) -> None:
        """Switch it off."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)


def phones(count: int) -> Iterator[list[Phone]]:
    """Some phones, switched off afterwards."""
    made = [Phone() for _ in range(count)]
    try:
        yield made
    finally:
        for phone in made:
            phone.close()


def photo(number: int, side: int = 40) -> str:
    """A picture that no other is like, as base64; a large ``side`` makes one of several parts."""
    box = io.BytesIO()
    paper = Image.effect_noise((side, side), 80) if side > 100 else Image.new("L", (side, side), number % 256)
    paper.putpixel((0, 0), number % 251)
    paper.save(box, "JPEG", quality=95)
    return base64.b64encode(box.getvalue()).decode()
