"""The files that lay documents out: those shipped, unless a province's folder holds one of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files(__package__).joinpath("layouts")))
FONTS = Path(str(files(__package__).joinpath("fonts")))


class TemplateError(ValueError):
    """A template of the province that cannot be used; the text says where."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Where templates are looked for. ``folder`` is the province's own; None leaves those shipped."""

    folder: Path | None = None

    def text(self, name: str) -> str:
        """The template ``name``, such as ``state.typ``."""
        own = self.own(name)
        return (own or FOLDER / name).read_text(encoding="utf-8")

    def own(self, name: str) -> Path | None:
        """The province's file of that name, if it has one."""
        path = self.folder / name if self.folder else None
        return path if path is not None and path.is_file() else None
