"""Whether an office's own docx holds all there is to it, or brings or fetches what others made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.oxml.parser import parse_xml

from vun.engines.documents.office.filling import UNREADABLE, refuse_bomb
from vun.engines.documents.templates import TemplateError

_CODE = re.compile(r"vbaproject\.bin$|/activex/", re.IGNORECASE)
# What a file says it goes with, by the last word of its kind (ECMA-376 part 1, annex A, and Microsoft's own): what
# runs, and whole documents of another format, which may fetch what they like.
_REFUSED = frozenset(
    {"vbaproject", "wordvbadata", "control", "activexcontrolbinary", "oleobject", "afchunk", "subdocument"}
)
_LINK, _ATTACHED = "hyperlink", "attachedtemplate"
_OWN_DISK = re.compile(r"(file:///)?[a-z]:[/\\](?![/\\])", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
_DRAWING = "{http://www.w3.org/2000/svg}svg"
# Fields that fetch or run something when they are brought up to date (ECMA-376 part 1, 17.16.5).
_FETCHING = re.compile(
    r"^\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|DATABASE|RD)\b",
    re.IGNORECASE | re.MULTILINE,
)


def reaches_beyond(content: bytes) -> bool:
    """Whether whoever opens the file may run what others wrote, or fetch what is not in it: macros, controls, objects
    of other programs, documents of other formats, pictures, texts and templates from elsewhere. So is told of a file
    that does not say readably what it holds.

    A link to be followed by hand fetches nothing; a template that lies on the reader's own disk is theirs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_bomb(archive)
            return any(_reaches(archive, member) for member in archive.infolist())
    except (zipfile.BadZipFile, TemplateError):
        return False


def _reaches(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    name = member.filename.lower()
    if _CODE.search(name):
        return True
    try:
        # As the whole file is read: nothing is fetched, nothing stands for something longer. A part may have any name.
        root = parse_xml(archive.read(member))
    except UNREADABLE:
        return name.endswith((".rels", ".xml"))
    # None of these may declare a type of its own, by which attributes could stand where none is seen; a drawing may.
    if root.getroottree().docinfo.doctype and root.tag != _DRAWING:
        return True
    if name.endswith(".rels"):
        return any(_goes_beyond(each) for each in root.iter("{*}*"))
    return bool(_FETCHING.search("".join(_instructions(root)))) or any(
        _ELSEWHERE.match(each.get("src", "").strip())
        for each in root.iter("{urn:schemas-microsoft-com:vml}*")
    )


def _goes_beyond(relationship: Any) -> bool:
    kind = relationship.get("Type", "").strip().rpartition("/")[2].lower()
    target = relationship.get("Target", "").strip()
    if kind in _REFUSED:
        return True
    if kind == _ATTACHED:
        return not _OWN_DISK.match(target)
    is_outside = relationship.get("TargetMode", "").strip().lower() == "external" or _ELSEWHERE.match(target)
    return kind != _LINK and bool(is_outside)


def _instructions(root: Any) -> Iterator[str]:
    """What the fields of a part are told to do, each on a line of its own; Word splits one among pieces of text."""
    for element in root.iter("{*}instrText", "{*}fldChar", "{*}fldSimple"):
        told = element.text if element.tag.endswith("}instrText") else None
        yield told or "\n"
        for name, value in element.attrib.items():
            if name.endswith("}instr"):
                yield f"{value}\n"
