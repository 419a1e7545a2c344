"""``vun demo``: a province of its own, apart from any installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from vun.config.environment import read_environment
from vun.faces.cli.commands.demo import start_apart


def test_the_sample_province_is_never_put_into_the_database_of_an_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VUN_DATABASE_URL", "postgresql://vun@db.example/vun")
    monkeypatch.setenv("VUN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VUN_IS_SAMPLE", "false")
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "vun.sqlite3").touch()
    (tmp_path / "field.key").touch()

    start_apart(is_fresh=True)

    found = read_environment()
    assert (found.database_url, found.data_dir, found.is_sample) == ("", tmp_path / "demo", True)
    assert [path.name for path in tmp_path.iterdir()] == ["field.key"]
