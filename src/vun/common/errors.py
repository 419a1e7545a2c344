"""The three anticipated ways an operation says no. Anything else that is raised is a bug."""

from __future__ import annotations

import traceback
from collections.abc import Sequence


class VunError(Exception):
    """Base of every anticipated refusal."""


class Problem(VunError):
    """What was asked cannot be done as asked; the reader can mend it.

    ``code`` is ``"context.what_is_wrong"``; the sentence for it is kept by the faces, in the reader's language.
    ``field`` names the argument of the operation at fault, so that a form can show the sentence beside it.
    ``params`` fill the sentence.
    """

    def __init__(self, code: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class RowProblems(Problem):
    """Rows of a bulk load that cannot be done as asked; nothing was written.

    ``rows`` are (row number, Problem) pairs, the first row 1, every mistake of every row among them.
    """

    def __init__(self, rows: Sequence[tuple[int, Problem]]) -> None:
        number, first = rows[0]
        super().__init__(
            "rows.refused", count=len({row for row, _ in rows}), first_row=number, first_code=first.code
        )
        self.rows = tuple(rows)


class Refused(VunError):
    """The actor may see the thing but not do this to it."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


class NotFound(VunError):
    """No such thing, or none the actor may know of: the two are not told apart."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def places_of(bug: BaseException) -> list[str]:
    """Where a bug passed through Vun, and where it was raised, outermost first: what a log may hold of it.

    Not what it says: a database's message may quote a name.
    """
    frames = traceback.extract_tb(bug.__traceback__)
    kept = [frame for frame in frames if frame is frames[-1] or "/vun/" in frame.filename]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in kept]
