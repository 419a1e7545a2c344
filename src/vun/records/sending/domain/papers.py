"""Papers about those sent: what kinds there are, what each does, how it is numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vun.common.errors import Problem
from vun.common.text import clean, spelling_key
from vun.engines.documents import DocumentKind
from vun.records.sending.domain.states import NominationState, Verb


class PaperKind(StrEnum):
    """Decision to send, notice of enrolment, and decisions that accept, change, cancel or complete a sending.

    TRIP sets up a delegation that goes abroad, TRIP_CHANGE and TRIP_CANCEL change it and call it off: their list is of
    the delegation, not of people put forward.
    """

    SEND = "send"
    ENROL = "enrol"
    ACCEPT = "accept"
    CHANGE = "change"
    CANCEL = "cancel"
    COMPLETE = "complete"
    TRIP = "trip"
    TRIP_CHANGE = "trip_change"
    TRIP_CANCEL = "trip_cancel"


VERB_OF: dict[PaperKind, Verb] = {
    PaperKind.SEND: Verb.APPROVE,
    PaperKind.CANCEL: Verb.CANCEL,
    PaperKind.COMPLETE: Verb.COMPLETE,
}
"""What a paper does to the nominations on its list; the other kinds only tell."""

NEEDED_STATE: dict[PaperKind, NominationState] = {
    PaperKind.SEND: NominationState.PROPOSED,
    PaperKind.ENROL: NominationState.APPROVED,
    PaperKind.ACCEPT: NominationState.APPROVED,
    PaperKind.CHANGE: NominationState.APPROVED,
    PaperKind.CANCEL: NominationState.APPROVED,
    PaperKind.COMPLETE: NominationState.APPROVED,
}
"""The papers about people put forward, and in which state those are."""


LONGEST_ABOUT = 1_800
"""Signs of the free words of a paper; of a delegation: its countries, its host and its purpose together."""


class PaperLayout(StrEnum):
    """Whose layout: Decree 30/2020/NĐ-CP for the state, the Party's own guide for the Party."""

    STATE = "state"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """What the office writes. ``sign`` stands behind the number, such as SNV or TU; ``about`` is free words.

    ``bases`` are what the paper rests on, in order, with or without the word "Căn cứ"; before them stand,
    ``with_laws``, those common to papers of its day, layout and programme.
    ``about`` tells what is changed, why it is cancelled, where and when to enrol, or where a delegation goes and why.
    ``duties`` stand for the usual ones of those sent. ``amends`` is the decision this one changes or undoes, as papers
    quote it. ``is_new_register``: the body begins a register on purpose.
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
    with_laws: bool = True
    bases: tuple[str, ...] = ()
    proposer: str = ""
    funds: str = ""
    about: str = ""
    duties: str = ""
    amends: str = ""
    is_new_register: bool = False


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
    PaperKind.ACCEPT: "Về việc tiếp nhận học viên: {course}",
    PaperKind.CHANGE: "Về việc điều chỉnh nội dung cử đi học: {course}",
    PaperKind.CANCEL: "Về việc hủy cử đi học: {course}",
    PaperKind.COMPLETE: "Về việc công nhận hoàn thành khóa học: {course}",
    PaperKind.TRIP: "Về việc cử đoàn đi nước ngoài: {course}",
    PaperKind.TRIP_CHANGE: "Về việc điều chỉnh đoàn đi nước ngoài: {course}",
    PaperKind.TRIP_CANCEL: "Về việc hủy cử đoàn đi nước ngoài: {course}",
}


_TELLING = frozenset(PaperKind) - {PaperKind.SEND, PaperKind.ACCEPT, PaperKind.COMPLETE}
"""The papers that say something of their own."""


def check_details(kind: PaperKind, details: PaperDetails) -> None:
    """Raises Problem for what no paper may leave open."""
    for field in ("organ", "sign", "place", "course", "capacity", "signer"):
        if not clean(getattr(details, field)):
            raise Problem("sending.paper_field_needed", field=field)
    if kind in _TELLING and not clean(details.about):
        raise Problem("sending.paper_field_needed", field="about")


def number_of(kind: PaperKind, details: PaperDetails, number: int, digits: int = 2) -> str:
    """``05/QĐ-SNV``, or of the Party ``05-QĐ/TU``: the register says the number as the paper prints it."""
    sign = f"{document_kind(kind).value}"
    if details.layout is PaperLayout.PARTY:
        return f"{number:0{digits}d}-{sign}/{details.sign}"
    return f"{number:0{digits}d}/{sign}-{details.sign}"


def unnumbered(kind: PaperKind, details: PaperDetails) -> str:
    """The number of a paper that has none yet: its sign alone, ``/QĐ-SNV``."""
    return number_of(kind, details, 0, digits=1).removeprefix("0")


def spellings_of(kind: PaperKind, details: PaperDetails, number: int) -> tuple[str, ...]:
    """The ways a hand may have written the number: with noughts before it or without."""
    return tuple(dict.fromkeys(number_of(kind, details, number, digits) for digits in range(1, 5)))


def register_of(kind: PaperKind, details: PaperDetails) -> str:
    """The register whose numbers run through a year: of one body, for many bodies share a sign such as UBND."""
    body = same_body(details.organ)
    return f"sending:{document_kind(kind).value}:{details.layout.value}:{details.sign}:{body}"


def same_body(organ: str) -> str:
    """What the ways of writing the name of one body have in common."""
    return spelling_key(organ)


def subject_of(kind: PaperKind, details: PaperDetails) -> str:
    """What the paper is about, as it stands in the register."""
    return _TITLES[kind].format(course=details.course)[:500]


def document_kind(kind: PaperKind) -> DocumentKind:
    """As what the paper is numbered and headed."""
    return _KINDS.get(kind, DocumentKind.DECISION)
