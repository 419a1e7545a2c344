"""Yearly ratings of quality: a year and a grade in each row, or a column for each year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.engines.sheets import Workbook, text_of
from vun.engines.sheets.headings import Heading
from vun.exchange import cells
from vun.exchange.columns import fields_of, reader, word_for, words
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.imports.operations import Recorder
from vun.records.people import operations
from vun.records.people.domain import RatingGrade
from vun.records.people.domain.rules import problems_of_rating_year
from vun.records.people.models import Rating

_FIRST_YEAR = 2000
_MARK_OF_YEAR = re.compile(r"is_(\w+?)_(\d{4})")


class Ratings(Kind):
    name = "ratings"
    title = _("Xếp loại chất lượng hằng năm")
    description = _("Kết quả xếp loại: mỗi dòng một người một năm, hoặc mỗi năm một cột")
    permission = Permission.PERSON_EDIT
    fields = fields_of("ratings")
    is_rehearsed = False

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        grade = reader("grade")
        years = (
            Field(Heading(f"grade_{year}", _phrases(year)), f"Xếp loại năm {year}", grade, is_template=False)
            for year in range(_FIRST_YEAR, session.today.year + 2)
        )
        # A column for each grade, marked where it is the person's.
        marks = (
            Field(
                Heading(
                    f"is_{member.value}",
                    _names_of(member),
                ),
                word_for("grades", member),
                cells.flag,
                is_template=False,
            )
            for member in RatingGrade
        )
        texts = _texts_of(workbook)
        # The same under each of several years.
        marks_of_years = (
            Field(
                Heading(f"is_{member.value}_{year}", within=_phrases(year), phrases_below=_names_of(member)),
                f"{word_for('grades', member)} {year}",
                cells.flag,
                is_template=False,
            )
            for year in range(_FIRST_YEAR, session.today.year + 2)
            if str(year) in texts
            for member in RatingGrade
        )
        return (*self.fields, *years, *marks, *marks_of_years)

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        held = {
            (person_id, year): grade
            for person_id, year, grade in Rating.objects.values_list("person_id", "year", "grade")
        }
        seen: dict[tuple[int, int], int] = {}
        for row in rows:
            common.finish_name(session, row)
            common.finish_birth(session, row)
            _one(session, row, held, seen)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        wanted = list(chain.from_iterable(verdict.payload for verdict in recorder.each(verdicts)))
        changing = [(person_id, year) for person_id, year, _, is_change in wanted if is_change]
        rows = [(person_id, year, grade) for person_id, year, grade, _ in wanted]
        people = {person_id for person_id, _ in changing}
        if changing:
            watched = Rating.objects.filter(person_id__in=people)
            with recorder.watching(watched):
                operations.rate_many([row for row in rows if row[0] in people], by=by)
        recorder.note_made(Rating, operations.rate_many([row for row in rows if row[0] not in people], by=by))


def _names_of(member: RatingGrade) -> tuple[str, ...]:
    return tuple(word for word, of in words("grades").items() if of is member and len(word) > 1)


def _texts_of(workbook: Workbook) -> str:
    """What stands at the top of the sheets, where headings are."""
    return " ".join(
        text_of(cell)
        for sheet in workbook.sheets
        for row in sheet.rows[:30]
        for cell in row
        if cell is not None
    )


def _phrases(year: int) -> tuple[str, ...]:
    heads = (
        "năm",
        "xếp loại",
        "xếp loại năm",
        "kết quả năm",
        "đánh giá năm",
        "kết quả xếp loại năm",
        "đánh giá",
        "xếp loại chất lượng năm",
        "kết quả xếp loại",
        "kết quả",
    )
    return (str(year), *(f"{head} {year}" for head in heads), f"xếp loại chất lượng năm {year}")


def _one(
    session: Session, row: Row, held: dict[tuple[int, int], str], seen: dict[tuple[int, int], int]
) -> None:
    grades = _grades(session, row)
    found = common.find_person(session, row)
    name = row.get("full_name", "")
    if found is None or row.has_errors():
        session.refuse(row, name)
        return
    person = found.person
    is_told = any(key.startswith("grade") for key in row.values)  # that there is none
    if not grades and not row.unread and not is_told:
        session.error(row, "grade", Problem("import.missing", label="Xếp loại chất lượng"))
    wanted, changes = [], []
    for year, grade in grades.items():
        for problem in problems_of_rating_year(year, person.birth_on, session.today):
            session.error(row, "year" if row.get("year") else f"grade_{year}", problem)
        if (person.pk, year) in seen:
            session.error(
                row, "year", Problem("import.rated_twice", rated_year=year, row=seen[person.pk, year])
            )
        seen.setdefault((person.pk, year), row.number)
        before = held.get((person.pk, year))
        if before != grade.value:
            wanted.append((person.pk, year, grade, before is not None))
        if before is not None and before != grade.value:
            changes.append(
                Change(str(year), word_for("grades", RatingGrade(before)), word_for("grades", grade))
            )
    if row.has_errors():
        session.refuse(row, name)
    elif not wanted:
        session.verdict(row, Outcome.UNCHANGED, person.full_name)
    else:
        outcome = Outcome.CHANGED if changes else Outcome.NEW
        session.verdict(row, outcome, person.full_name, wanted, tuple(changes))


def _grades(session: Session, row: Row) -> dict[int, RatingGrade]:
    """The grades of the row by year; a grade without a year is of the year the lines above speak of."""
    grades = {
        int(name[6:]): grade for name, grade in row.values.items() if grade and name.startswith("grade_")
    }
    _add_marked(session, row, grades)
    marked = [member for member in RatingGrade if row.get(f"is_{member.value}")]
    if len(marked) > 1:
        session.error(row, f"is_{marked[1].value}", Problem("import.graded_twice"))
        return grades
    grade: RatingGrade | None = row.get("grade") or (marked[0] if marked else None)
    if grade is None:
        return grades
    year: int | None = (
        row.get("year") or common.year_in(row.table.titles) or common.year_in((row.table.sheet,))
    )
    if year is None:
        session.error(row, "year", Problem("import.missing", label="Năm"))
        return grades
    return grades | {year: grade}


def _add_marked(session: Session, row: Row, grades: dict[int, RatingGrade]) -> None:
    """The grades marked in the columns of a year."""
    for name, is_marked in row.values.items():
        found = _MARK_OF_YEAR.fullmatch(name)
        if found is None or not is_marked:
            continue
        year = int(found[2])
        if year in grades:
            session.error(row, name, Problem("import.graded_twice"))
        grades[year] = RatingGrade(found[1])
