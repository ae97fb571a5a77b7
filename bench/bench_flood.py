"""How long does it take to sort a flood: 2,000 reports of one matter, classified and made one?

Run as a script: ``python bench/bench_flood.py [reports]``.  Measures SQLite, then the PostgreSQL of
``tools/postgres.py``; ``DATABASE_URL`` measures only the (empty) database it names.  Each report keeps an
audit entry of its own, which is counted at the end.
"""

import os
import subprocess
import sys
import time
from datetime import timedelta

from bench_requests import FOLDER, ROOT, load, places

FLOOD = 2000


def reports(doors: list, many: int) -> list:
    """So many reports within ten minutes, each with somebody who made it."""
    from linli.contexts.service_requests.models import Reporter, Request
    from linli.kernel import clock, db
    from linli.kernel.privacy.sealed import Sealed

    now, empty = clock.now(), Sealed("")
    rows = [
        Request(
            number=f"SR-2026-{n:06d}", area=doors[n % len(doors)], words=f"整栋楼停水了，没有通知（{n}）",
            category="other", channel="web", at=now + timedelta(seconds=n * 600 / many), recorded_at=now,
            state="new", since=now,
        )
        for n in range(many)
    ]  # fmt: skip
    people = [
        Reporter(
            request=row, came_with=row, name=empty, phone=empty, phone_hash="", tracking=empty,
            tracking_hash=f"{n:032d}", joined_at=now, remark=empty,
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip
    with db.write():
        db.insert_all(Request, rows)
        db.insert_all(Reporter, people)
    return rows


def one_database(many: int) -> None:
    """Make the flood, classify all, make one of all."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from linli.contexts.service_requests.commands import many as bulk
    from linli.kernel.access.queries import actor_for
    from linli.kernel.audit.models import AuditEntry

    call_command("migrate", verbosity=0)
    doors, _unit, account = places()
    rows, actor = reports(doors, many), actor_for(account.pk, account.name, None)
    print(f"{many:,} reports within ten minutes on {connection.vendor}; {load()}")
    for act, said in (("classify", {"category": "water"}), ("merge", {"lead": rows[0].number})):
        begun, busy = time.perf_counter(), time.process_time()
        done = bulk.carry_out(actor, act, [str(row.pk) for row in rows], said, lambda _n, _total: None)
        took, busy = time.perf_counter() - begun, time.process_time() - busy
        each = took * 1000 / many
        print(f"  {act:9} {done.done:,} in {took:5.1f} s, {each:.1f} ms each, processor {busy:.1f} s")
    print(f"  {AuditEntry.objects.count():,} audit entries; {load()}", flush=True)


def main() -> None:
    """Measure the database that was named, or both, each in a process of its own."""
    if "DATABASE_URL" in os.environ:
        return one_database(int(sys.argv[1]) if len(sys.argv) > 1 else FLOOD)
    for tool in ([], [str(ROOT / "tools" / "postgres.py"), sys.executable]):
        environment = {**os.environ, "DATABASE_URL": "sqlite"}
        subprocess.run([sys.executable, *tool, __file__, *sys.argv[1:]], env=environment, check=True)
    return None


if __name__ == "__main__":
    main()
    FOLDER.cleanup()
