"""The roles and what each may do."""

from __future__ import annotations

from enum import StrEnum

from vun.common.actor import Permission


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
        Permission.UNIT_VIEW,
        Permission.PERSON_VIEW,
        Permission.STANDARD_VIEW,
        Permission.NEED_VIEW,
        Permission.PLAN_VIEW,
        Permission.FUND_VIEW,
        Permission.NOMINATION_VIEW,
        Permission.COMMITMENT_VIEW,
        Permission.CLASS_VIEW,
        Permission.PLACEMENT_VIEW,
        Permission.REPORT_RUN,
        Permission.DECISION_VIEW,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PLANNER: _SEE_ALL
    | {
        Permission.UNIT_EDIT,
        Permission.PERSON_EDIT,
        Permission.STANDARD_EDIT,
        Permission.NEED_EDIT,
        Permission.SURVEY_MANAGE,
        Permission.PLAN_EDIT,
        Permission.NOMINATE,
        Permission.NOMINATION_APPROVE,
        Permission.STUDY_COST_EDIT,
        Permission.REPAYMENT_EDIT,
        Permission.PLACEMENT_EDIT,
        Permission.REPORT_DEFINE,
        Permission.REPORT_WRITE,
        Permission.DECISION_EDIT,
        Permission.STATEMENT_EDIT,
    },
    Role.UNIT_OFFICER: _SEE_ALL - {Permission.FUND_VIEW}
    | {
        Permission.PERSON_EDIT,
        Permission.NEED_EDIT,
        Permission.NOMINATE,
        Permission.STUDY_COST_EDIT,
        Permission.PLACEMENT_EDIT,
        Permission.REPORT_WRITE,
        Permission.STATEMENT_EDIT,
    },
    Role.REGISTRAR: frozenset(
        {
            Permission.UNIT_VIEW,
            Permission.PERSON_VIEW,
            Permission.STANDARD_VIEW,
            Permission.PLAN_VIEW,
            Permission.NOMINATION_VIEW,
            Permission.COMMITMENT_VIEW,
            Permission.CLASS_VIEW,
            Permission.CLASS_EDIT,
            Permission.ATTENDANCE_EDIT,
            Permission.GRADE_EDIT,
            Permission.CERTIFICATE_ISSUE,
            Permission.FUND_VIEW,
            Permission.REPORT_RUN,
            Permission.DECISION_VIEW,
            Permission.DECISION_EDIT,
        }
    ),
    Role.LECTURER: frozenset(
        {
            Permission.CLASS_VIEW,
            Permission.ATTENDANCE_EDIT,
            Permission.GRADE_EDIT,
            Permission.STANDARD_VIEW,
        }
    ),
    Role.ACCOUNTANT: frozenset(
        {
            Permission.UNIT_VIEW,
            Permission.PLAN_VIEW,
            Permission.COMMITMENT_VIEW,
            Permission.STUDY_COST_EDIT,
            Permission.REPAYMENT_EDIT,
            Permission.CLASS_VIEW,
            Permission.FUND_VIEW,
            Permission.FUND_EDIT,
            Permission.REPORT_RUN,
            Permission.DECISION_VIEW,
        }
    ),
    Role.LEADER: _SEE_ALL
    | {Permission.PLAN_APPROVE, Permission.DECISION_EDIT, Permission.REPORT_SIGN, Permission.REPORT_WRITE},
    Role.CADRE: frozenset({Permission.OWN_RECORD, Permission.STANDARD_VIEW}),
    Role.INSPECTOR: _SEE_ALL | {Permission.AUDIT_VIEW},
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.UNIT_VIEW,
            Permission.ACCOUNT_MANAGE,
            Permission.FIELD_MANAGE,
            Permission.ROUTE_MANAGE,
            Permission.AUDIT_VIEW,
            Permission.DECISION_VIEW,
        }
    ),
}
"""Everybody may besides see their own record (OWN_RECORD_ROLE), whatever else they are granted."""

DELEGABLE = _SEE_ALL | {
    Permission.PLAN_APPROVE,
    Permission.NOMINATION_APPROVE,
    Permission.REPORT_SIGN,
    Permission.DECISION_EDIT,
}
"""What goes over to whoever is given power to act in another's place: to read, approve and sign, nothing else."""

_APPROVING = frozenset({Permission.PLAN_APPROVE, Permission.NOMINATION_APPROVE, Permission.REPORT_SIGN})

DELEGATING_ROLES = frozenset(role for role, held in PERMISSIONS.items() if held & _APPROVING)
"""The roles whose power can be delegated."""
