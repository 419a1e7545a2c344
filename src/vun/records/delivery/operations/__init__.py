"""The verbs of delivery."""

from vun.records.delivery.operations.attendance import mark_attendance, mark_grid
from vun.records.delivery.operations.certificates import issue_certificates, issue_certificates_by
from vun.records.delivery.operations.classes import (
    cancel_class,
    finish_class,
    open_class,
    open_class_by,
    plan_class,
)
from vun.records.delivery.operations.costs import record_cost, remove_cost
from vun.records.delivery.operations.describing import describe_class, describe_result
from vun.records.delivery.operations.enrolling import drop_out, enrol, enrol_nominated
from vun.records.delivery.operations.history import load_history
from vun.records.delivery.operations.results import complete, fail, grade, grade_many
from vun.records.delivery.operations.revoking import revoke_certificate
from vun.records.delivery.operations.timetable import add_session, plan_sessions, remove_session

__all__ = [
    "add_session",
    "cancel_class",
    "complete",
    "describe_class",
    "describe_result",
    "drop_out",
    "enrol",
    "enrol_nominated",
    "fail",
    "finish_class",
    "grade",
    "grade_many",
    "issue_certificates",
    "issue_certificates_by",
    "load_history",
    "mark_attendance",
    "mark_grid",
    "open_class",
    "open_class_by",
    "plan_class",
    "plan_sessions",
    "record_cost",
    "remove_cost",
    "remove_session",
    "revoke_certificate",
]
