"""The English catalogue says everything that the sources say in Vietnamese, and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.architecture.sources import PACKAGE

ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
Key = tuple[str | None, str]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, polib.POEntry]:
    """What xgettext finds in a copy of the sources."""
    copy = tmp_path_factory.mktemp("sources") / "vun"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("locale", "vendor", "__pycache__", "data"))
    (copy / "locale").mkdir()
    without_settings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-location", "--keep-pot"],
        cwd=copy,
        env=without_settings,
        check=True,
        capture_output=True,
    )
    return by_key(copy / "locale" / "django.pot")


@pytest.fixture(scope="module")
def translated() -> dict[Key, polib.POEntry]:
    return by_key(ENGLISH)


def by_key(path: Path) -> dict[Key, polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_has_its_english(extracted, translated) -> None:
    lacking = [
        message
        for (context, message) in extracted
        if (entry := translated.get((context, message))) is None or entry.fuzzy or not all(texts(entry))
    ]
    assert lacking == []


def test_no_english_is_left_of_a_text_that_is_gone(extracted, translated) -> None:
    assert [message for context, message in translated if (context, message) not in extracted] == []


def test_every_translation_fills_in_the_same_values(translated) -> None:
    differing = [
        message
        for (_, message), entry in translated.items()
        if any(
            sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(message)) for text in texts(entry)
        )
    ]
    assert differing == []


def test_the_sources_are_read(extracted) -> None:
    """Guards the tests above: an empty extraction would make them pass."""
    assert (None, "Ngày trong địa chỉ không đúng, trang này tính đến hôm nay.") in extracted
