"""Signed reports: what each keeps behind its cells, whether it is still as signed, what reads otherwise since."""

from vun.reports.freezing.restating import Change, changes
from vun.reports.freezing.signed import (
    as_known_then,
    figures_of,
    frozen,
    ids_behind,
    kept_evidence,
    scope_of,
)
from vun.reports.freezing.verifying import Finding, Wrong, is_readable, verify
from vun.reports.freezing.written import report_data, report_from

__all__ = [
    "Change",
    "Finding",
    "Wrong",
    "as_known_then",
    "changes",
    "figures_of",
    "frozen",
    "ids_behind",
    "is_readable",
    "kept_evidence",
    "report_data",
    "report_from",
    "scope_of",
    "verify",
]
