"""An empty database is built from the models at once; one that holds something is taken step by step.

Each step of a migration draws all models anew that hang together, so the time grows with steps times models:
half a minute for a database without a row.  Both ways lead to the same tables, which a test makes sure of.
"""

from typing import Any, cast

from django.apps import apps
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.executor import MigrationExecutor


def is_empty(connection: Any) -> bool:
    """True when nobody has put a table there."""
    return not connection.introspection.table_names()


def build(connection: Any) -> None:
    """Make the tables and what migrations do beside tables; note every migration as done: all or nothing."""
    carry_out(connection, plan(connection))


def carry_out(connection: Any, steps: list[tuple[str, str, Any]]) -> None:
    """Third parties' steps as they are, ours at once."""
    for label in dict.fromkeys(label for label, _, migration in steps if not _is_ours(migration)):
        call_command("migrate", label, database=connection.alias, verbosity=0)
    ours = [step for step in steps if _is_ours(step[2])]
    labels = {label for label, _, _ in ours}
    recorder = MigrationExecutor(connection).recorder
    with connection.schema_editor(atomic=True) as editor:
        for model in apps.get_models():
            if model._meta.app_label in labels and model._meta.can_migrate(connection):  # noqa: SLF001
                editor.create_model(model)
        for label, name, migration in ours:
            for step in migration.operations:
                _do_beside_tables(step, editor)
            recorder.record_applied(label, name)


def plan(connection: Any) -> list[tuple[str, str, Any]]:
    """Every migration as (app, name, itself), each after those it stands on."""
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    return [(migration.app_label, migration.name, migration) for migration, _ in steps]


def _is_ours(migration: Any) -> bool:
    return type(migration).__module__.startswith("linli.")


def _do_beside_tables(step: Any, editor: Any) -> None:
    """What models do not say, such as a trigger; a step that moves rows says that it is elidable."""
    if isinstance(step, migrations.RunPython) and not step.elidable:
        cast(Any, step).code(apps, editor)
    elif isinstance(step, migrations.RunSQL):
        raise TypeError("write SQL in RunPython, so that it runs on both databases and on an empty one")
