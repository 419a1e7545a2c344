"""What is done to trips abroad."""

from vun.records.abroad.operations.changing import change_trip, change_trip_by
from vun.records.abroad.operations.issuing import issue_cancellation, issue_change, issue_decision
from vun.records.abroad.operations.moving import (
    cancel,
    close,
    come_back,
    permit,
    permit_by,
    recall,
    reject,
    send_back,
    submit,
    withdraw,
)
from vun.records.abroad.operations.reporting import file_report
from vun.records.abroad.operations.rules import (
    PermitRuleTerms,
    ReportRuleTerms,
    confirm_trip_rule,
    end_trip_rule,
    put_permit_rule,
    put_report_rule,
)
from vun.records.abroad.operations.writing import add_member, describe_trip, draft_trip, remove_member

__all__ = [
    "PermitRuleTerms",
    "ReportRuleTerms",
    "add_member",
    "cancel",
    "change_trip",
    "change_trip_by",
    "close",
    "come_back",
    "confirm_trip_rule",
    "describe_trip",
    "draft_trip",
    "end_trip_rule",
    "file_report",
    "issue_cancellation",
    "issue_change",
    "issue_decision",
    "permit",
    "permit_by",
    "put_permit_rule",
    "put_report_rule",
    "recall",
    "reject",
    "remove_member",
    "send_back",
    "submit",
    "withdraw",
]
