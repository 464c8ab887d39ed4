"""The history is append-only for everybody: the database itself refuses to update or delete a change (E11, M06)."""

from django.db import migrations

SQLITE = {
    "UPDATE": """
        CREATE TRIGGER journal_change_no_update BEFORE UPDATE ON journal_change
        BEGIN SELECT RAISE(ABORT, 'journal_change is append-only'); END
    """,
    "DELETE": """
        CREATE TRIGGER journal_change_no_delete BEFORE DELETE ON journal_change
        BEGIN SELECT RAISE(ABORT, 'journal_change is append-only'); END
    """,
}
POSTGRESQL = (
    """
    CREATE FUNCTION journal_change_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'journal_change is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER journal_change_append_only BEFORE UPDATE OR DELETE ON journal_change
    FOR EACH ROW EXECUTE FUNCTION journal_change_refuse()
    """,
)


def raise_guard(apps, schema_editor):
    statements = {"sqlite": tuple(SQLITE.values()), "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def lower_guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("journal_change_no_update", "journal_change_no_delete"):
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute("DROP TRIGGER journal_change_append_only ON journal_change")
        schema_editor.execute("DROP FUNCTION journal_change_refuse()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(raise_guard, lower_guard, elidable=False)]
