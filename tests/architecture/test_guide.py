"""The guide speaks of pages and buttons that exist: what is bold in it is a text of the program."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "src" / "vun" / "faces" / "web" / "guide" / "texts"
CATALOGUE = ROOT / "src" / "vun" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PAGES = sorted(GUIDE.glob("*.md"))


def test_the_guide_has_a_page_for_every_role_and_no_page_nobody_finds() -> None:
    linked = set(re.findall(r"\]\((\S+?\.md)\)", (GUIDE / "muc-luc.md").read_text()))
    assert {name for name in linked if "/" not in name} == {page.name for page in PAGES} - {"muc-luc.md"}


# In what is said of spreadsheets bold marks what stands in them.
@pytest.mark.parametrize("page", [one for one in PAGES if one.stem != "nhap"], ids=lambda page: page.name)
def test_every_bold_name_is_a_text_of_the_program(page: Path) -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}
    bold = re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s+", " ", page.read_text()))
    assert bold
    assert [name for name in bold if name not in known] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_and_page_named_is_there(page: Path) -> None:
    named = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [name for name in named if not (page.parent / name).is_file()] == []
