"""Lines over a number: each ends with its name and last value, and the table says the same."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from vun.faces.web import charts


def tree(chart: str) -> Element:
    return fromstring(chart)


def test_a_stepped_line_holds_its_value_until_the_next_and_to_the_end() -> None:
    chart = tree(
        charts.lines(
            "Còn cách 5 %",
            [charts.Line("Mức trần", [(0, 100), (10, 90)], True), charts.Line("Tốt nhất", [(5, 50)], True)],
            across="giây",
        )
    )
    first, second = (line.get("points") for line in chart.iter("polyline"))
    assert first == "0.00,4.00 100.00,4.00 100.00,22.40 100,22.40"
    assert second == "50.00,96.00 100,96.00"
    texts = ["".join(node.itertext()) for node in chart.iter("text")]
    assert texts == ["0", "10 giây", "Mức trần: 90", "Tốt nhất: 50"]


def test_the_table_says_what_each_line_says_and_not_more_rows_than_asked() -> None:
    points = [(second, 1000 - second) for second in range(100)]
    chart = tree(
        charts.lines("A", [charts.Line("Một", points), charts.Line("Hai", [(50, 7)])], across="giây", rows=10)
    )
    rows = [["".join(cell.itertext()) for cell in row] for row in chart.iter("tr")]
    assert rows[0] == ["giây", "Một", "Hai"]
    assert rows[1] == ["0,0", "1.000", "chưa có"]
    assert rows[-1] == ["99,0", "901", "7"]
    assert len(rows) == 12


def test_texts_are_escaped_and_a_fourth_line_is_refused() -> None:
    line = charts.Line("<b>&", [(0, 0)])
    assert "<b>" not in charts.lines("<i>", [line], across="&")
    with pytest.raises(ValueError, match="three"):
        charts.lines("A", [line] * 4, across="x")


def test_the_names_stand_below_too_for_a_phone() -> None:
    chart = tree(charts.lines("A", [charts.Line("Mức trần", [(0, 100), (10, 90)])], across="giây"))
    (names,) = (node for node in chart.iter("p") if node.get("class") == "line-names")
    assert ["".join(node.itertext()) for node in names] == ["Mức trần: 90"]
    assert names.get("aria-hidden") == "true"
