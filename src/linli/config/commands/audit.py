"""The audit trail from the command line."""

import sys

import click

from linli.config.commands.saying import plainly, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(audit)


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command()
@click.option("--json", "as_json", is_flag=True)
@plainly
def verify(as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Prove that nobody changed the trail; exit code 1 when somebody did."""
    from linli.kernel.audit import trail
    from linli.kernel.audit.models import AuditEntry

    broken = list(trail.verify())
    if as_json:
        breaks = [{"chain": b.chain, "number": b.number, "why": b.why} for b in broken]
        say_json({"entries": AuditEntry.objects.count(), "broken": breaks})
    elif broken:
        for one in broken[:20]:
            click.echo(f"{one.chain} #{one.number}：{one.why}", err=True)
        click.echo(f"有 {len(broken)} 处对不上。", err=True)
    else:
        click.echo(f"{AuditEntry.objects.count():,} 条操作记录全部核验无误。")
    sys.exit(1 if broken else 0)
