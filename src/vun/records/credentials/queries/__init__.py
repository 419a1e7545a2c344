"""Readers of what people hold, and of how they stand by the standards of any day."""

from vun.records.credentials.queries.compliance import (
    BelowStandard,
    ClauseStanding,
    Gap,
    OpenClauses,
    PersonCompliance,
    compliance_of,
    gaps_of_people,
    gaps_of_unit,
    missing_of_posts,
    open_clauses,
    people_below_standard,
    planned_clauses,
)
from vun.records.credentials.queries.record import (
    RecordSection,
    credentials_of,
    file_of_credential,
    get_credential,
    highest_on,
    holders_of,
    holds,
    record_sections,
)
from vun.records.credentials.queries.shares import Standing, compliance_of_units, shares_over_years, standings

__all__ = [
    "BelowStandard",
    "ClauseStanding",
    "Gap",
    "OpenClauses",
    "PersonCompliance",
    "RecordSection",
    "Standing",
    "compliance_of",
    "compliance_of_units",
    "credentials_of",
    "file_of_credential",
    "gaps_of_people",
    "gaps_of_unit",
    "get_credential",
    "highest_on",
    "holders_of",
    "holds",
    "missing_of_posts",
    "open_clauses",
    "people_below_standard",
    "planned_clauses",
    "record_sections",
    "shares_over_years",
    "standings",
]
