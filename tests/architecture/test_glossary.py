"""docs/glossary.md names every table in English and Vietnamese, and no table that is not there."""

from __future__ import annotations

import re
from collections import Counter

from django.apps import apps
from django.conf import settings

from tests.architecture.sources import ROOT

ROW = re.compile(r"^\| `(?P<english>\w+)` \| (?P<vietnamese>[^|]+) \|", re.MULTILINE)


def rows() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    recorded = text[text.index("## Things that are recorded") :]
    end = recorded.find("\n## ", 1)
    return [
        (row["english"], row["vietnamese"].strip())
        for row in ROW.finditer(recorded[: end if end > 0 else None])
    ]


def test_the_glossary_names_the_tables_and_nothing_else() -> None:
    models = [
        model.__name__ for name in settings.CONTEXTS for model in apps.get_app_config(name).get_models()
    ]
    named = Counter(english for english, _ in rows())
    assert {"missing": Counter(models) - named, "not a table": named - Counter(models)} == {
        "missing": Counter(),
        "not a table": Counter(),
    }


def test_each_has_its_vietnamese_name() -> None:
    assert rows()
    assert [english for english, vietnamese in rows() if not vietnamese] == []
