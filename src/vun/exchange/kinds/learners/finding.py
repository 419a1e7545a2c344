"""The class a row belongs to, and the learner of it whom the row names."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from vun.common.errors import Problem
from vun.common.text import fold
from vun.exchange.kinds.base import Kind
from vun.exchange.matching.training import NameIndex, class_index
from vun.exchange.model import Row
from vun.exchange.rows import labelled
from vun.exchange.session import Session
from vun.records.delivery.domain import ClassState, EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass

_LABELS = ("ma lop", "ten lop", "lop", "lop hoc", "danh sach hoc vien lop", "bang diem lop", "khoa hoc")


class OfClass(Kind):
    """A kind whose rows belong to a class: named in a column, above the table, or by whoever imports."""

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        classes: NameIndex = class_index(session.by, session.told.values.get("training_class", {}))
        self._compare(session, rows, ClassOfRow(session, classes))

    @abstractmethod
    def _compare(self, session: Session, rows: Iterator[Row], class_of: ClassOfRow) -> None:
        """As `compare`, with what tells the class of a row."""


class ClassOfRow:
    """The class of a row; the same words are looked up, and told, once for a table."""

    def __init__(self, session: Session, classes: NameIndex) -> None:
        self._session, self._classes = session, classes
        self._of_table: dict[tuple[int, tuple[str, ...]], TrainingClass | Problem] = {}

    def __call__(self, row: Row) -> TrainingClass | None:
        text: str = row.get("training_class", "")
        if text:
            try:
                found = self._classes.find(text)
            except Problem as problem:
                self._session.error(row, "training_class", problem)
                return None
            if found.doubt is not None:
                self._session.warn(row, "training_class", found.doubt)
            training_class: TrainingClass = found.row
            return training_class
        key = (id(row.table), row.section)
        if key not in self._of_table:
            self._of_table[key] = self._above(row)
        above = self._of_table[key]
        if isinstance(above, Problem):
            self._session.error(row, "training_class", Problem(above.code, field=above.field, **above.params))
            return None
        return above

    def _above(self, row: Row) -> TrainingClass | Problem:
        told = self._session.told.settings.get("class", "")
        lines = labelled(row.table.titles)
        texts = (
            [told]
            if told
            else [
                *reversed(row.section),
                *(lines[label] for label in _LABELS if label in lines),
                *reversed(row.table.titles),
                row.table.sheet,
            ]
        )
        unclear = Problem("import.class_not_named", value=told)
        for text in texts:
            try:
                found = self._classes.find(text)
            except Problem as problem:
                unclear = problem if problem.code == "import.class_ambiguous" else unclear
                continue
            if found.doubt is not None and text != told:
                self._session.note(row.table, found.doubt)
            training_class: TrainingClass = found.row
            return training_class
        return unclear


class Roll:
    """The learners of classes by person, read once a class."""

    def __init__(self) -> None:
        self._by_class: dict[int, dict[int, Enrolment]] = {}
        self.seen: dict[int, int] = {}

    def of(self, training_class: TrainingClass) -> dict[int, Enrolment]:
        if training_class.pk not in self._by_class:
            rows = Enrolment.objects.filter(training_class=training_class).select_related("person")
            self._by_class[training_class.pk] = {row.person_id: row for row in rows}
        return self._by_class[training_class.pk]


def learner_of(
    session: Session, row: Row, training_class: TrainingClass | None, roll: Roll
) -> Enrolment | None:
    """The learner of the class the row names: among its learners first, so that namesakes elsewhere do not matter."""
    if training_class is None:
        return None
    learners = roll.of(training_class)
    number, name, birth = row.get("national_id", ""), row.get("full_name", ""), row.get("birth_on")
    if not number and not name:
        session.error(row, "full_name", Problem("import.nobody_named"))
        return None
    alike = [
        learner
        for learner in learners.values()
        if fold(name) == learner.person.search_key
        and (birth is None or birth.says_the_same(learner.person.birth_on))
    ]
    if number and (person := session.people.by_number(number)) is not None and person.pk in learners:
        alike = [learners[person.pk]]
    if len(alike) != 1:
        code = "import.learner_ambiguous" if alike else "import.learner_unknown"
        problem = Problem(code, value=name, name=name, training_class=training_class.name, count=len(alike))
        session.error(row, "full_name", problem)
        return None
    (learner,) = alike
    if learner.pk in roll.seen:
        session.error(row, "full_name", Problem("import.person_twice", value=name, row=roll.seen[learner.pk]))
        return None
    roll.seen[learner.pk] = row.number
    return learner


def require_studying(session: Session, row: Row, learner: Enrolment, training_class: TrainingClass) -> None:
    """Tell when nothing may be written for the learner any more; what is as it was may be sent again."""
    name = row.get("full_name", "")
    if training_class.state != ClassState.OPEN:
        session.error(row, "full_name", Problem("import.class_not_open", value=training_class.name))
    elif learner.state != EnrolmentState.STUDYING:
        session.error(row, "full_name", Problem("import.not_studying", value=name, name=name))
