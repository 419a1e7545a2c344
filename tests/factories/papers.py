"""Papers about those sent, for tests."""

from __future__ import annotations

from datetime import date

from tests.factories.accounts import planner
from vun.common.actor import Actor
from vun.records.sending import catalogue, operations
from vun.records.sending.domain import PaperDetails, PaperKind, PaperLayout
from vun.records.sending.models import Nomination, SendingPaper
from vun.records.standards.models import ProgrammeGroup

DETAILS = PaperDetails(
    layout=PaperLayout.STATE,
    organ="Sở Nội vụ",
    superior="Ủy ban nhân dân tỉnh Lạng Sơn",
    authority="Giám đốc Sở Nội vụ",
    sign="SNV",
    place="Lạng Sơn",
    issued_on=date(2026, 3, 2),
    course="lớp bồi dưỡng ngạch chuyên viên chính",
    study_days="từ 01/04/2026 đến 30/05/2026",
    capacity="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    signer="Nguyễn Văn An",
    funds="ngân sách tỉnh",
    about="Lớp chuyển sang tháng 6",
    is_new_register=True,
)


def make_bases() -> ProgrammeGroup:
    """What papers rest on, as shipped; returns the group of programmes some of it is for."""
    group, _ = ProgrammeGroup.objects.get_or_create(
        code="political_theory", defaults={"name": "Lý luận chính trị"}
    )
    catalogue.load_catalogues(planner())
    return group


def issue(
    *nominations: Nomination,
    kind: PaperKind = PaperKind.SEND,
    details: PaperDetails = DETAILS,
    by: Actor | None = None,
) -> SendingPaper:
    return operations.issue_paper(
        kind=kind, ids=[each.pk for each in nominations], details=details, by=by or planner()
    )
