"""The command line ``linli``: everything that does not need a page."""

import os

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="linli")
def linli() -> None:
    """邻里 Linli: the working system of an urban Chinese community."""


def main() -> None:
    """Run, and turn refusals into one sentence and exit code 2.

    The house is built when a command that needs it begins, so that the others answer at once.
    """
    from linli.config.commands import (
        audit,
        board,
        care,
        counting,
        forms,
        gatherings,
        guard,
        guard_alarms,
        hotline,
        keeping,
        listening,
        people,
        places,
        registers,
        requests,
        serving,
        starting,
        tables,
        visits,
    )

    parts = (
        serving,
        starting,
        forms,
        gatherings,
        registers,
        audit,
        keeping,
        tables,
        people,
        places,
        visits,
        counting,
        guard,
        board,
        care,
        guard_alarms,
        requests,
        hotline,
        listening,
    )
    for part in parts:
        part.add_to(linli)
    linli(prog_name="linli")


if __name__ == "__main__":
    main()
