"""Several PDF files as one, to be looked at."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject, pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

_PAGE = pdf_name("/Page")


def join_pdfs(contents: Sequence[bytes]) -> bytes:
    """The pages of all, one file after the other; of one alone the file itself. What is joined is not tagged.

    Raises ValueError without a file.
    """
    if not contents:
        raise ValueError("nothing to join")
    if len(contents) == 1:
        return contents[0]
    writer = PdfFileWriter()
    for content in contents:
        reader = PdfFileReader(io.BytesIO(content))
        for number in range(int(reader.root["/Pages"]["/Count"])):
            writer.insert_page(_page(writer, writer.import_page_as_xobject(reader, page_ix=number)))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _page(writer: PdfFileWriter, drawn: Any) -> PageObject:
    """A page that shows what was drawn on another, as large as that one."""
    size = [float(side) for side in drawn.get_object()["/BBox"]]
    resources = DictionaryObject({pdf_name("/XObject"): DictionaryObject({_PAGE: drawn})})
    shown = writer.add_object(StreamObject(stream_data=b"/Page Do"))
    return PageObject(contents=shown, media_box=size, resources=resources)
