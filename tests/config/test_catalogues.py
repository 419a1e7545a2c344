"""Message catalogues are compiled without the gettext tools."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from vun.config.catalogues import compile_catalogues

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Đơn vị"
msgstr "Unit"

msgid "%(count)s người"
msgid_plural "%(count)s người"
msgstr[0] "%(count)s person"
msgstr[1] "%(count)s people"

#, fuzzy
msgid "Lớp"
msgstr "Layer"
"""


def english(locale: Path, text: str = CATALOGUE) -> Path:
    source = locale / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8")
    return source


def test_what_is_compiled_speaks_english(tmp_path: Path) -> None:
    english(tmp_path)

    compile_catalogues(tmp_path)

    spoken = gettext.translation("django", tmp_path, ["en"])
    assert spoken.gettext("Đơn vị") == "Unit"
    assert spoken.ngettext("%(count)s người", "%(count)s người", 3) == "%(count)s people"
    assert spoken.gettext("Lớp") == "Lớp"


def test_only_what_has_changed_is_compiled_again(tmp_path: Path) -> None:
    source = english(tmp_path)
    compiled = source.with_suffix(".mo")

    assert compile_catalogues(tmp_path) == [compiled]
    assert compile_catalogues(tmp_path) == []
    later = compiled.stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues(tmp_path) == [compiled]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
