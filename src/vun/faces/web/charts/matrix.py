"""A table whose cells are the darker the more they hold: posts before × after, units × programmes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.charts.drawing import Content, figure, node

_SHADES = 4


def matrix(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[int]],
    *,
    corner: str = "",
    url: Callable[[int, int], str] | None = None,
    adds_across: bool = True,
) -> SafeString:
    """``cells[row][column]`` with sums on both sides; ``url(row, column)`` opens a cell. Where the same thing stands in
    several columns, a row does not add up: not ``adds_across``.

    Raises ValueError when the cells are not as many as the rows and columns.
    """
    if len(cells) != len(rows) or any(len(line) != len(columns) for line in cells):
        raise ValueError("one cell for each row and column")
    most = max((value for line in cells for value in line), default=0)
    head = node(
        "tr",
        node("th", corner, scope="col"),
        *(node("th", name, scope="col", class_="kind-integer") for name in columns),
        *([node("th", _("Cộng"), scope="col", class_="kind-integer")] if adds_across else []),
    )
    body = []
    for row, (name, line) in enumerate(zip(rows, cells, strict=True)):
        shown = [_cell(value, most, url(row, column) if url else "") for column, value in enumerate(line)]
        total = [node("td", formats.dash(sum(line)), class_="kind-integer")] if adds_across else []
        body.append(node("tr", node("th", name, scope="row"), *shown, *total))
    sums = [sum(line[column] for line in cells) for column in range(len(columns))]
    foot = node(
        "tr",
        node("th", _("Cộng"), scope="row"),
        *(
            node("td", formats.dash(value), class_="kind-integer")
            for value in ([*sums, sum(sums)] if adds_across else sums)
        ),
    )
    whole = node("table", node("thead", head), node("tbody", *body), node("tfoot", foot), class_="list heat")
    frame = node("div", whole, class_="table-frame wide", tabindex="0", role="region", aria_label=title)
    return figure(title, frame, None)


def _cell(value: int, most: int, url: str) -> Content:
    shade = -(-value * _SHADES // most) if most else 0
    text = formats.dash(value)
    content: Content = node("a", text, href=url, class_="opens") if url and value else text
    return node("td", content, class_=f"kind-integer heat-{shade}")
