"""The database itself refuses to change or remove audit entries."""

from django.db import migrations

from linli.kernel.db import APPEND_ONLY

TABLE = "audit_auditentry"


def guard(apps, schema_editor):
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(APPEND_ONLY[schema_editor.connection.vendor].format(table=TABLE, verb=verb), params=None)


def unguard(apps, schema_editor):
    for verb in ("UPDATE", "DELETE"):
        where = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{verb}{where}", params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
