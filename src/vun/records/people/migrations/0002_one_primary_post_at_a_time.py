"""One primary post at a time, refused by the database itself.

PostgreSQL keeps it by an exclusion constraint. SQLite has none, so two triggers ask the same question; a later
migration that has Django rebuild the table on SQLite must create them again.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "appointment_one_primary_at_a_time"

_POSTGRESQL = f"""
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE people_appointment ADD CONSTRAINT {NAME}
    EXCLUDE USING gist (person_id WITH =, daterange(start_on, end_on) WITH &&) WHERE (is_primary);
"""

_SQLITE_TRIGGER = """
CREATE TRIGGER {name}_{suffix} BEFORE {event} ON people_appointment WHEN NEW.is_primary
BEGIN
    SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
        SELECT 1 FROM people_appointment AS other
        WHERE other.person_id = NEW.person_id AND other.is_primary {besides}
            AND (other.end_on IS NULL OR other.end_on > NEW.start_on)
            AND (NEW.end_on IS NULL OR other.start_on < NEW.end_on)
    );
END;
"""


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
        return
    for event, suffix, besides in (
        ("INSERT", "insert", ""),
        ("UPDATE OF person_id, start_on, end_on, is_primary", "update", "AND other.id <> NEW.id"),
    ):
        schema_editor.execute(_SQLITE_TRIGGER.format(name=NAME, event=event, suffix=suffix, besides=besides))


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE people_appointment DROP CONSTRAINT {NAME}")
        return
    for suffix in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER {NAME}_{suffix}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
