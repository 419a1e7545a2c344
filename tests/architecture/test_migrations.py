"""The tables are what the models say."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, skip_checks=True)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
def test_django_finds_nothing_to_complain_about() -> None:
    call_command("check", fail_level="WARNING", databases=["default"])
