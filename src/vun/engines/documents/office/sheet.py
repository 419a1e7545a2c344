"""The sheet a docx is written on: page, margins, page numbers, styles."""

from __future__ import annotations

from docx.document import Document as OfficeFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
TITLE, SUBJECT, BODY, LINE = "Title", "Subtitle", "Body Text", "Normal"
HEADINGS = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3"}
_BLACK = RGBColor(0, 0, 0)
_AFTER_NUMBERS = (
    "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter",
    "w:docGrid",
)  # fmt: skip


def prepare_page(section: Section, *, is_landscape: bool) -> None:
    """A4 with the margins of the decree; page numbers in the top margin from the second page on."""
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_landscape else (short, long)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "", "end"):
        run = number.add_run()
        run.font.size = Pt(13)
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        run._r.append(mark)


def restart_numbers(section: Section) -> None:
    """The pages of this part count from one."""
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbers, *_AFTER_NUMBERS)


def prepare_styles(file: OfficeFile) -> None:
    """The letters and distances of the decree in the styles that are written in."""
    normal = _style(file, LINE)
    _letters(normal, is_bold=False)
    normal.paragraph_format.space_after = Pt(0)
    _speak_vietnamese(normal)
    body = _style(file, BODY)
    _letters(body, is_bold=False)
    body.paragraph_format.first_line_indent = Mm(10)
    body.paragraph_format.space_before = Pt(6)
    body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in (TITLE, SUBJECT, *HEADINGS.values()):
        style = _style(file, name)
        _letters(style, is_bold=True)
        style.paragraph_format.space_before = Pt(6)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.keep_with_next = True
        if name in (TITLE, SUBJECT):
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _without_rule(style)


def _style(file: OfficeFile, name: str) -> ParagraphStyle:
    known = {style.name: style for style in file.styles if isinstance(style, ParagraphStyle)}
    style = known.get(name) or file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _letters(style: ParagraphStyle, *, is_bold: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(14), is_bold, False
    font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(place), FONT)
    properties = style.element.get_or_add_rPr()
    for name in ("w:spacing", "w:kern"):
        for spread in properties.findall(qn(name)):
            properties.remove(spread)
    # A theme's font would win over the font named.
    for place in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(place), None)


def _speak_vietnamese(style: ParagraphStyle) -> None:
    """Spelling checkers and screen readers take the text for Vietnamese."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for place in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(place), "vi-VN")
    properties.append(language)


def _without_rule(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
