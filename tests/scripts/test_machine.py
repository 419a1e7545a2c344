"""What is missing on a machine is asked for by name."""

from __future__ import annotations

import os

import pytest

from scripts.machine import Need, ensure

THERE = Need("is here already", "coreutils", lambda: True)
MISSING = Need("keeps the books", "no-such-package", lambda: False)


def test_whoever_is_not_root_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit) as stopped:
        ensure([THERE, MISSING])

    assert str(stopped.value) == (
        "Missing on this machine (Debian package: what for):\n"
        "  no-such-package: keeps the books\n"
        "Install them and start again:\n"
        "  sudo apt-get install no-such-package"
    )


def test_nothing_is_done_where_everything_is_there() -> None:
    ensure([THERE])
