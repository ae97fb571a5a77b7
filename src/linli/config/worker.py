"""Running long work that waits in the database queue, until nothing waits."""

from django_tasks_db.management.commands.db_worker import Worker


def run_waiting_tasks() -> int:
    """Run what waits, oldest first; return how many pieces were run."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="linli",
        excluded_queue_names=[],
    )
    worker.run()
    return int(worker._run_tasks)  # noqa: SLF001 - the only place where the worker counts
