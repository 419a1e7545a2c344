"""Papers about those sent: what kinds there are, what each does, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vun.common.errors import Problem
from vun.common.text import clean
from vun.engines.documents import (
    Align,
    Annex,
    Document,
    DocumentKind,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Layout,
    Paragraph,
    Signer,
)
from vun.records.sending.domain.states import NominationState, Verb


class PaperKind(StrEnum):
    """Decision to send, notice of enrolment, and decisions that change, cancel or complete a sending."""

    SEND = "send"
    ENROL = "enrol"
    CHANGE = "change"
    CANCEL = "cancel"
    COMPLETE = "complete"


VERB_OF: dict[PaperKind, Verb] = {
    PaperKind.SEND: Verb.APPROVE,
    PaperKind.CANCEL: Verb.CANCEL,
    PaperKind.COMPLETE: Verb.COMPLETE,
}
"""What a paper does to the nominations on its list; the other kinds only tell."""

NEEDED_STATE: dict[PaperKind, NominationState] = {
    PaperKind.SEND: NominationState.PROPOSED,
    PaperKind.ENROL: NominationState.APPROVED,
    PaperKind.CHANGE: NominationState.APPROVED,
    PaperKind.CANCEL: NominationState.APPROVED,
    PaperKind.COMPLETE: NominationState.APPROVED,
}


class PaperLayout(StrEnum):
    """Whose layout: Decree 30/2020/NĐ-CP for the state, the Party's own guide for the Party."""

    STATE = "state"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """What the office writes. ``sign`` stands behind the number, such as SNV or TU; ``about`` is free words.

    ``about`` tells what is changed, why it is cancelled, or where and when to enrol.
    """

    layout: PaperLayout
    organ: str
    sign: str
    place: str
    issued_on: date
    course: str
    study_days: str = ""
    superior: str = ""
    authority: str = ""
    capacity: str
    signer: str
    bases: tuple[str, ...] = ()
    proposer: str = ""
    funds: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the list: who it was on the day of the paper."""

    full_name: str
    birth_on: date
    is_woman: bool
    post: str
    unit: str
    rank: str
    note: str = ""


_KINDS = {PaperKind.ENROL: DocumentKind.NOTICE}
_TITLES = {
    PaperKind.SEND: "Về việc cử cán bộ, công chức, viên chức đi học: {course}",
    PaperKind.ENROL: "Về việc nhập học {course}",
    PaperKind.CHANGE: "Về việc điều chỉnh nội dung cử đi học: {course}",
    PaperKind.CANCEL: "Về việc hủy cử đi học: {course}",
    PaperKind.COMPLETE: "Về việc công nhận hoàn thành khóa học: {course}",
}
LAWS = (
    "Luật Tổ chức chính quyền địa phương",
    "Nghị định số 171/2025/NĐ-CP của Chính phủ về đào tạo, bồi dưỡng công chức",
    "Nghị định số 101/2017/NĐ-CP và Nghị định số 89/2021/NĐ-CP của Chính phủ về đào tạo, bồi dưỡng cán bộ, "
    "công chức, viên chức",
)
OLD_LAWS = (LAWS[0], LAWS[2])
NEW_DECREE_FROM = date(2025, 7, 1)


def usual_bases(issued_on: date) -> tuple[str, ...]:
    """The laws a paper of the day rests on; the office adds its plan and the notice of the school."""
    return LAWS if issued_on >= NEW_DECREE_FROM else OLD_LAWS


def check_details(kind: PaperKind, details: PaperDetails) -> None:
    """Raises Problem for what no paper may leave open."""
    for field in ("organ", "sign", "place", "course", "capacity", "signer"):
        if not clean(getattr(details, field)):
            raise Problem("sending.paper_field_needed", field=field)
    if kind in (PaperKind.CHANGE, PaperKind.CANCEL, PaperKind.ENROL) and not clean(details.about):
        raise Problem("sending.paper_field_needed", field="about")


def number_of(kind: PaperKind, details: PaperDetails, number: int) -> str:
    """``05/QĐ-SNV``, or of the Party ``5-QĐ/TU``."""
    sign = f"{_document_kind(kind).value}"
    if details.layout is PaperLayout.PARTY:
        return f"{number}-{sign}/{details.sign}"
    return f"{number:02d}/{sign}-{details.sign}"


def register_of(kind: PaperKind, details: PaperDetails) -> str:
    """The register whose numbers run through a year."""
    return f"sending:{_document_kind(kind).value}:{details.layout.value}:{details.sign}"


def subject_of(kind: PaperKind, details: PaperDetails) -> str:
    """What the paper is about, as it stands in the register."""
    return _TITLES[kind].format(course=details.course)[:500]


def _document_kind(kind: PaperKind) -> DocumentKind:
    return _KINDS.get(kind, DocumentKind.DECISION)


def document(
    kind: PaperKind, details: PaperDetails, number: str, lines: tuple[PaperLine, ...], multiple: int | None
) -> Document:
    """The paper, ready to be written. ``multiple``: so many times the study are to be served; None: nothing said."""
    is_decision = _document_kind(kind) is DocumentKind.DECISION
    day = f"ngày {details.issued_on.day:02d} tháng {details.issued_on.month:02d} năm {details.issued_on.year}"
    bases = details.bases or usual_bases(details.issued_on)
    if details.proposer:
        bases = (*bases, f"Theo đề nghị của {details.proposer}")
    return Document(
        kind=_document_kind(kind),
        layout=Layout(details.layout.value),
        organ=details.organ,
        superior=details.superior,
        title=subject_of(kind, details),
        number=number,
        place=details.place,
        date=details.issued_on,
        authority=(details.authority or details.organ) if is_decision else "",
        bases=tuple(base if base.startswith("Theo") else f"Căn cứ {base}" for base in bases)
        if is_decision
        else (),
        body=_body(kind, details, len(lines), multiple),
        recipients=("Như Điều 3" if is_decision else "Người có tên trong danh sách", "Lưu: VT"),
        signer=Signer(
            tuple(part.strip() for part in details.capacity.split("\n") if part.strip()), details.signer
        ),
        annexes=(
            Annex(
                "Danh sách",
                (_grid(lines),),
                label="",
                reference=f"(Kèm theo {'Quyết định' if is_decision else 'Thông báo'} số {number} {day})",
                is_landscape=True,
            ),
        ),
    )


def _body(kind: PaperKind, details: PaperDetails, people: int, multiple: int | None) -> tuple[Paragraph, ...]:
    when = f" Thời gian: {details.study_days}." if details.study_days else ""
    listed = f"{people} ông (bà) có tên trong danh sách kèm theo"
    if kind is PaperKind.ENROL:
        return (
            Paragraph(f"{details.organ} thông báo {listed} nhập học {details.course}.{when}"),
            Paragraph(details.about),
        )
    first = {
        PaperKind.SEND: f"Cử {listed} tham gia {details.course}.{when}",
        PaperKind.CHANGE: f"Điều chỉnh nội dung cử {listed} tham gia {details.course}: {details.about}",
        PaperKind.CANCEL: f"Hủy việc cử {listed} tham gia {details.course}. Lý do: {details.about}",
        PaperKind.COMPLETE: f"Công nhận {listed} đã hoàn thành {details.course}.{when}",
    }[kind]
    return (
        Paragraph(first, lead="Điều 1."),
        Paragraph(_second(kind, details, multiple), lead="Điều 2."),
        Paragraph(
            "Thủ trưởng các cơ quan, đơn vị có liên quan và các ông (bà) có tên tại Điều 1 chịu trách nhiệm "
            "thi hành Quyết định này.",
            lead="Điều 3.",
        ),
    )


def _second(kind: PaperKind, details: PaperDetails, multiple: int | None) -> str:
    if kind is not PaperKind.SEND:
        return "Quyết định này có hiệu lực từ ngày ký."
    parts = [
        "Người được cử đi học chấp hành quy chế của cơ sở đào tạo, được hưởng chế độ theo quy định, báo cáo kết "
        "quả và nộp bản sao văn bằng, chứng chỉ sau khi học."
    ]
    if details.funds:
        parts.append(f"Kinh phí: {details.funds}.")
    if multiple is not None:
        parts.append(
            "Người được cử đi đào tạo cam kết tiếp tục phục vụ sau khi tốt nghiệp ít nhất "
            f"{multiple} lần thời gian đào tạo, nếu không thì đền bù chi phí đào tạo theo quy định."
        )
    return " ".join(parts)


def _grid(lines: tuple[PaperLine, ...]) -> Grid:
    return Grid(
        columns=(
            GridColumn(0.5, Align.CENTRE),
            GridColumn(2.4),
            GridColumn(1.2, Align.CENTRE),
            GridColumn(1.2, Align.CENTRE),
            GridColumn(3.4),
            GridColumn(1.6),
            GridColumn(1.4),
        ),
        head=(
            (
                Head("STT", down=2),
                Head("Họ và tên", down=2),
                Head("Ngày, tháng, năm sinh", across=2),
                Head("Chức vụ, đơn vị công tác", down=2),
                Head("Ngạch", down=2),
                Head("Ghi chú", down=2),
            ),
            (Head("Nam"), Head("Nữ")),
        ),
        rows=tuple(
            GridRow(
                (
                    str(place),
                    line.full_name,
                    "" if line.is_woman else f"{line.birth_on:%d/%m/%Y}",
                    f"{line.birth_on:%d/%m/%Y}" if line.is_woman else "",
                    ", ".join(part for part in (line.post, line.unit) if part),
                    line.rank,
                    line.note,
                )
            )
            for place, line in enumerate(lines, start=1)
        ),
        naming=1,
    )
