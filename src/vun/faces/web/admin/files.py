"""Stored files as answers."""

from __future__ import annotations

from django.http import FileResponse

from vun.records.registers.queries import StoredFile


def file_answer(stored: StoredFile) -> FileResponse:
    """The file under its own name, to be saved and never shown in place: what is in it was written by others."""
    return FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
