"""Readers of classes, their learners, timetable, results and money."""

from vun.records.delivery.queries.attendance import (
    AttendanceGrid,
    attendance_grid,
    sessions_of,
    tallies,
)
from vun.records.delivery.queries.classes import (
    ClassProgress,
    carried_over,
    classes_due_to_open,
    classes_visible_to,
    classes_with_certificates_to_issue,
    classes_with_grades_missing,
    classes_with_marks_missing,
    get_class,
    progress_of,
    years_of_classes,
)
from vun.records.delivery.queries.learners import (
    certificates_of,
    classes_of_person,
    get_enrolment,
    results_of,
    roster,
    sessions_ahead,
    to_certify,
    to_enrol,
)
from vun.records.delivery.queries.money import SourceCost, cost_by_source, costs_of
from vun.records.delivery.queries.snapshots import snapshots

__all__ = [
    "AttendanceGrid",
    "ClassProgress",
    "SourceCost",
    "attendance_grid",
    "carried_over",
    "certificates_of",
    "classes_due_to_open",
    "classes_of_person",
    "classes_visible_to",
    "classes_with_certificates_to_issue",
    "classes_with_grades_missing",
    "classes_with_marks_missing",
    "cost_by_source",
    "costs_of",
    "get_class",
    "get_enrolment",
    "progress_of",
    "results_of",
    "roster",
    "sessions_ahead",
    "sessions_of",
    "snapshots",
    "tallies",
    "to_certify",
    "to_enrol",
    "years_of_classes",
]
