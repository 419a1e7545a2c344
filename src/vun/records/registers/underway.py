"""How far a job is while it holds a transaction open, told in a file where the site and the worker both keep files.

What a job writes into the database within its transaction nobody sees before the end; and on SQLite nobody else can
write meanwhile, not even that it is to stop.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

_FOLDER = "under-way"


@dataclass(frozen=True, slots=True)
class Underway:
    """So many of so many steps since ``since``; ``message`` says of what."""

    done: int
    total: int
    message: str
    since: datetime


def tell(job_id: int, underway: Underway) -> None:
    """Say how far the job is; a reader sees what was said before or this, never half of it."""
    path = _path(job_id, "json")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(underway) | {"since": underway.since.isoformat()}), encoding="utf-8")
    part.replace(path)


def heard(job_id: int) -> Underway | None:
    """What the job said last, or None."""
    try:
        told = json.loads(_path(job_id, "json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Underway(**(told | {"since": datetime.fromisoformat(told["since"])}))


def fall_silent(job_id: int) -> None:
    """The transaction is over: from now on the database tells how far the job is."""
    _path(job_id, "json").unlink(missing_ok=True)


def ask_to_stop(job_id: int) -> None:
    """Let the job stop at the next thing it says."""
    path = _path(job_id, "stop")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def is_to_stop(job_id: int) -> bool:
    """Whether somebody asked for it."""
    return _path(job_id, "stop").exists()


def forget(job_id: int) -> None:
    """The job is over, or begins: nothing said before counts."""
    for suffix in ("json", "stop"):
        _path(job_id, suffix).unlink(missing_ok=True)


def _path(job_id: int, suffix: str) -> Path:
    return Path(os.fspath(settings.MEDIA_ROOT)) / _FOLDER / f"{job_id}.{suffix}"
