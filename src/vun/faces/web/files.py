"""Files sent in by forms, and stored files as answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.records.registers.domain import FILE_TYPES, MAX_FILE_BYTES, Upload
from vun.records.registers.queries import StoredFile


def _limits() -> str:
    return gettext("Không quá %(most)s MB; các loại %(types)s.") % {
        "most": MAX_FILE_BYTES // 1024**2,
        "types": ", ".join(FILE_TYPES),
    }


class UploadField(forms.FileField):
    """A file to be stored, left out by whoever has none; gives an `Upload` or None. What is taken is told below it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"required": False, "allow_empty_file": True, "help_text": lazy(_limits, str)(), **options}
        )

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        sent: UploadedFile | None = super().clean(data, initial)
        # One byte more than may be stored is enough to be refused for.
        return Upload(sent.name or "", sent.read(MAX_FILE_BYTES + 1)) if sent else None

    def tell_of(self, stored: StoredFile | None) -> None:
        """Say which file there is already, which another one replaces."""
        if stored is not None:
            self.help_text = gettext("Đang có tệp %(name)s; chọn tệp khác để thay.") % {"name": stored.name}


def ask_again(form: forms.Form) -> None:
    """Say beside each file sent with a form that has errors that it is to be chosen again: no browser keeps it."""
    for name in form.files:
        if name in form.fields and name not in form.errors:
            sent: Any = form.files[name]
            form.add_error(name, _("Tệp %(name)s chưa được lưu. Chọn lại tệp.") % {"name": sent.name})


def file_answer(stored: StoredFile) -> FileResponse:
    """The file under its own name, to be saved and never shown in place: what is in it was written by others."""
    return FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
