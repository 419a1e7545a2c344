"""Who acts, and what they may do where. A value: asking it never touches the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from vun.common.errors import NotFound, Refused


class Permission(StrEnum):
    """What an operation or a page may require. A role is a set of these, granted on a unit's subtree."""

    OWN_RECORD = "own_record"
    UNIT_VIEW = "unit_view"
    UNIT_EDIT = "unit_edit"
    PERSON_VIEW = "person_view"
    PERSON_EDIT = "person_edit"
    STANDARD_VIEW = "standard_view"
    STANDARD_EDIT = "standard_edit"
    NEED_VIEW = "need_view"
    NEED_EDIT = "need_edit"
    SURVEY_MANAGE = "survey_manage"
    PLAN_VIEW = "plan_view"
    PLAN_EDIT = "plan_edit"
    PLAN_APPROVE = "plan_approve"
    FUND_VIEW = "fund_view"
    FUND_EDIT = "fund_edit"
    NOMINATION_VIEW = "nomination_view"
    NOMINATE = "nominate"
    NOMINATION_APPROVE = "nomination_approve"
    COMMITMENT_VIEW = "commitment_view"
    STUDY_COST_EDIT = "study_cost_edit"
    REPAYMENT_EDIT = "repayment_edit"
    CLASS_VIEW = "class_view"
    CLASS_EDIT = "class_edit"
    ATTENDANCE_EDIT = "attendance_edit"
    GRADE_EDIT = "grade_edit"
    CERTIFICATE_ISSUE = "certificate_issue"
    PLACEMENT_VIEW = "placement_view"
    PLACEMENT_EDIT = "placement_edit"
    REPORT_RUN = "report_run"
    REPORT_DEFINE = "report_define"
    REPORT_SIGN = "report_sign"
    REPORT_WRITE = "report_write"
    STATEMENT_EDIT = "statement_edit"
    DECISION_VIEW = "decision_view"
    DECISION_EDIT = "decision_edit"
    AUDIT_VIEW = "audit_view"
    ACCOUNT_MANAGE = "account_manage"
    FIELD_MANAGE = "field_manage"
    ROUTE_MANAGE = "route_manage"


class _Everywhere:
    """The scope of a grant on the root: every unit there was, is or will be."""

    def __contains__(self, unit_id: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "EVERYWHERE"


EVERYWHERE: Final = _Everywhere()
Scope = _Everywhere | frozenset[int]


def intersection(first: Scope, second: Scope) -> Scope:
    """The units in both."""
    if isinstance(first, _Everywhere):
        return second
    return first if isinstance(second, _Everywhere) else first & second


@dataclass(frozen=True, slots=True)
class Grant:
    """One role's permissions over the units of one subtree, those merged into it included.

    ``in_place_of``: whose role it is, where somebody was given it for a time by delegation (uỷ quyền).
    """

    role: str
    unit_id: int | None
    unit_ids: Scope
    permissions: frozenset[Permission]
    in_place_of_id: int | None = None
    in_place_of: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or the system, doing something now.

    ``user_id`` is None for the system (imports, the demo, the command line); ``person_id`` is the actor's own record.
    ``acts_on`` is the day of acting: what is still to come by it opens nothing to the actor yet. None where nobody asks
    on a day of their own.
    """

    name: str
    user_id: int | None = None
    person_id: int | None = None
    grants: tuple[Grant, ...] = ()
    is_system: bool = False
    acts_on: date | None = None

    @classmethod
    def system(cls, name: str) -> Actor:
        """The machine itself, under a name that tells the audit which part of it: it may do everything."""
        return cls(name=name, is_system=True)

    def with_grant(self, grant: Grant) -> Actor:
        """The same, with one grant more."""
        return replace(self, grants=(*self.grants, grant))

    def in_place_of_none_of(self, user_ids: Collection[int]) -> Actor:
        """The same, without what these users lent."""
        return replace(
            self, grants=tuple(each for each in self.grants if each.in_place_of_id not in user_ids)
        )

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def may(self, permission: Permission, unit_id: int | None) -> bool:
        """Whether ``permission`` is held over the unit; over what belongs to no unit, over the whole province."""
        if self.is_system:
            return True
        if unit_id is None:
            return self.may_everywhere(permission)
        return any(permission in grant.permissions and unit_id in grant.unit_ids for grant in self.grants)

    def may_anywhere(self, permission: Permission) -> bool:
        """Whether ``permission`` is held over any unit at all: for what is offered, never for what is done to one."""
        return self.is_system or any(permission in grant.permissions for grant in self.grants)

    def may_everywhere(self, permission: Permission) -> bool:
        """Whether ``permission`` is held over the whole province: what touches no single unit asks for this."""
        return self.is_system or any(
            permission in grant.permissions and grant.unit_ids is EVERYWHERE for grant in self.grants
        )

    def unit_ids(self, permission: Permission) -> Scope:
        """The units over which ``permission`` is held."""
        if self.is_system:
            return EVERYWHERE
        ids: frozenset[int] = frozenset()
        for grant in self.grants:
            if permission in grant.permissions:
                if isinstance(grant.unit_ids, _Everywhere):
                    return EVERYWHERE
                ids |= grant.unit_ids
        return ids

    def require(self, permission: Permission, unit_id: int | None) -> None:
        """Return quietly, or raise Refused; over no unit as in `may`."""
        if not self.may(permission, unit_id):
            raise Refused(permission)

    def require_anywhere(self, permission: Permission) -> None:
        """Return quietly, or raise Refused."""
        if not self.may_anywhere(permission):
            raise Refused(permission)

    def require_everywhere(self, permission: Permission) -> None:
        """Return quietly, or raise Refused."""
        if not self.may_everywhere(permission):
            raise Refused(permission)

    def require_sight(self, permission: Permission, unit_id: int, what: str) -> None:
        """Return quietly, or raise NotFound: what lies out of scope does not exist for the actor."""
        if not self.may(permission, unit_id):
            raise NotFound(what)
