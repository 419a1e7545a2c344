"""What an Office Open XML file says beside its values, and whether it may be opened at all."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from vun.common.errors import Problem
from vun.engines.sheets import limits
from vun.engines.sheets.model import column_index
from vun.engines.sheets.parts import Look

_CHUNK = 1 << 20


class Parts:
    """The parts of a zipped document, each read only so far as is asked, never unpacked beyond the limits."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Problem("sheets.broken", name=name) from error
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if len(infos) > limits.MAX_PARTS or unpacked > limits.MAX_UNPACKED_BYTES:
            raise Problem("sheets.bomb", name=name)
        if unpacked > limits.SMALL_ENOUGH and unpacked > len(content) * limits.MAX_PACKING:
            raise Problem("sheets.bomb", name=name)
        if any(info.flag_bits & 1 for info in infos):
            raise Problem("sheets.locked", name=name)
        self.names = {info.filename for info in infos}

    def read(self, part: str, most: int = limits.MAX_UNPACKED_BYTES) -> bytes:
        """The part from its beginning, at most so many bytes; empty when there is none."""
        if part not in self.names:
            return b""
        return b"".join(self._pieces(part, most))

    def pieces(self, part: str) -> Iterator[bytes]:
        """The part piece by piece."""
        return self._pieces(part, limits.MAX_UNPACKED_BYTES)

    def _pieces(self, part: str, most: int) -> Iterator[bytes]:
        try:
            with self._zip.open(part) as stream:
                while most > 0 and (piece := stream.read(min(_CHUNK, most))):
                    most -= len(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Problem("sheets.broken", name=self.name) from error


@dataclass(slots=True)
class Examined:
    """The looks of all sheets, in the order of the workbook, and what is odd about the file."""

    sheets: list[Look]
    notes: list[Problem]


_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_WIDE = re.compile(rb"\br=[\"']([A-Z]{2,3})(\d+)[\"'](?:[^>]*[^/])?>")
_VALUED = re.compile(rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]{1,3})(\d+)[\"'](?:[^>]*[^/])?>\s*<")
_STYLED = re.compile(rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]{1,3})\d+[\"'][^>]*\bs=[\"'](\d+)[\"']")
_FAILED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]{1,3})(\d+)[\"'][^>]*\bt=[\"']e[\"'][^>]*>.*?<(?:\w+:)?v>([^<]+)</",
    re.DOTALL,
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?f\b[^>]*>[^<]+</(?:\w+:)?f>\s*</|"
    rb"<(?:\w+:)?c\b(?![^>]*\bt=[\"']str[\"'])[^>]*>\s*"
    rb"<(?:\w+:)?f\b[^>]*>[^<]+</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)\s*</"
)
"""A formula without a value; an empty text is a value."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def examine(parts: Parts) -> Examined:
    """Raises Problem for macros, links to other files, document types, and sheets too large to hold."""
    lower = {part.lower() for part in parts.names}
    if any(part.endswith("vbaproject.bin") for part in lower):
        raise Problem("sheets.macros", name=parts.name)
    if any(part.startswith("xl/externallinks/") for part in lower):
        raise Problem("sheets.external_links", name=parts.name)
    fonts = _legacy_fonts(parts)
    looks, notes = [], []
    for sheet, part in _sheets(parts):
        look, note = _SheetScan(parts, sheet, part, fonts).result()
        looks.append(look)
        notes += note
    return Examined(looks, notes)


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, by local name."""
    return {
        name.rpartition(b":")[2].decode(): _unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _unescape(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def _sheets(parts: Parts) -> list[tuple[str, str]]:
    relations = {}
    for tag in _RELATION.findall(parts.read("xl/_rels/workbook.xml.rels")):
        found = attributes(tag)
        target = found.get("Target", "")
        relations[found.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    listed = [attributes(tag) for tag in _SHEET.findall(parts.read("xl/workbook.xml"))]
    return [(each.get("name", ""), relations.get(each.get("id", ""), "")) for each in listed]


def _legacy_fonts(parts: Parts) -> dict[int, str]:
    """By the number of a cell's format, the name of its font where that is one of an old encoding."""
    styles = parts.read("xl/styles.xml", 8 * _CHUNK)
    listed = re.search(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", styles, re.DOTALL)
    formats = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    if listed is None or formats is None:
        return {}
    names = []
    for font in re.findall(rb"<(?:\w+:)?font\b(?:[^>]*/>|.*?</(?:\w+:)?font>)", listed[0], re.DOTALL):
        name = re.search(rb"<(?:\w+:)?name\b[^>]*>", font)
        names.append(attributes(name[0]).get("val", "") if name else "")
    fonts: dict[int, str] = {}
    for number, tag in enumerate(re.findall(rb"<(?:\w+:)?xf\b[^>]*>", formats[0])):
        index = int(attributes(tag).get("fontId", "0"))
        family = names[index] if index < len(names) else ""
        if family.lower().startswith((".vn", "vni")):
            fonts[number] = family
    return fonts


class _SheetScan:
    """One pass over a sheet's XML: how far its values reach, what is hidden, which old fonts its columns use."""

    def __init__(self, parts: Parts, name: str, part: str, fonts: dict[int, str]) -> None:
        self._parts, self._part, self._fonts = parts, part, fonts
        self._look = Look(name)
        self._rows = 0
        self._last_row = 0
        self._last_column = 0
        self._hidden_rows: set[int] = set()
        self._is_uncomputed = False

    def result(self) -> tuple[Look, list[Problem]]:
        rest, is_first = b"", True
        for piece in self._parts.pieces(self._part) if self._part in self._parts.names else ():
            text = rest + piece
            # What is cut in two is looked at with the next piece.
            end = text.rfind(b"<c")
            end = len(text) if end <= 0 else end
            if is_first:
                self._begin(text)
                is_first = False
            self._scan(text[:end])
            rest = text[end:]
        self._scan(rest)
        self._check()
        self._look.hidden_rows = frozenset(self._hidden_rows)
        notes = []
        if self._is_uncomputed:
            notes.append(Problem("sheets.uncomputed", sheet=self._look.name))
        return self._look, notes

    def _begin(self, text: bytes) -> None:
        if _DOCTYPE.search(text[:4096]):
            raise Problem("sheets.broken", name=self._parts.name)
        hidden: set[int] = set()
        for tag in _COLUMNS.findall(text[: text.find(b"<sheetData")]):
            found = attributes(tag)
            if found.get("hidden") in ("1", "true"):
                first, last = int(found.get("min", "1")), int(found.get("max", "1"))
                hidden.update(range(first - 1, min(last, limits.MAX_COLUMNS)))
        self._look.hidden_columns = frozenset(hidden)
        if self._fonts:
            for letters, style in _STYLED.findall(text):
                if font := self._fonts.get(int(style)):
                    self._look.fonts.setdefault(column_index(letters.decode()), font)

    def _scan(self, text: bytes) -> None:
        for tag in _ROW.findall(text):
            found = attributes(tag)
            self._rows += 1
            self._last_row = int(found.get("r", self._last_row + 1))
            if found.get("hidden") in ("1", "true"):
                self._hidden_rows.add(self._last_row - 1)
        if self._last_row > limits.MAX_ROWS and any(
            int(row) > limits.MAX_ROWS for _, row in _VALUED.findall(text)
        ):
            limits.check_size(self._parts.name, self._last_row, 1)  # seen early, so that nothing more is read
        if b't="e"' in text or b"t='e'" in text:
            for letters, row, shown in _FAILED.findall(text):
                self._look.failed[int(row) - 1, column_index(letters.decode())] = shown.decode(
                    "utf-8", "replace"
                )
        for letters, _ in _WIDE.findall(text):
            self._last_column = max(self._last_column, column_index(letters.decode()) + 1)
        if not self._is_uncomputed and b"<f" in text:
            self._is_uncomputed = _UNCOMPUTED.search(text) is not None

    def _check(self) -> None:
        """A look at rows and wide columns is quick; only a sheet that seems too large is looked at cell by cell.

        Formats reaching to the last row of the sheet are common and do no harm.
        """
        columns = max(self._last_column, 26)
        if self._last_row <= limits.MAX_ROWS and self._last_row * columns <= limits.MAX_CELLS:
            return
        last_row = last_column = 0
        rest = b""
        for piece in self._parts.pieces(self._part):
            text = rest + piece
            for letters, row in _VALUED.findall(text):
                last_row = max(last_row, int(row))
                last_column = max(last_column, column_index(letters.decode()) + 1)
            if last_row > limits.MAX_ROWS:
                break
            rest = text[text.rfind(b"<c") :] if b"<c" in text else b""
        limits.check_size(self._parts.name, last_row, last_column)
