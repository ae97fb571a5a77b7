"""How commands speak: JSON for machines, one sentence and exit code 2 for bad input, bars for long work."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
import django
from django.apps import apps
from django.utils import translation

from linli.kernel.errors import Refusal

BAD_INPUT = 2


def refuse(sentence: str) -> NoReturn:
    """One clear sentence on the error stream, exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)


def plainly(run: Callable[..., Any]) -> Callable[..., Any]:
    """Speak Chinese, and turn every refusal into one sentence; the whole house stands behind it."""
    return _told(run, django.setup)


def plainly_alone(run: Callable[..., Any]) -> Callable[..., Any]:
    """The same for what needs no installation: no contexts, no database, no keys; nothing is written."""
    return _told(run, lambda: apps.populate(()))


def _told(run: Callable[..., Any], begin: Callable[[], None]) -> Callable[..., Any]:

    @wraps(run)
    def told(*args: Any, **kwargs: Any) -> Any:
        if not apps.ready:
            begin()
        with translation.override("zh-hans"):
            try:
                return run(*args, **kwargs)
            except Refusal as refusal:
                refuse(str(refusal))

    return told


def say_json(value: object) -> None:
    """Exactly one JSON value on the output stream and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def read_file(path: str) -> bytes:
    """The content of a file, or one sentence."""
    file = Path(path)
    if not file.exists():
        refuse(f"没有找到文件：{path}")
    if file.is_dir():
        refuse(f"这是一个文件夹，不是文件：{path}")
    try:
        return file.read_bytes()
    except OSError:
        refuse(f"文件读不出来，请检查权限：{path}")


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on the error stream: call it with words, done, total."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        shown: dict[str, Any] = {}

        def tell(words: str, done: int, total: int) -> None:
            if words not in shown:
                shown[words] = progress.add_task(words, total=total)
            progress.update(shown[words], completed=done, total=total)

        yield tell
