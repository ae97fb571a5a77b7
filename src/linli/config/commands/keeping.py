"""Keeping an installation safe: backup of everything in one file, and back again."""

import sqlite3
import tarfile
import tempfile
from pathlib import Path

import click
from django.conf import settings

from linli.config.commands.saying import plainly, refuse


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(backup)
    group.add_command(restore)


@click.command()
@click.argument("target")
@plainly
def backup(target: str) -> None:
    """Write database, files and keys into TARGET (.tar.gz); the house may go on working meanwhile."""
    file = Path(target)
    if not file.name.endswith(".tar.gz"):
        refuse("备份文件名请以 .tar.gz 结尾。")
    if file.exists():
        refuse(f"已有同名文件，没有覆盖：{target}")
    if not file.parent.resolve().exists():
        refuse(f"没有这个文件夹：{file.parent}")
    database = settings.DATABASES["default"]
    if "sqlite3" not in database["ENGINE"]:
        refuse("PostgreSQL 请用 pg_dump 备份数据库，再备份数据文件夹里的 store 和 keys.json。")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "linli.sqlite3"
        with sqlite3.connect(str(database["NAME"])) as source, sqlite3.connect(copy) as made:
            source.backup(made)
        with tarfile.open(file, "w:gz") as archive:
            archive.add(copy, "linli.sqlite3")
            for name in ("keys.json", "store"):
                if (settings.DATA / name).exists():
                    archive.add(settings.DATA / name, name)
    file.chmod(0o600)
    click.echo(f"已备份到 {target}。文件里有密钥，请像保管公章一样保管它。")


@click.command()
@click.argument("source")
@plainly
def restore(source: str) -> None:
    """Unpack a backup into an empty data folder."""
    if (settings.DATA / "linli.sqlite3").exists():
        refuse(f"数据文件夹不是空的，没有恢复：{settings.DATA}。请用 LINLI_DATA 指定一个空文件夹。")
    try:
        with tarfile.open(source) as archive:
            archive.extractall(settings.DATA, filter="data")
    except (OSError, tarfile.TarError):
        refuse(f"备份文件打不开：{source}")
    click.echo(f"已恢复到 {settings.DATA}。")
