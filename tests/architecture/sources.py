"""Where the project's own files are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "vun"
BINARY = {".png", ".woff2", ".xlsx", ".mo", ".ico", ".ttf"}
# Spreadsheets in whatever encoding offices use.
CORPUS = ROOT / "tests" / "data" / "sheets"
# Installed, kept or left behind: not the project's own.
NOT_OWN = {".git", ".venv", ".hypothesis", "var", "dist", "test-results", "__pycache__"}


def own_files() -> Iterator[Path]:
    """All files of the project; git is not asked, as an unpacked archive has none."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in NOT_OWN and not name.endswith("_cache")]
        yield from (Path(folder) / name for name in names)


def own_texts() -> dict[str, str]:
    """Path from the root -> text, of the files that hold text."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in own_files()
        if path.suffix not in BINARY and CORPUS not in path.parents
    }
