"""A docx that says across every page that it is a draft, however it was written."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.parser import parse_xml
from docx.section import Section

from vun.engines.documents.words import DRAFT

# As Word itself writes a watermark: letters drawn behind the text, in the middle of the page, taking no room.
_MARK = f"""
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
    xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
      path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape type="#_x0000_t136" o:allowincell="f" fillcolor="silver" stroked="f" style="position:absolute;
      width:420pt;height:110pt;rotation:315;z-index:-1;mso-position-horizontal:center;
      mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:fill opacity=".5"/>
    <v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{DRAFT}"/>
  </v:shape>
</w:pict></w:r>
"""


def marked_as_draft(content: bytes) -> bytes:
    """The docx, one this package wrote or filled in, with the mark behind the text of each of its pages."""
    file = docx.Document(io.BytesIO(content))
    has_even = file.settings.odd_and_even_pages_header_footer
    marked: set[str] = set()
    for section in file.sections:
        for head in _heads(section, has_even=has_even):
            # It may be that of a section before; one that is not there yet is made.
            name = head.part.partname
            if name in marked:
                continue
            marked.add(name)
            first = (head.paragraphs or [head.add_paragraph()])[0]
            first._p.append(parse_xml(_MARK))
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _heads(section: Section, *, has_even: bool) -> list[Any]:
    found: list[Any] = [section.header]
    if section.different_first_page_header_footer:
        found.append(section.first_page_header)
    if has_even:
        found.append(section.even_page_header)
    return found
