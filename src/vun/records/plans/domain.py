"""States of a plan version and where a target comes from."""

from __future__ import annotations

from enum import StrEnum


class VersionState(StrEnum):
    """A version is drafted, submitted, returned or approved; an approved one is superseded by the next."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


EDITABLE_STATES = frozenset({VersionState.DRAFT, VersionState.RETURNED})


class TargetOrigin(StrEnum):
    """Who set the target: the centre's are kept apart from the province's own and a unit's own."""

    CENTRAL = "central"
    PROVINCE = "province"
    UNIT = "unit"
