"""The roles and what each may do."""

from __future__ import annotations

from enum import StrEnum

from vun.common.actor import Permission as P


class Role(StrEnum):
    """Who somebody is to the training year."""

    PLANNER = "planner"
    UNIT_OFFICER = "unit_officer"
    REGISTRAR = "registrar"
    LECTURER = "lecturer"
    ACCOUNTANT = "accountant"
    LEADER = "leader"
    CADRE = "cadre"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


OWN_RECORD_ROLE = "own_record"
"""The role everybody has over nothing but their own record."""

_SEE_ALL = frozenset(
    {
        P.UNIT_VIEW,
        P.PERSON_VIEW,
        P.STANDARD_VIEW,
        P.NEED_VIEW,
        P.PLAN_VIEW,
        P.FUND_VIEW,
        P.NOMINATION_VIEW,
        P.CLASS_VIEW,
        P.PLACEMENT_VIEW,
        P.REPORT_RUN,
        P.DECISION_VIEW,
    }
)

PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.PLANNER: _SEE_ALL
    | {
        P.UNIT_EDIT,
        P.PERSON_EDIT,
        P.STANDARD_EDIT,
        P.NEED_EDIT,
        P.SURVEY_MANAGE,
        P.PLAN_EDIT,
        P.NOMINATE,
        P.NOMINATION_APPROVE,
        P.PLACEMENT_EDIT,
        P.DECISION_EDIT,
    },
    Role.UNIT_OFFICER: _SEE_ALL - {P.FUND_VIEW} | {P.PERSON_EDIT, P.NEED_EDIT, P.NOMINATE, P.PLACEMENT_EDIT},
    Role.REGISTRAR: frozenset(
        {
            P.UNIT_VIEW,
            P.PERSON_VIEW,
            P.STANDARD_VIEW,
            P.PLAN_VIEW,
            P.NOMINATION_VIEW,
            P.CLASS_VIEW,
            P.CLASS_EDIT,
            P.ATTENDANCE_EDIT,
            P.GRADE_EDIT,
            P.CERTIFICATE_ISSUE,
            P.FUND_VIEW,
            P.REPORT_RUN,
            P.DECISION_VIEW,
            P.DECISION_EDIT,
        }
    ),
    Role.LECTURER: frozenset({P.CLASS_VIEW, P.ATTENDANCE_EDIT, P.GRADE_EDIT, P.STANDARD_VIEW}),
    Role.ACCOUNTANT: frozenset(
        {P.UNIT_VIEW, P.PLAN_VIEW, P.CLASS_VIEW, P.FUND_VIEW, P.FUND_EDIT, P.REPORT_RUN, P.DECISION_VIEW}
    ),
    Role.LEADER: _SEE_ALL | {P.PLAN_APPROVE},
    Role.CADRE: frozenset({P.OWN_RECORD, P.STANDARD_VIEW}),
    Role.INSPECTOR: _SEE_ALL | {P.AUDIT_VIEW},
    Role.ADMINISTRATOR: frozenset({P.UNIT_VIEW, P.ACCOUNT_MANAGE, P.AUDIT_VIEW, P.DECISION_VIEW}),
}
"""Everybody may besides see their own record (OWN_RECORD_ROLE), whatever else they are granted."""
