"""The files that lay documents out: those shipped, unless a province has put one of its own in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files(__package__).joinpath("layouts")))
FONTS = Path(str(files(__package__).joinpath("fonts")))
TYPST_NAMES = ("base.typ", "state.typ", "party.typ", "form.typ")
OFFICE_NAMES = ("state.docx", "party.docx", "form.docx")
NAMES = (*OFFICE_NAMES, *TYPST_NAMES)
"""The files that may be replaced: what Word files and what PDF files are laid out by."""


class TemplateError(ValueError):
    """A template of the province that cannot be used; the text says where."""


@dataclass(frozen=True, slots=True)
class Templates:
    """The province's own files by their names; those missing are as shipped."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The Typst template ``name``, such as ``state.typ``. Raises TemplateError when it is no text."""
        own = self.own(name)
        if own is None:
            return shipped_text(name)
        try:
            return own.decode()
        except UnicodeDecodeError as error:
            raise TemplateError(f"{name}: {error}") from error

    def own(self, name: str) -> bytes | None:
        """The province's file of that name, if it has one."""
        return self.files.get(name)


def shipped_text(name: str) -> str:
    """The Typst template as it is shipped."""
    return (FOLDER / name).read_text(encoding="utf-8")
