"""The words people are described in: kinds of appointment, ratings, traits, groups of posts."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class StaffKind(StrEnum):
    """What somebody is in one appointment. Dated law differs by it.

    ``SUPPORT_CONTRACT``: hired to support and serve by Decree 68/2000/NĐ-CP, since 2023 Decree 111/2022/NĐ-CP.
    """

    CADRE = "cadre"
    CIVIL_SERVANT = "civil_servant"
    PUBLIC_EMPLOYEE = "public_employee"
    COMMUNE_CADRE = "commune_cadre"
    COMMUNE_CIVIL_SERVANT = "commune_civil_servant"
    PART_TIME_COMMUNE = "part_time_commune"
    RESERVE_CADRE = "reserve_cadre"
    COUNCIL_DEPUTY = "council_deputy"
    SUPPORT_CONTRACT = "support_contract"
    CONTRACT = "contract"


class ManagementTier(StrEnum):
    """Diện quản lý: whose decision the person's cadre matters are."""

    CENTRAL = "central"
    PROVINCE_STANDING = "province_standing"
    DISTRICT_STANDING = "district_standing"
    COMMUNE_STANDING = "commune_standing"
    UNIT = "unit"


class EndReason(StrEnum):
    """Why an appointment ended."""

    TRANSFERRED = "transferred"
    REAPPOINTED = "reappointed"
    UNIT_CHANGED = "unit_changed"
    TERM_ENDED = "term_ended"
    RETIRED = "retired"
    RESIGNED = "resigned"
    DISMISSED = "dismissed"
    DIED = "died"
    LEFT_PROVINCE = "left_province"


DEPARTURES = frozenset(
    {EndReason.RETIRED, EndReason.RESIGNED, EndReason.DISMISSED, EndReason.DIED, EndReason.LEFT_PROVINCE}
)
"""The reasons with which somebody leaves the staff altogether."""


class RatingGrade(StrEnum):
    """Xếp loại chất lượng hằng năm, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


class TraitKind(StrEnum):
    INTERNATIONAL = "international"
    EXPERT = "expert"


class AbsenceKind(StrEnum):
    """Why somebody is away from work for long. ``SECONDED``: lent to another place."""

    MATERNITY = "maternity"
    SICK = "sick"
    UNPAID = "unpaid"
    STUDY = "study"
    SECONDED = "seconded"
    POSTED_ABROAD = "abroad"
    OTHER = "other"


class PostGroup(StrEnum):
    """The groups of posts in which placement after training is counted, before and after."""

    COMMUNE_CADRE = "commune_cadre"
    COMMUNE_CIVIL_SERVANT = "commune_civil_servant"
    PART_TIME_COMMUNE = "part_time_commune"
    DISTRICT_STAFF = "district_staff"
    PROVINCE_STAFF = "province_staff"
    PUBLIC_EMPLOYEE = "public_employee"
    RESERVE_CADRE = "reserve_cadre"
    NO_POST = "no_post"


def post_group(kind: StaffKind | None, level: str) -> PostGroup:
    """The group an appointment of ``kind`` in a unit of ``level`` is counted in; no kind means no post."""
    if kind is None:
        return PostGroup.NO_POST
    if kind is StaffKind.RESERVE_CADRE:
        return PostGroup.RESERVE_CADRE
    if kind is StaffKind.PART_TIME_COMMUNE:
        return PostGroup.PART_TIME_COMMUNE
    if kind is StaffKind.PUBLIC_EMPLOYEE:
        return PostGroup.PUBLIC_EMPLOYEE
    if level == "commune":
        is_cadre = kind in (StaffKind.COMMUNE_CADRE, StaffKind.CADRE)
        return PostGroup.COMMUNE_CADRE if is_cadre else PostGroup.COMMUNE_CIVIL_SERVANT
    return PostGroup.DISTRICT_STAFF if level == "district" else PostGroup.PROVINCE_STAFF
