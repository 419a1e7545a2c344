"""Building markup as a tree, so that it is well formed and every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from xml.etree.ElementTree import Element, tostring

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Content = Element | str | None


def node(tag: str, *content: Content, **attributes: str | int | float | Decimal | None) -> Element:
    """An element; ``class_`` is ``class``, other underscores are hyphens, attributes that are None are left out."""
    element = Element(
        tag,
        {name.strip("_").replace("_", "-"): _written(v) for name, v in attributes.items() if v is not None},
    )
    for part in content:
        if isinstance(part, str):
            _append_text(element, part)
        elif part is not None:
            element.append(part)
    return element


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _written(value: str | int | float | Decimal) -> str:
    return value if isinstance(value, str) else f"{float(value):.6g}"


def across(part: float | Decimal, whole: float | Decimal) -> str:
    """A position or width across, in per cent of the drawing; 0 where there is no whole."""
    return f"{_written(float(part) * 100 / float(whole)) if whole else 0}%"


def linked(url: str, *content: Content) -> list[Element]:
    """The content as a link when there is somewhere to go, else as it is."""
    return [node("a", *content, href=url)] if url else [part for part in content if isinstance(part, Element)]


LINE = 17
# What a phone's width holds in one line.
_LINE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Head:
    """The words above a bar: the label on as many lines as a phone needs, the value beside the last or below it."""

    nodes: Sequence[Element]
    height: int


def head(label: str, value: Element, top: float) -> Head:
    """Words from ``top`` downwards; ``value`` is an end-anchored text without a height of its own yet."""
    lines = wrap(label, _LINE_LENGTH) or [""]
    has_room = len(lines[-1]) + len("".join(value.itertext())) + 2 <= _LINE_LENGTH
    count = len(lines) if has_room else len(lines) + 1
    value.set("y", _written(top + count * LINE - 2))
    spans = [node("tspan", line, x=0, y=top + (place + 1) * LINE - 2) for place, line in enumerate(lines)]
    return Head([node("text", *spans), value], count * LINE)


def drawing(title: str, height: float, content: Iterable[Content]) -> Element:
    """An SVG as wide as its place and ``height`` pixels high."""
    return node("svg", *content, role="group", aria_label=title, width="100%", height=height)


def table(heads: Sequence[str], rows: Iterable[Sequence[Content]]) -> Element:
    """A plain table: the first column names the row, the others are figures."""
    body = [
        node(
            "tr", node("th", first, scope="row"), *(node("td", cell, class_="kind-number") for cell in cells)
        )
        for first, *cells in rows
    ]
    first_head, *other_heads = heads
    head = node(
        "tr",
        node("th", first_head, scope="col"),
        *(node("th", text, scope="col", class_="kind-number") for text in other_heads),
    )
    whole = node("table", node("thead", head), node("tbody", *body), class_="list")
    return node("div", whole, class_="table-frame")


def wide(title: str, picture: Element) -> Element:
    """A picture that needs more room than a phone has: it scrolls within the page, by keyboard too."""
    return node("div", picture, class_="scroll", tabindex="0", role="region", aria_label=title)


def figure(title: str, picture: Element, data: Element | None) -> SafeString:
    """The chart as a page takes it: title, picture, and the table behind a click."""
    if data is not None:
        # It scrolls where it is wider than a phone, by keyboard too.
        data.attrib.update(
            {"tabindex": "0", "role": "region", "aria-label": _("Bảng số liệu: %(title)s") % {"title": title}}
        )
    details = node("details", node("summary", _("Xem bảng số liệu")), data) if data is not None else None
    whole = node("figure", node("figcaption", title), picture, details, class_="chart")
    # Safe: serialised from a tree, which escapes every text and attribute.
    return SafeString(tostring(whole, encoding="unicode", short_empty_elements=False))
