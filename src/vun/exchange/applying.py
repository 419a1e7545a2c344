"""Writing what a file would change: whole or not at all, as one import in history."""

from __future__ import annotations

from django.db import transaction

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.exchange.kinds import get_kind
from vun.exchange.model import Difference, Progress, no_progress
from vun.records.imports.models import Import
from vun.records.imports.operations import Recorder, keep_import
from vun.records.registers.models import StoredFile


def apply(
    difference: Difference,
    *,
    by: Actor,
    file: StoredFile | None = None,
    progress: Progress = no_progress,
) -> Import:
    """Write the new and changed rows of the difference in one transaction, and keep it in history.

    Rows in conflict and refused ones stay out. Whoever dies within leaves nothing behind, and ``progress``, which is
    called from within, gives all of it up by raising. Raises Refused, and Problem: nothing to write, or the records
    have changed since the difference was taken so that it no longer holds.
    """
    kind = get_kind(difference.kind)
    by.require_anywhere(kind.permission)
    verdicts = difference.to_write
    if not verdicts:
        raise Problem("import.nothing_to_write")
    recorder = Recorder(lambda done: progress(done, len(verdicts), "write"))
    with transaction.atomic():
        kind.write(difference, verdicts, recorder, by)
        progress(len(verdicts), len(verdicts), "write")
        return keep_import(
            kind=kind.name,
            file_name=difference.file_name,
            permission=kind.permission,
            counts=difference.counts,
            recorder=recorder,
            file=file,
            by=by,
        )
