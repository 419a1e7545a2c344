"""Kinds of appointment, ratings and traits; what is said about a person; the rules that need no database."""

from vun.records.people.domain.duplicates import Likeness, Nearness, Pair, Reason, Record
from vun.records.people.domain.kinds import (
    DEPARTURES,
    AbsenceKind,
    EndReason,
    ManagementTier,
    PostGroup,
    RatingGrade,
    Sex,
    StaffKind,
    TraitKind,
    post_group,
)
from vun.records.people.domain.merging import RowFate, Side
from vun.records.people.domain.national_id import (
    NationalIdDoubt,
    doubts_about,
    is_national_id,
    mask,
    read_national_id,
)
from vun.records.people.domain.rows import AppointmentRow, PersonDetails, PersonRow, SuccessionRow

__all__ = [
    "DEPARTURES",
    "AbsenceKind",
    "AppointmentRow",
    "EndReason",
    "Likeness",
    "ManagementTier",
    "NationalIdDoubt",
    "Nearness",
    "Pair",
    "PersonDetails",
    "PersonRow",
    "PostGroup",
    "RatingGrade",
    "Reason",
    "Record",
    "RowFate",
    "Sex",
    "Side",
    "StaffKind",
    "SuccessionRow",
    "TraitKind",
    "doubts_about",
    "is_national_id",
    "mask",
    "post_group",
    "read_national_id",
]
