"""What a document on paper is, before it is PDF or docx.

The words and places of the parts follow Annex I of Decree 30/2020/NĐ-CP; the numbers in comments are its boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Layout(StrEnum):
    """Whose rules of layout the document follows."""

    STATE = "state"
    """Decree 30/2020/NĐ-CP: state bodies."""
    PARTY = "party"
    """The Party's own guide: "ĐẢNG CỘNG SẢN VIỆT NAM" at the head, numbers such as 999-QĐ/TU."""
    FORM = "form"
    """A statistical form: its code at the head, compiler and head of the body at the foot."""


class DocumentKind(StrEnum):
    """The kinds of document in use, by the abbreviation that stands in their numbers (Annex III)."""

    DECISION = "QĐ"
    PLAN = "KH"
    REPORT = "BC"
    PROPOSAL = "TTr"
    NOTICE = "TB"
    MINUTES = "BB"
    SCHEME = "ĐA"
    GUIDANCE = "HD"
    LETTER = "CV"
    """An official letter: it has no name of kind, and its subject stands below the number."""
    STATISTICS = "TK"
    """A table of statistics, which is annexed or sent as a form."""

    @property
    def heading(self) -> str:
        """The name of the kind as it is printed; a letter has none, statistics speak by their title."""
        return _HEADINGS[self]


_HEADINGS = {
    DocumentKind.DECISION: "QUYẾT ĐỊNH",
    DocumentKind.PLAN: "KẾ HOẠCH",
    DocumentKind.REPORT: "BÁO CÁO",
    DocumentKind.PROPOSAL: "TỜ TRÌNH",
    DocumentKind.NOTICE: "THÔNG BÁO",
    DocumentKind.MINUTES: "BIÊN BẢN",
    DocumentKind.SCHEME: "ĐỀ ÁN",
    DocumentKind.GUIDANCE: "HƯỚNG DẪN",
    DocumentKind.LETTER: "",
    DocumentKind.STATISTICS: "",
}


class Align(StrEnum):
    """How text stands in its line or column."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the content. ``lead`` is its bold beginning, such as ``Điều 1.``."""

    text: str
    lead: str = ""
    is_bold: bool = False
    is_italic: bool = False
    align: Align = Align.JUSTIFY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the content: level 1 is a part or chapter, centred; 2 and 3 stand at the indent."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head of a table, ``across`` columns wide and ``down`` lines high."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a table: its share of the width, and how its cells stand."""

    width: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table: as many texts as columns. ``depth`` indents the cell in the column that names the row."""

    cells: tuple[str, ...]
    is_bold: bool = False
    is_italic: bool = False
    depth: int = 0


_MANY = 20
_TEXT_SIZES = ((5, 12.0), (9, 11.0), (12, 10.0), (_MANY, 9.0), (10_000, 7.0))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: ``head`` is one line of cells or several, repeated on every page; ``naming`` is the column of names.

    Raises ValueError when a line of the head or a row does not fill the columns.
    """

    columns: tuple[GridColumn, ...]
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[GridRow, ...]
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    naming: int = 0

    @property
    def text_size(self) -> float:
        """Points: the more columns, the smaller the letters."""
        return next(size for most, size in _TEXT_SIZES if len(self.columns) <= most)

    @property
    def is_wide(self) -> bool:
        """Whether there are so many columns that hardly anything may stand beside their words."""
        return len(self.columns) > _MANY

    def __post_init__(self) -> None:
        width = len(self.columns)
        covered = sum(cell.across * cell.down for line in self.head for cell in line)
        if not width or covered != width * len(self.head):
            raise ValueError(f"the head covers {covered} places of {width * len(self.head)}")
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != width:
                raise ValueError(f"row {number} has {len(row.cells)} cells for {width} columns")


Block = Paragraph | Heading | Grid


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs (boxes 7a, 7b): lines such as ``KT. CHỦ TỊCH``, ``PHÓ CHỦ TỊCH``, and the name without titles."""

    capacity: tuple[str, ...]
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A part after the signature on pages of its own, numbered from one. ``reference`` names what it belongs to."""

    title: str
    blocks: tuple[Block, ...]
    label: str = "Phụ lục"
    reference: str = ""
    is_landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. Texts are printed as given; capitals that the layout asks for are made by the writers.

    ``number`` is as registered, ``05/QĐ-UBND`` or ``999-QĐ/TU``; one that begins with its sign (``/QĐ-UBND``) leaves
    room for the number, as does a missing ``date`` for the day. ``bases`` are the lines of "Căn cứ", without end marks.
    ``signed_line`` stands for place and day where a form prints its own. ``authority`` is who decides, in the middle
    above the bases of a decision. ``form`` is the code of a form. ``is_draft`` says so at the head and across
    every page.
    """

    kind: DocumentKind
    organ: str
    title: str
    superior: str = ""
    number: str = ""
    place: str = ""
    date: date | None = None
    signed_line: str = ""
    layout: Layout = Layout.STATE
    authority: str = ""
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    compiler: Signer | None = None
    annexes: tuple[Annex, ...] = ()
    form: str = ""
    unit: str = ""
    urgency: str = ""
    drafter: str = ""
    is_landscape: bool = False
    is_draft: bool = False
