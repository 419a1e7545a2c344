"""Registering decisions, taking numbers, storing files, running jobs."""

from vun.records.registers.operations.calendar import remove_day, set_days
from vun.records.registers.operations.decisions import correct_decision, register_decision, remove_decision
from vun.records.registers.operations.files import remove_old_files, store_file, stored
from vun.records.registers.operations.jobs import (
    beat,
    claim_next_job,
    end_cancelled_job,
    enqueue_job,
    fail_job,
    finish_job,
    reap_dead_jobs,
    report_progress,
    request_cancel,
)
from vun.records.registers.operations.numbers import take_number, take_numbers

__all__ = [
    "beat",
    "claim_next_job",
    "correct_decision",
    "end_cancelled_job",
    "enqueue_job",
    "fail_job",
    "finish_job",
    "reap_dead_jobs",
    "register_decision",
    "remove_day",
    "remove_decision",
    "remove_old_files",
    "report_progress",
    "request_cancel",
    "set_days",
    "store_file",
    "stored",
    "take_number",
    "take_numbers",
]
