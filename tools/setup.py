"""Sets everything up in the clone and nothing outside it: Python packages, pages, messages.

Only the standard library is used, because nothing else is there yet.  What has not changed is not done again.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = ROOT / ".stamps"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FRONTEND = ROOT / "frontend"
DIST = ROOT / "src/linli/web/static/web/dist"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


def say(words: str) -> None:
    """One line of progress."""
    print(f"· {words}", file=sys.stderr, flush=True)


def give_up(sentence: str) -> None:
    """One clear sentence, and out."""
    print(f"✗ {sentence}", file=sys.stderr)
    raise SystemExit(1)


def run(words: str, command: list[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run one step; its output is shown only when it fails."""
    started = time.monotonic()
    say(f"{words} …")
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        give_up(f"{words} failed; the reason stands above.")
    say(f"{words}: {time.monotonic() - started:.0f} s")


def fingerprint(*paths: Path) -> str:
    """What a step depends on."""
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "node_modules" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def changed(name: str, mark: str, *made: Path) -> bool:
    """True when a step must be done again."""
    stamp = STAMPS / name
    return not (stamp.exists() and stamp.read_text() == mark and all(m.exists() for m in made))


def done(name: str, mark: str) -> None:
    """Remember that a step was done."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(mark)


def python_packages() -> None:
    """A virtual environment with exactly the locked packages."""
    if sys.version_info < OLDEST_PYTHON:
        give_up(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    locked = ROOT / "requirements/dev.txt"
    mark = fingerprint(locked, ROOT / "pyproject.toml")
    if not changed("python", mark, PYTHON):
        return
    if not PYTHON.exists():
        say("virtual environment …")
        try:
            venv.create(VENV, with_pip=True)
        except Exception as trouble:  # on Debian the module is there and its pip is not
            give_up(f"Python's venv module cannot make an environment ({trouble}); install python3-venv.")
    uv = shutil.which("uv")
    pip = (
        [uv, "pip", "install", "-p", str(PYTHON)]
        if uv
        else [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    )
    run("Python packages", [*pip, "--require-hashes", "-r", str(locked)])
    run("Linli itself", [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    done("python", mark)


def node_and_npm() -> tuple[list[str], dict[str, str]]:
    """How npm is called here: with the system's Node when it is new enough, else with the packaged one."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= OLDEST_NODE:
            return [npm], {}
    mark = fingerprint(ROOT / "requirements/node.txt")
    if changed("node", mark, PYTHON.parent / "npm"):
        say(f"no Node.js of at least {OLDEST_NODE} here; taking the one that comes as a Python package")
        run(
            "Node.js",
            [
                str(PYTHON),
                "-m",
                "pip",
                "install",
                "-q",
                "--require-hashes",
                "-r",
                str(ROOT / "requirements/node.txt"),
            ],
        )
        done("node", mark)
    return [str(PYTHON.parent / "npm")], {"PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def pages() -> None:
    """Style sheet, scripts and icons."""
    lock = fingerprint(FRONTEND / "package.json", FRONTEND / "package-lock.json")
    mark = fingerprint(FRONTEND)
    if not changed("pages", mark, DIST / ".vite/manifest.json"):
        return
    npm, env = node_and_npm()
    if changed("npm", lock, FRONTEND / "node_modules"):
        run("npm packages", [*npm, "ci", "--no-audit", "--no-fund"], FRONTEND, env)
        done("npm", lock)
    run("pages", [*npm, "run", "build"], FRONTEND, env)
    done("pages", mark)


def messages() -> None:
    """The English catalogue in the form that Django reads."""
    mark = fingerprint(ROOT / "src/linli/locale")
    if changed("messages", mark):
        run("messages", [str(PYTHON), str(ROOT / "tools/messages.py"), "compile"])
        done("messages", fingerprint(ROOT / "src/linli/locale"))


def main() -> None:
    """All steps, each only when something it depends on has changed."""
    python_packages()
    pages()
    messages()


if __name__ == "__main__":
    main()
