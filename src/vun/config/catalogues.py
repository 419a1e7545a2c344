"""Compiles the message catalogues, for machines without the gettext tools: ``python -m vun.config.catalogues``."""

from __future__ import annotations

import os
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Bring every .mo under ``locale`` up to date with its .po; return those written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Whole or not at all: another process may be reading it.
        draft = compiled.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(compiled)
        written.append(compiled)
    return written


if __name__ == "__main__":
    for path in compile_catalogues():
        print(f"Compiled {path.relative_to(LOCALE)}")
