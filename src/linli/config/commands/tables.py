"""Tables that draw themselves: states, facts and their reactions."""

import click

from linli.config.commands.saying import plainly


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(tables)


@click.group()
def tables() -> None:
    """The house in tables."""


@tables.command()
@plainly
def states() -> None:
    """Every life as a Mermaid state diagram."""
    from linli.kernel.catalogue import shelf

    for context in shelf.contexts():
        for machine in context.lives:
            click.echo(f"## {machine.name}\n\n```mermaid\n{machine.mermaid()}\n```\n")


@tables.command()
@plainly
def facts() -> None:
    """Every fact with the reactions to it."""
    from linli.kernel.outbox import wire

    for fact, reactions in wire.table().items():
        click.echo(f"{fact:<40} → {', '.join(reactions) or '—'}")
