"""What the papers about those sent say, in the layouts of state and Party."""

from __future__ import annotations

from datetime import date

from vun.engines.documents import (
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
    words,
)
from vun.records.sending.domain.listing import (
    PERSON_COLUMNS,
    PERSON_HEAD,
    PERSON_HEAD_BELOW,
    person_cells,
)
from vun.records.sending.domain.papers import (
    PaperDetails,
    PaperKind,
    PaperLayout,
    PaperLine,
    document_kind,
    subject_of,
)

_GROUNDS = "Căn cứ "
_ARCHIVES = {PaperLayout.STATE: words.ARCHIVE, PaperLayout.PARTY: words.PARTY_ARCHIVE}


def document(
    kind: PaperKind, details: PaperDetails, number: str, lines: tuple[PaperLine, ...], multiple: int | None
) -> Document:
    """The paper, ready to be written. ``multiple``: so many times the study are to be served; None: nothing said."""
    is_decision = document_kind(kind) is DocumentKind.DECISION
    return Document(
        kind=document_kind(kind),
        layout=Layout(details.layout.value),
        organ=details.organ,
        superior=details.superior,
        title=_title_of(kind, details),
        number=number,
        place=details.place,
        date=details.issued_on,
        authority=(details.authority or details.organ) if is_decision else "",
        bases=bases_of(details) if is_decision else (),
        body=_body(kind, details, lines, multiple),
        recipients=("Như Điều 3" if is_decision else _recipient(lines), _ARCHIVES[details.layout]),
        signer=Signer(_capacity(details), details.signer),
        annexes=() if len(lines) == 1 else (_list(kind, number, details.issued_on, lines),),
    )


def bases_of(details: PaperDetails) -> tuple[str, ...]:
    """What a paper rests on and who proposed it, as the lines read, without end marks."""
    proposed = (f"Theo đề nghị của {details.proposer}",) if details.proposer else ()
    return (*(_base(base) for base in details.bases), *proposed)


def _base(base: str) -> str:
    """``Căn cứ …``, whether or not the office wrote the word; what begins with "Theo" stands as it is."""
    if base.startswith("Theo "):
        return base
    bare = base[len(_GROUNDS) :] if base.casefold().startswith(_GROUNDS.casefold()) else base
    return f"{_GROUNDS}{bare}"


def _title_of(kind: PaperKind, details: PaperDetails) -> str:
    """What the paper is about; the Party begins it with a small letter."""
    subject = subject_of(kind, details)
    return subject[:1].lower() + subject[1:] if details.layout is PaperLayout.PARTY else subject


_STATE_MARKS = {"T/M": "TM.", "K/T": "KT.", "T/L": "TL."}
_PARTY_MARKS = {state: party for party, state in _STATE_MARKS.items()}


def _capacity(details: PaperDetails) -> tuple[str, ...]:
    """Whom the signer signs for and as what, in capitals, marked as the layout has it: KT. or, of the Party, K/T."""
    marks = _PARTY_MARKS if details.layout is PaperLayout.PARTY else _STATE_MARKS
    lines = []
    for line in details.capacity.upper().splitlines():
        mark, gap, rest = line.strip().partition(" ")
        if mark:
            lines.append(f"{marks.get(mark, mark)}{gap}{rest}")
    return tuple(lines)


_LISTS = {
    PaperKind.SEND: "Danh sách được cử đi học",
    PaperKind.ENROL: "Danh sách nhập học",
    PaperKind.ACCEPT: "Danh sách học viên được tiếp nhận",
    PaperKind.CHANGE: "Danh sách được điều chỉnh nội dung cử đi học",
    PaperKind.CANCEL: "Danh sách hủy cử đi học",
    PaperKind.COMPLETE: "Danh sách hoàn thành khóa học",
    PaperKind.TRIP: "Danh sách đoàn đi nước ngoài",
    PaperKind.TRIP_CHANGE: "Danh sách đoàn đi nước ngoài sau khi điều chỉnh",
    PaperKind.TRIP_CANCEL: "Danh sách đoàn không đi nước ngoài nữa",
}


def _list(kind: PaperKind, number: str, issued_on: date, lines: tuple[PaperLine, ...]) -> Annex:
    """The list that goes with a paper about several people."""
    name = document_kind(kind).heading.capitalize()
    return Annex(
        _LISTS[kind],
        (_grid(lines),),
        label="",
        reference=f"(Kèm theo {name} số {words.number_or_room(number)} {words.day_in_words(issued_on)})",
        is_landscape=True,
    )


def _who(lines: tuple[PaperLine, ...]) -> str:
    """Somebody by name, or so many on the list."""
    if len(lines) != 1:
        return f"{len(lines)} ông (bà) có tên trong danh sách kèm theo"
    (line,) = lines
    parts = (f"{_title(line)} {line.full_name}", f"sinh ngày {line.birth_on:%d/%m/%Y}", line.post, line.unit)
    return ", ".join(part for part in parts if part)


def _title(line: PaperLine) -> str:
    return "bà" if line.is_woman else "ông"


def _recipient(lines: tuple[PaperLine, ...]) -> str:
    if len(lines) != 1:
        return "Người có tên trong danh sách"
    return f"{_title(lines[0]).capitalize()} {lines[0].full_name}"


def _body(
    kind: PaperKind, details: PaperDetails, lines: tuple[PaperLine, ...], multiple: int | None
) -> tuple[Paragraph, ...]:
    listed = _who(lines)
    when = f"Thời gian: {details.study_days}." if details.study_days else ""
    about = details.about.strip().rstrip(". ")
    if kind is PaperKind.ENROL:
        told = " ".join([f"{details.organ} thông báo {listed} nhập học {details.course}.", when])
        return _paragraphs(f"{told}\n{about}.")
    # What is told in several lines stands in paragraphs of its own.
    between = "\n" if "\n" in about else " "
    first = {
        PaperKind.SEND: (f"Cử {listed} tham gia {details.course}. {when}",),
        PaperKind.ACCEPT: (f"Tiếp nhận {listed} vào học {details.course}. {when}",),
        PaperKind.CHANGE: (f"Điều chỉnh nội dung cử {listed} tham gia {details.course}:", f"{about}."),
        PaperKind.CANCEL: (f"Hủy việc cử {listed} tham gia {details.course}. Lý do:", f"{about}."),
        PaperKind.COMPLETE: (f"Công nhận {listed} đã hoàn thành {details.course}. {when}",),
        PaperKind.TRIP: (f"Cử {listed} đi nước ngoài: {details.course}.", f"{about}.", when),
        PaperKind.TRIP_CHANGE: (
            f"Điều chỉnh {details.amends} về việc cử đoàn đi nước ngoài: {details.course}, như sau:\n"
            f"{about}.\nĐoàn sau khi điều chỉnh: {listed}. {when}",
        ),
        PaperKind.TRIP_CANCEL: (
            f"Hủy việc cử {listed} đi nước ngoài: {details.course}, theo {details.amends}. Lý do:",
            f"{about}.",
        ),
    }[kind]
    those = (
        f"{_title(lines[0])} {lines[0].full_name}" if len(lines) == 1 else "các ông (bà) có tên tại Điều 1"
    )
    return (
        *_paragraphs(between.join(first), lead="Điều 1."),
        *_paragraphs(_second(kind, details, multiple), lead="Điều 2."),
        Paragraph(
            f"Thủ trưởng các cơ quan, đơn vị có liên quan và {those} chịu trách nhiệm thi hành Quyết định này.",
            lead="Điều 3.",
        ),
    )


def _paragraphs(text: str, lead: str = "") -> tuple[Paragraph, ...]:
    """Each line of the text as a paragraph, the first behind its bold beginning."""
    first, *others = [line.strip() for line in text.splitlines() if line.strip()]
    return (Paragraph(first, lead=lead), *map(Paragraph, others))


_DUTIES = {
    PaperKind.SEND: "Người được cử đi học chấp hành quy chế của cơ sở đào tạo, được hưởng chế độ theo quy định, báo "
    "cáo kết quả và nộp bản sao văn bằng, chứng chỉ sau khi học.",
    PaperKind.TRIP: "Đoàn thực hiện đúng mục đích, nội dung, thời gian của chuyến đi; chấp hành pháp luật Việt Nam, "
    "pháp luật nước đến và quy định về bảo vệ bí mật nhà nước; báo cáo kết quả theo quy định.",
}


_WHOSE_DUTIES = {
    PaperKind.SEND: "Người được cử đi học có trách nhiệm:",
    PaperKind.TRIP: "Đoàn có trách nhiệm:",
}


def _second(kind: PaperKind, details: PaperDetails, multiple: int | None) -> str:
    if kind is PaperKind.ACCEPT:
        return (
            "Học viên chấp hành nội quy, quy chế học tập và được hưởng quyền lợi của học viên theo quy định. "
            "Quyết định này có hiệu lực từ ngày ký."
        )
    if kind is PaperKind.TRIP_CHANGE:
        return f"Các nội dung khác của {details.amends} giữ nguyên. Quyết định này có hiệu lực từ ngày ký."
    if kind not in _DUTIES:
        return "Quyết định này có hiệu lực từ ngày ký."
    duties = details.duties.strip() or _DUTIES[kind]
    if "\n" in duties and not duties.splitlines()[0].rstrip().endswith(":"):
        duties = f"{_WHOSE_DUTIES[kind]}\n{duties}"
    parts = [duties]
    if details.funds:
        parts.append(f"Kinh phí: {details.funds}.")
    if multiple is not None:
        parts.append(
            "Người được cử đi đào tạo cam kết tiếp tục phục vụ sau khi tốt nghiệp ít nhất "
            f"{multiple} lần thời gian đào tạo, nếu không thì đền bù chi phí đào tạo theo quy định."
        )
    return ("\n" if "\n" in duties else " ").join(parts)


def _grid(lines: tuple[PaperLine, ...]) -> Grid:
    return Grid(
        columns=(
            *PERSON_COLUMNS,
            GridColumn(3.4),
            GridColumn(1.6),
            GridColumn(1.4),
        ),
        head=(
            (
                *PERSON_HEAD,
                Head("Chức vụ, đơn vị công tác", down=2),
                Head("Ngạch", down=2),
                Head("Ghi chú", down=2),
            ),
            PERSON_HEAD_BELOW,
        ),
        rows=tuple(
            GridRow(
                (
                    *person_cells(place, line.full_name, line.birth_on, is_woman=line.is_woman),
                    ", ".join(part for part in (line.post, line.unit) if part),
                    line.rank,
                    line.note,
                )
            )
            for place, line in enumerate(lines, start=1)
        ),
        notes=(f"Danh sách có {len(lines)} người.",),
        naming=1,
    )
