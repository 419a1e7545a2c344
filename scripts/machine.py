"""What the operating system must bring: found, installed from Debian's packages when allowed, or asked for by name.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

POSTGRESQL_OLDEST = 15


class Need(NamedTuple):
    """Something of the operating system: what it is for, the Debian package, and whether it is there."""

    purpose: str
    package: str
    is_there: Callable[[], bool]


def ensure(needs: list[Need]) -> None:
    """Install what is missing of ``needs`` when root on Debian; otherwise stop and say what to install."""
    missing = [need for need in needs if not need.is_there()]
    if not missing:
        return
    packages = [need.package for need in missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing from Debian's packages: {' '.join(packages)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)
        missing = [need for need in needs if not need.is_there()]
    if missing:
        lines = [f"  {need.package}: {need.purpose}" for need in missing]
        sys.exit(
            "Missing on this machine (Debian package: what for):\n"
            + "\n".join(lines)
            + f"\nInstall them and start again:\n  sudo apt-get install {' '.join(need.package for need in missing)}"
        )


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def find_postgresql() -> Path | None:
    """The directory of the newest PostgreSQL server's programs; older than 15 is none."""
    by_version = {
        int(path.parent.parent.name): path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parent.parent.name.isdigit()
    }
    newest = max(by_version, default=0)
    if newest >= POSTGRESQL_OLDEST:
        return by_version[newest]
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


VIRTUAL_ENVIRONMENTS = Need(
    "makes the virtual environment", "python3-venv", lambda: _has_modules("venv", "ensurepip")
)
POSTGRESQL = Need(
    "the production database, tested against", "postgresql", lambda: find_postgresql() is not None
)
CHROMIUM = Need("the browser of the journeys", "chromium", lambda: find_chromium() is not None)
LIBATOMIC = Need(
    "the library that Playwright's driver is linked to", "libatomic1", lambda: _has_library("libatomic.so.1")
)
GETTEXT = Need(
    "reads the texts to be translated out of the sources", "gettext", lambda: bool(shutil.which("xgettext"))
)
POPPLER = Need(
    "reads PDF back, to check what was typeset", "poppler-utils", lambda: bool(shutil.which("pdftotext"))
)


def _has_modules(*names: str) -> bool:
    # In a process of its own: what has just been installed is not seen by this one.
    return (
        subprocess.run([sys.executable, "-c", f"import {', '.join(names)}"], capture_output=True).returncode
        == 0
    )


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
