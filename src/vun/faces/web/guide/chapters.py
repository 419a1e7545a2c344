"""The chapters as they stand in ``texts``, set for the browser: links lead to pages, headings can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vun.common.text import fold

CONTENTS = "muc-luc"
NAMES = (
    CONTENTS,
    "ke-hoach",
    "phuong-an",
    "don-vi",
    "giao-vu",
    "lanh-dao",
    "nguoi-hoc",
    "van-ban-sau-hoc",
    "khac",
    "bang-tinh",
    "nhap",
)
_TEXTS = Path(__file__).with_name("texts")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading: ``raw`` as written, with its marks; the keys as they are searched."""

    title: str
    anchor: str
    raw: str

    @property
    def title_key(self) -> str:
        return fold(self.title)

    @property
    def key(self) -> str:
        return fold(f"{self.title} {self.raw}")


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    title: str
    html: SafeString
    sections: tuple[Section, ...]


@cache
def read(name: str) -> Chapter:
    """The chapter; raises KeyError for a name that is none."""
    if name not in NAMES:
        raise KeyError(name)
    text = (_TEXTS / f"{name}.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    title = tokens[1].content
    del tokens[:3]  # the frame shows the title
    _mark_headings(tokens)
    for token in tokens:
        _lead(token.children or ())
    html = SafeString(reader.renderer.render(_framed(tokens), reader.options, {}))
    return Chapter(name, title, html, tuple(_sections(title, text)))


def _anchor(title: str) -> str:
    return fold(title).replace(" ", "-")


def _mark_headings(tokens: list[Token]) -> None:
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _anchor(tokens[place + 1].content))


def _framed(tokens: list[Token]) -> list[Token]:
    """Tables scroll in a frame of their own and look like those of every page."""
    framed: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "list")
            frame = Token("div_open", "div", 1, attrs={"class": "table-frame"}, block=True)
            framed.append(frame)
        framed.append(token)
        if token.type == "table_close":
            framed.append(Token("div_close", "div", -1, block=True))
    return framed


def _lead(tokens: Sequence[Token]) -> None:
    """Links lead to the page of a chapter, pictures to the file the browser is given.

    What only the repository has (the administrator's guide) is named without a link.
    """
    opened = ""
    for token in tokens:
        if token.type == "image":
            token.attrSet("src", static(f"vun/guide/{Path(str(token.attrs['src'])).name}"))
            token.attrSet("loading", "lazy")
        elif token.type == "link_open":
            name = str(token.attrs["href"]).removesuffix(".md")
            opened = token.tag = "a" if name in NAMES else "span"
            token.attrs = {"href": reverse("guide:chapter", args=[name])} if name in NAMES else {}
        elif token.type == "link_close":
            token.tag = opened


def _sections(title: str, text: str) -> Iterator[Section]:
    """What stands before the first heading goes by the chapter's own title."""
    heading, anchor = title, ""
    lines: list[str] = []
    for line in [*text.splitlines()[1:], "#"]:
        if line.startswith("#"):
            yield Section(heading, anchor, "\n".join(lines))
            heading = line.lstrip("# ")
            anchor, lines = _anchor(heading), []
        else:
            lines.append(line)
