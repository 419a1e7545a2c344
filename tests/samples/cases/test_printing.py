"""A case on paper: figures beside what was stated, and the verdict as exit code."""

from __future__ import annotations

import io
import json
from decimal import Decimal

from django.utils import translation

from vun.samples.cases.case import Case, Counted
from vun.samples.cases.printing import print_json, print_text
from vun.samples.cases.stated import Value

VALUES: dict[str, Value | None] = {
    "lc.total": 9725,
    "lc.dh": 1601,
    "lc.tc": 1825,
    "lc.cc": 2530,
    "lc.cx": 3845,
    "lc.kp": 31_150_000_000,
    "lc.kp.dp": 26_850_000_000,
    "lc.pop": 3631,
    "lc.std": 1829,
    "lc.rate": Decimal("50.4"),
    "lc.up": None,
}
CASE = Case("lao-cai", lambda: None, lambda: COUNTED)
COUNTED = Counted((), VALUES, ("Một ghi chú.",))


def test_json_gives_every_figure_as_a_number_with_its_verdict() -> None:
    out = io.StringIO()
    print_json(CASE, COUNTED, out)
    document = json.loads(out.getvalue())

    assert document["case"] == "lao-cai"
    assert [one["id"] for one in document["figures"]] == list(VALUES)
    by_id = {one.pop("id"): one for one in document["figures"]}
    assert by_id["lc.total"] == {"stated": 9700, "qualifier": "over", "computed": 9725, "verdict": "within"}
    assert by_id["lc.dh"] == {"stated": 1500, "qualifier": "over", "computed": 1601, "verdict": "differs"}
    assert by_id["lc.std"] == {"stated": 1830, "qualifier": "exact", "computed": 1829, "verdict": "differs"}
    assert by_id["lc.rate"] == {"stated": 50.4, "qualifier": "exact", "computed": 50.4, "verdict": "equal"}
    assert by_id["lc.up"] == {"stated": 8.5, "qualifier": "exact", "computed": None, "verdict": "differs"}


def test_text_aligns_figures_and_speaks_the_language_chosen() -> None:
    lines = {}
    for language in ("vi", "en"):
        out = io.StringIO()
        with translation.override(language):
            print_text(CASE, COUNTED, out)
        lines[language] = next(line for line in out.getvalue().splitlines() if line.startswith("lc.std"))

    assert lines["vi"].split() == ["lc.std", "Đạt", "chuẩn", "1.830", "1.829", "người", "khác", "nhau"]
    assert lines["en"].startswith("lc.std    Meeting the standard ")
    assert " people " in lines["en"]
