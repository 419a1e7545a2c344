"""Kinds of documents a decision register holds, the files it takes, and the states of a job."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from vun.common.errors import Problem, VunError
from vun.common.text import clean


class DecisionKind(StrEnum):
    """What sort of document it is: a numbered decision, or one that decisions rest on."""

    LAW = "law"
    DECREE = "decree"
    CIRCULAR = "circular"
    PARTY_REGULATION = "party_regulation"
    RESOLUTION = "resolution"
    CONCLUSION = "conclusion"
    SCHEME = "scheme"
    PLAN = "plan"
    DECISION = "decision"
    LETTER = "letter"


def rests_on(start: Collection[int], bases_of: Mapping[int, Collection[int]]) -> frozenset[int]:
    """Everything the documents in ``start`` rest on, directly or through others, themselves included."""
    reached: set[int] = set()
    waiting = list(start)
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += bases_of.get(each, ())
    return frozenset(reached)


MAX_FILE_BYTES = 20 * 1024 * 1024
_ZIP, _OLE, _JPEG = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xd8\xff"
_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "doc": ("application/msword", _OLE),
    "xls": ("application/vnd.ms-excel", _OLE),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", _JPEG),
    "jpeg": ("image/jpeg", _JPEG),
}
"""The files that are taken: by the end of the name, what they are served as and the bytes they begin with."""
SHEET_TYPES: dict[str, tuple[str, bytes]] = {
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", b""),
    "xls": ("application/vnd.ms-excel", b""),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", b""),
    "csv": ("text/csv", b""),
    "html": ("application/octet-stream", b""),
    "xml": ("application/octet-stream", b""),
    "json": ("application/json", b""),
}
"""Spreadsheets that a reader of spreadsheets has opened, or a writer made: their bytes need not be looked at again."""
ARCHIVE_TYPES: dict[str, tuple[str, bytes]] = {"zip": ("application/zip", _ZIP)}
"""Many files in one, made by this system for somebody to fetch; never taken from anybody."""
MAX_SHEET_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes in: what the sender calls it, and its bytes."""

    name: str
    content: bytes


_STEM_LENGTH, _SUFFIX_LENGTH = 120, 10


def safe_name(name: str) -> str:
    """The name without folders or signs that an operating system or a header could read as something else."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    stem, _, suffix = clean(kept).strip(". ").rpartition(".")
    suffix = suffix[:_SUFFIX_LENGTH].strip()
    return f"{stem[:_STEM_LENGTH].strip('. ')}.{suffix}" if stem else suffix or "tep"


def check_file(
    name: str, size: int, beginning: bytes, *, is_sheet: bool = False, is_archive: bool = False
) -> tuple[str, str]:
    """The safe name and the content type of a file that may be stored. Raises Problem for any other.

    ``is_sheet``: a spreadsheet that was opened, or is being made, by this system. ``is_archive``: a zip it has made.
    """
    types, most = (SHEET_TYPES, MAX_SHEET_BYTES) if is_sheet else (FILE_TYPES, MAX_FILE_BYTES)
    if is_archive:
        types, most = ARCHIVE_TYPES, MAX_SHEET_BYTES
    name = safe_name(name)
    suffix = name.rpartition(".")[2].lower()
    if suffix not in types:
        raise Problem("registers.file_type", field="file", name=name, types=", ".join(types))
    content_type, signature = types[suffix]
    if size == 0:
        raise Problem("registers.file_empty", field="file", name=name)
    if size > most:
        raise Problem("registers.file_too_big", field="file", name=name, most=most // 1024**2)
    if not beginning.startswith(signature):
        raise Problem("registers.file_is_not", field="file", name=name, type=suffix)
    return name, content_type


class JobState(StrEnum):
    """A job runs once; one whose worker died becomes FAILED by the reaper."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_JOB_STATES = frozenset({JobState.QUEUED, JobState.RUNNING})

DEAD_AFTER = timedelta(seconds=60)
"""A running job whose worker has given no sign of life for so long has lost it."""


def is_dead(state: JobState, heartbeat_at: datetime | None, now: datetime) -> bool:
    """Whether a job in ``state`` waits for a worker that no longer lives."""
    return state is JobState.RUNNING and (heartbeat_at is None or now - heartbeat_at > DEAD_AFTER)


TAKEN_WITHIN = timedelta(seconds=20)
"""A worker with nothing else to do takes a job far sooner."""


class Stuck(StrEnum):
    """Why an open job does not get on: nobody takes it, or whoever took it is silent."""

    NOT_TAKEN = "not_taken"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What a job leaves behind: values for its page, and the id of a stored file to fetch."""

    result: Mapping[str, Any] = field(default_factory=dict)
    file_id: int | None = None


class JobCancelled(VunError):
    """The job is to stop at the next step: somebody cancelled it, or it was given up for dead."""
