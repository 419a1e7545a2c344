"""The training record, shaped as tables 32.1 to 32.6 of the personnel record form (Circular 06/2023/TT-BNV)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from vun.common.actor import Permission
from vun.common.numbers import format_date
from vun.engines import tabular
from vun.engines.tabular import Cell, Column, Kind
from vun.exchange.columns import word_for
from vun.exchange.out.people import people_of
from vun.exchange.out.scope import CHUNK, Scope
from vun.records.bulk import batches
from vun.records.credentials.models import Credential
from vun.records.credentials.queries.record import earned_by
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject, value_in
from vun.records.people import queries as people
from vun.records.people.domain import Sex, mask
from vun.records.people.identity import open_national_id
from vun.records.people.models import Person
from vun.records.standards.domain import RecordTable

TITLE = "Quá trình đào tạo, bồi dưỡng"

FROM, TO = Column("Từ tháng/năm", Kind.MONTH), Column("Đến tháng/năm", Kind.MONTH)
ISSUER = Column("Tên cơ sở đào tạo")
_Read = Callable[[Credential], Cell]


@dataclass(frozen=True, slots=True)
class RecordForm:
    """One of the six tables: its title and columns in the words of the form, each with what stands in it."""

    table: RecordTable
    title: str
    columns: tuple[tuple[Column, _Read], ...]


def _earned_on(held: Credential) -> date | None:
    """Blank where only a list said by when it was held."""
    return None if held.is_day_unknown else held.earned_on


def _form(table: RecordTable, title: str, *more: tuple[Column, _Read]) -> RecordForm:
    first = (
        (FROM, lambda held: held.studied_from),
        (TO, _earned_on),
        (ISSUER, lambda held: held.issuer),
    )
    return RecordForm(table, title, (*first, *more))


_MAJOR = (Column("Chuyên ngành đào tạo"), lambda held: held.major)
_MODE = (Column("Hình thức đào tạo"), lambda held: held.mode)
_CERTIFICATE = (Column("Chứng chỉ được cấp"), lambda held: held.name)
FORMS = (
    _form(
        RecordTable.PROFESSIONAL,
        "32.1. Chuyên môn (từ trung cấp trở lên cả trong nước và nước ngoài)",
        _MAJOR,
        _MODE,
        (Column("Văn bằng, trình độ"), lambda held: held.name),
    ),
    _form(
        RecordTable.POLITICAL_THEORY,
        "32.2. Lý luận chính trị",
        _MODE,
        (Column("Văn bằng được cấp"), lambda held: held.name),
    ),
    _form(
        RecordTable.STATE_MANAGEMENT,
        "32.3. Bồi dưỡng quản lý nhà nước/ chức danh nghề nghiệp/ nghiệp vụ chuyên ngành",
        _CERTIFICATE,
    ),
    _form(RecordTable.DEFENCE_SECURITY, "32.4. Bồi dưỡng kiến thức an ninh, quốc phòng", _CERTIFICATE),
    _form(RecordTable.COMPUTING, "32.5. Tin học", _CERTIFICATE),
    _form(
        RecordTable.LANGUAGE,
        "32.6. Ngoại ngữ/ tiếng dân tộc",
        (Column("Tên ngoại ngữ/tiếng dân tộc"), lambda held: held.major),
        _CERTIFICATE,
        (Column("Điểm số"), lambda held: held.score),
    ),
)
_PLACES = {form.table.value: place for place, form in enumerate(FORMS)}
_WHO = (
    Column("Số CCCD"),
    Column("Họ và tên"),
    Column("Ngày sinh", Kind.DATE),
    Column("Giới tính"),
    Column("Đơn vị công tác"),
    Column("Chức vụ"),
)
_MORE: tuple[tuple[Column, _Read], ...] = (
    (Column("Mã trình độ"), lambda held: held.level.code),
    (Column("Trình độ"), lambda held: held.level.name),
    (Column("Số hiệu văn bằng"), lambda held: held.document_number),
    (Column("Có giá trị đến", Kind.DATE), lambda held: held.valid_until),
)


# ------------------------------------------------------------------------------------------------ one person


def write_person(person: Person, *, national_id: str, unit: str, on: date, stream: BinaryIO) -> None:
    """One person's six tables on one sheet, one below the other as in the form; ``national_id`` as it may be shown.

    Whoever asks has found the person within the actor's scope.
    """
    held: dict[str, list[Credential]] = defaultdict(list)
    for credential in _credentials([person.pk], on):
        held[credential.level.scale.record_table].append(credential)
    tables = [
        tabular.Table(
            form.title,
            [column for column, _ in form.columns],
            [_cells(form.columns, credential) for credential in held[form.table.value]],
        )
        for form in FORMS
    ]
    lines = [
        f"Họ và tên: {person.full_name}",
        f"Ngày sinh: {format_date(person.birth_on)}",
        f"Giới tính: {word_for('sexes', Sex(person.sex))}",
        *([f"Số CCCD: {national_id}"] if national_id else []),
        *([f"Đơn vị công tác: {unit}"] if unit else []),
        f"Tính đến ngày: {format_date(on)}",
    ]
    tabular.write_stacked(f"32. {TITLE}", lines, tables, stream)


# ------------------------------------------------------------------------------------------------ in bulk


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody with what they hold; ``who`` are the cells of _WHO."""

    person: Any
    who: tuple[Cell, ...]
    held: list[Credential]


def write_xlsx(scope: Scope, stream: BinaryIO) -> None:
    """A sheet for each of the six tables, each row with whose it is and the code of the level, in constant memory."""
    tables = [
        tabular.Table(
            form.title.split(" (")[0],
            [*_WHO, *(column for column, _ in (*form.columns, *_MORE))],
            (),
            form.title,
        )
        for form in FORMS
    ]
    tabular.write_book(tables, scope.each(_rows(_holders(scope))), stream)


def _rows(holders: Iterable[_Holder]) -> Iterator[tuple[int, Sequence[Cell]]]:
    for holder in holders:
        for credential in holder.held:
            place = _PLACES[credential.level.scale.record_table]
            yield place, [*holder.who, *_cells((*FORMS[place].columns, *_MORE), credential)]


def write_json(scope: Scope, stream: BinaryIO) -> None:
    """For programs: ``{"people": [{…, "32.1": [{…}], …, "32.6": […]}]}`` with codes beside names, person by person."""
    specs = custom.specs_of(Subject.PERSON)
    stream.write(f'{{"on": "{scope.on.isoformat()}", "people": ['.encode())
    for number, holder in enumerate(scope.each(_holders(scope))):
        number_, name, birth_on, _, unit, title = holder.who
        told: dict[str, Any] = {
            "national_id": number_,
            "full_name": name,
            "birth_on": birth_on,
            "sex": holder.person.sex,
            "unit": {
                "code": _unit_code(scope, holder.person.post_unit_id),
                "name": unit,
            },
            "title": {"code": holder.person.post_title or "", "name": title},
            "custom": {spec.label: value_in(spec, holder.person.custom) for spec in specs},
            **{form.table.value: [] for form in FORMS},
        }
        for credential in holder.held:
            told[credential.level.scale.record_table].append(_told(credential))
        text = json.dumps(told, ensure_ascii=False, default=str)
        stream.write(((",\n" if number else "\n") + text).encode())
    stream.write(b"\n]}\n")


def _unit_code(scope: Scope, unit_id: int | None) -> str:
    return scope.unit_code(unit_id) if unit_id is not None else ""


def _told(held: Credential) -> dict[str, Any]:
    return {
        "studied_from": held.studied_from,
        "earned_on": _earned_on(held),
        "issuer": held.issuer,
        "major": held.major,
        "mode": held.mode,
        "name": held.name,
        "level": {"code": held.level.code, "name": held.level.name},
        "score": held.score,
        "document_number": held.document_number,
        "valid_until": held.valid_until,
    }


def _holders(scope: Scope) -> Iterator[_Holder]:
    """Everybody with a row in one of the tables, CHUNK at a time; the national ID whole only to who may edit it."""
    rows = people.with_post(people_of(scope, Permission.PERSON_VIEW), scope.on)
    everybody: Iterator[Any] = rows.iterator(chunk_size=CHUNK)
    for part in batches(everybody, CHUNK):
        held: dict[int, list[Credential]] = defaultdict(list)
        for credential in _credentials([person.pk for person in part], scope.on):
            held[credential.person_id].append(credential)
        ids = [person.pk for person in part]
        editable = people.in_scope(scope.actor, Permission.PERSON_EDIT, scope.on).filter(pk__in=ids)
        open_ids = set(editable.values_list("pk", flat=True))
        for person in part:
            if held[person.pk]:
                yield _Holder(person, _who(person, is_open=person.pk in open_ids), held[person.pk])


def _who(person: Any, *, is_open: bool) -> tuple[Cell, ...]:
    number = open_national_id(person.national_id_sealed)
    return (
        number if is_open else mask(number),
        person.full_name,
        person.birth_on,
        word_for("sexes", Sex(person.sex)),
        person.post_unit_name or "",
        person.post_title_name or "",
    )


def _credentials(person_ids: list[int], on: date) -> Iterable[Credential]:
    rows = Credential.objects.filter(
        earned_by(on), person_id__in=person_ids, level__scale__record_table__in=list(_PLACES)
    )
    return rows.select_related("level__scale").order_by("earned_on", "pk")


def _cells(columns: Iterable[tuple[Column, _Read]], credential: Credential) -> list[Cell]:
    return [read(credential) for _, read in columns]
