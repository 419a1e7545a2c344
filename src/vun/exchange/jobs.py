"""Imports as work for a worker: read, compare, write, with progress on the way; whole, or not there."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.exchange.applying import apply
from vun.exchange.model import Told
from vun.exchange.preparing import prepare, read
from vun.records.accounts.queries import get_user
from vun.records.people.queries import actor_of
from vun.records.registers.domain import JobOutcome
from vun.records.registers.jobs import Task, job_kind
from vun.records.registers.models import StoredFile

IMPORT = "import"


@job_kind(IMPORT)
def import_file(task: Task) -> JobOutcome:
    """Take in the stored file ``file_id`` as ``kind`` on day ``on``, as ``told`` (see `Told`) says.

    All is written in one transaction at the end, so that a worker who dies leaves nothing; a cancelled one neither.
    The result has the counts, and the import's id where something was written. With ``dry_run`` nothing is.
    """
    params = task.params
    stored = StoredFile.objects.filter(pk=params["file_id"]).first()
    if stored is None:
        raise NotFound("file")
    by = _actor(task)
    steps = {"read": _("Đang đọc và so với hồ sơ"), "write": _("Đang ghi")}

    def report(done: int, total: int, step: str) -> None:
        task.report(done, total, steps[step])

    with stored.content.open("rb") as stream:
        workbook = read(params.get("file_name") or stored.name, stream.read())
    difference = prepare(
        params["kind"],
        workbook,
        by=by,
        on=date.fromisoformat(params["on"]),
        told=Told(**params.get("told", {})),
        progress=report,
    )
    result: dict[str, object] = {"kind": params["kind"], "counts": difference.counts}
    if difference.is_writing and not params.get("dry_run"):
        result["import_id"] = apply(difference, by=by, file=stored, progress=report).pk
    return JobOutcome(result=result)


def _actor(task: Task) -> Actor:
    """Whoever asked, with what they may do now; the command line asks as the system."""
    if task.actor_user_id is None:
        return Actor.system(task.actor_name)
    user = get_user(Actor.system("worker"), task.actor_user_id)
    return actor_of(user, timezone.localdate())
