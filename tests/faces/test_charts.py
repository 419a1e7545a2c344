"""Charts: well formed, their sums right, every text escaped, five colours told apart in grey."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

import vun.faces.web
from vun.faces.web import charts

LABELS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
COUNTS = st.integers(min_value=0, max_value=10**6)


def tree(chart: SafeString) -> Element:
    return fromstring(chart)


def rows(chart: SafeString) -> list[list[str]]:
    """The table of the chart, heads included."""
    return [["".join(cell.itertext()) for cell in row] for row in tree(chart).iter("tr")]


def texts(chart: SafeString) -> list[str]:
    """What stands in the picture."""
    return ["".join(node.itertext()) for node in tree(chart).iter("text")]


def test_bullet_bars_show_result_and_plan_on_one_scale_with_their_sums() -> None:
    chart = charts.bullet_bars(
        "Kết quả đạt 63 % kế hoạch",
        [charts.Bullet("Trung cấp", 147, 209, "/classes/1/"), charts.Bullet("Tin học", 0, 26)],
        unit="người",
    )
    assert texts(chart) == ["Trung cấp", "147 / 209", "Tin học", "0 / 26"]
    assert rows(chart) == [
        ["Nội dung", "Kế hoạch (người)", "Kết quả (người)", "Đạt"],
        ["Trung cấp", "209", "147", "70,3\u00a0%"],
        ["Tin học", "26", "–", "0,0\u00a0%"],
        ["Cộng", "235", "147", "62,6\u00a0%"],
    ]
    assert [link.get("href") for link in tree(chart).iter("a")] == ["/classes/1/"]
    widths = [float(str(bar.get("width")).rstrip("%")) for bar in tree(chart).iter("rect")]
    assert widths == pytest.approx([100, 147 * 100 / 209, 26 * 100 / 209, 0], rel=1e-4)


def test_share_bars_show_each_share_of_its_own_whole() -> None:
    chart = charts.share_bars(
        "Một nửa đạt chuẩn", [charts.Share("Cấp xã", 1830, 3631), charts.Share("Sở", 0, 0)]
    )
    assert texts(chart) == ["Cấp xã", "1.830 / 3.63150,4\u00a0%", "Sở", "0 / 0–"]
    assert rows(chart)[1:] == [["Cấp xã", "1.830", "3.631", "50,4\u00a0%"], ["Sở", "–", "–", "–"]]


def test_a_long_label_is_written_on_lines_a_phone_holds() -> None:
    label = "Công chức chuyên môn nghiệp vụ đang công tác tại các xã thuộc vùng biên giới"
    chart = charts.share_bars("Còn thấp", [charts.Share(label, 5, 61)])
    lines = [span.text or "" for span in tree(chart).iter("tspan")]
    assert (" ".join(lines[:2]), lines[2:]) == (label, ["5 / 61", "8,2\u00a0%"])
    assert max(map(len, lines)) <= 40


def test_stacked_years_sum_each_year_and_name_each_part_beside_the_last() -> None:
    series = [charts.Series("LLCT", [120, 130], ["/a/", "/b/"]), charts.Series("QLNN", [0, 20])]
    chart = charts.stacked_years("Tăng 30 lượt", [2024, 2025], series, unit="lượt")
    assert rows(chart) == [
        ["Phần (lượt)", "2024", "2025"],
        ["LLCT", "120", "130"],
        ["QLNN", "–", "20"],
        ["Cộng", "120", "150"],
    ]
    assert texts(chart) == ["120", "120", "2024", "130", "20", "150", "2025", "LLCT", "QLNN"]
    assert [link.get("href") for link in tree(chart).iter("a")] == ["/a/", "/b/"]


def test_a_sixth_part_or_a_missing_year_is_refused() -> None:
    with pytest.raises(ValueError, match="five parts"):
        charts.stacked_years("T", [2025], [charts.Series(str(part), [1]) for part in range(6)])
    with pytest.raises(ValueError, match="one value for each year"):
        charts.stacked_years("T", [2024, 2025], [charts.Series("LLCT", [1])])


def test_a_bridge_leads_from_start_to_end() -> None:
    steps = [charts.Step("Trung cấp LLCT", Decimal("10.3")), charts.Step("Nghỉ hưu", Decimal("-1.8"))]
    chart = charts.bridge(
        "Tăng 8,5 điểm", ("2010", Decimal("41.9")), steps, ("2015", Decimal("50.4")), decimals=1
    )
    assert rows(chart)[1:] == [
        ["2010", "41,9"],
        ["Trung cấp LLCT", "+10,3"],
        ["Nghỉ hưu", "−1,8"],
        ["2015", "50,4"],
    ]
    with pytest.raises(ValueError, match="something else"):
        charts.bridge("Sai", ("2010", 1), [charts.Step("Thêm", 1)], ("2015", 3))


def test_a_matrix_sums_both_ways_and_darkens_with_the_count() -> None:
    chart = charts.matrix(
        "Lên chức", ["CV", "PP"], ["CV", "TP"], [[40, 0], [1, 20]], url=lambda r, c: f"/{r}/{c}/"
    )
    assert rows(chart) == [
        ["", "CV", "TP", "Cộng"],
        ["CV", "40", "–", "40"],
        ["PP", "1", "20", "21"],
        ["Cộng", "41", "20", "61"],
    ]
    shades = re.findall(r"heat-(\d)", chart)
    assert shades == ["4", "0", "1", "2"]
    assert [link.get("href") for link in tree(chart).iter("a")] == ["/0/0/", "/1/0/", "/1/1/"]
    with pytest.raises(ValueError, match="one cell"):
        charts.matrix("Thiếu", ["CV"], ["CV", "TP"], [[1]])


def test_flows_end_as_many_as_begin() -> None:
    chart = charts.flows("Đi đâu", ["CV", "PP"], ["CV", "TP"], [[40, 2], [0, 20]])
    assert texts(chart) == ["CV42", "PP20", "CV40", "TP22"]
    assert rows(chart)[-1] == ["Cộng", "40", "22", "62"]
    assert len(list(tree(chart).iter("path"))) == 3


def test_a_calendar_cuts_what_lies_outside_the_year() -> None:
    spans = [
        charts.Span("K5", date(2025, 11, 3), date(2026, 5, 30), "/classes/5/", "Trường"),
        charts.Span("Năm cũ", date(2025, 1, 1), date(2025, 12, 31), "", "Trường"),
        charts.Span("Cả năm", date(2026, 1, 1), date(2026, 12, 31)),
    ]
    chart = charts.gantt("Quý II kín lớp", 2026, spans)
    assert [row[0] for row in rows(chart)[1:]] == ["Cả năm", "K5"]
    bars = [(bar.get("x"), bar.get("width")) for bar in tree(chart).iter("rect")]
    assert bars == [("0%", "100%"), ("0%", f"{150 * 100 / 365:.6g}%")]


DRAWN: list[Callable[[str, int, int], SafeString]] = [
    lambda text, a, b: charts.bullet_bars(text, [charts.Bullet(text, a, b, text)]),
    lambda text, a, b: charts.share_bars(text, [charts.Share(text, min(a, b), b, text)]),
    lambda text, a, b: charts.stacked_years(text, [text], [charts.Series(text, [a], [text])]),
    lambda text, a, b: charts.bridge(text, (text, a), [charts.Step(text, b, text)], (text, a + b)),
    lambda text, a, b: charts.matrix(text, [text], [text], [[a]], corner=text, url=lambda _r, _c: text),
    lambda text, a, b: charts.flows(text, [text], [text], [[a]]),
    lambda text, a, b: charts.gantt(
        text, 2026, [charts.Span(text, date(2026, 1, 1), date(2026, 1, 2), text, text)]
    ),
]


@pytest.mark.parametrize("draw", DRAWN)
@given(text=LABELS, first=COUNTS, second=COUNTS)
def test_any_text_and_count_gives_a_well_formed_figure_without_inline_style(
    draw: Callable[[str, int, int], SafeString], text: str, first: int, second: int
) -> None:
    figure = tree(draw(text, first, second))
    assert figure.findtext("figcaption") == text
    assert not [node for node in figure.iter() if "style" in node.attrib or node.tag in ("style", "script")]
    numbers = [node.get(name, "0") for node in figure.iter() for name in ("x", "y", "width", "height")]
    assert not [number for number in numbers if number.startswith("-") or "nan" in number or "inf" in number]


@pytest.mark.parametrize(
    "empty",
    [
        charts.bullet_bars("Không có gì", []),
        charts.share_bars("Không có gì", []),
        charts.stacked_years("Không có gì", [], []),
        charts.bridge("Không có gì", ("a", 0), [], ("b", 0)),
        charts.matrix("Không có gì", [], [], []),
        charts.flows("Không có gì", [], [], []),
        charts.gantt("Không có gì", 2026, []),
    ],
)
def test_nothing_to_show_is_still_a_figure(empty: SafeString) -> None:
    assert tree(empty).tag == "figure"


def test_the_five_colours_are_told_apart_in_grey() -> None:
    css = (Path(vun.faces.web.__file__).parent / "static" / "vun" / "vun.css").read_text(encoding="utf-8")
    colours = re.findall(r"--mark-\d: #(\w{6});", css)
    greys = [sum(w * int(c[i : i + 2], 16) for i, w in ((0, 0.299), (2, 0.587), (4, 0.114))) for c in colours]
    assert len(greys) == 5
    assert min(abs(one - other) for one, other in itertools.combinations(greys, 2)) > 20
