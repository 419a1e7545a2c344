"""The jobs that spreadsheets ask for, as `vun.exchange.orders` does them, in the words of the site."""

from __future__ import annotations

from vun.exchange import orders
from vun.faces.web.messages import problem_text
from vun.records.registers.domain import JobOutcome
from vun.records.registers.jobs import Task, job_kind

CHECK, APPLY, EXPORT = "import_check", "import_apply", "exchange_export"


@job_kind(CHECK)
def check(task: Task) -> JobOutcome:
    """Tell what the file would change."""
    return orders.check(task, problem_text)


@job_kind(APPLY)
def take_in(task: Task) -> JobOutcome:
    """Write what was confirmed."""
    return orders.take_in(task)


@job_kind(EXPORT)
def export(task: Task) -> JobOutcome:
    """Write a long export into a stored file."""
    return orders.export(task)
