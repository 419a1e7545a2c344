"""What migrations promise beside the models stands in the database: triggers and constraints only SQL can write."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

RECORDS = Path(__file__).resolve().parents[2] / "src/vun/records"
PROMISED = {
    "vun.records.audit.migrations.0002_append_only": {
        "sqlite": {"audit_auditentry_update", "audit_auditentry_delete"},
        "postgresql": {"audit_auditentry_append_only"},
    },
    "vun.records.people.migrations.0002_one_primary_post_at_a_time": {
        "sqlite": {"appointment_one_primary_at_a_time_insert", "appointment_one_primary_at_a_time_update"},
        "postgresql": {"appointment_one_primary_at_a_time"},
    },
}
"""By migration, what it leaves in each database."""
KEPT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'
        UNION SELECT conname FROM pg_constraint WHERE contype = 'x'
    """,
}


@pytest.mark.django_db
def test_every_rule_only_sql_can_write_stands_in_the_database_and_no_other() -> None:
    with connection.cursor() as cursor:
        cursor.execute(KEPT[connection.vendor])
        kept = {name for (name,) in cursor.fetchall()}
    assert kept == set().union(*(names[connection.vendor] for names in PROMISED.values()))


def test_every_migration_with_sql_of_its_own_says_here_what_it_leaves() -> None:
    with_sql = {
        f"vun.records.{path.parts[-3]}.migrations.{path.stem}"
        for path in RECORDS.glob("*/migrations/*.py")
        if "RunPython" in path.read_text() or "RunSQL" in path.read_text()
    }
    assert with_sql == set(PROMISED)
