"""A survey of needs: its states, where a need comes from, and answers to the round's own questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vun.common.errors import Problem
from vun.common.numbers import parse_integer
from vun.common.text import clean


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class SheetState(StrEnum):
    """A unit's sheet: filled, signed off, and either accepted by the unit above or returned to be mended."""

    FILLING = "filling"
    SIGNED = "signed"
    RETURNED = "returned"
    ACCEPTED = "accepted"


FILLABLE_STATES = frozenset({SheetState.FILLING, SheetState.RETURNED})


class NeedOrigin(StrEnum):
    """Who says that it is needed."""

    GAP = "gap"
    UNIT = "unit"
    PERSON = "person"


class NeedReason(StrEnum):
    """Why, in the words of the survey form."""

    BELOW_STANDARD = "below_standard"
    SUCCESSION = "succession"
    POST = "post"
    WISH = "wish"


class FieldKind(StrEnum):
    """What a question of a round's own form is answered with."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a round's own form; ``order`` names it within the round."""

    order: int
    label: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    is_required: bool = False

    @property
    def field(self) -> str:
        """The name of its answer in a form and in `Problem.field`."""
        return f"answer_{self.order}"


def check_questions(questions: Iterable[Question]) -> None:
    """Return quietly, or raise Problem: each has a label, and a choice at least two different options."""
    for question in questions:
        if not question.label:
            raise Problem("needs.question_without_label", field=question.field, number=question.order)
        if question.kind is FieldKind.CHOICE and len(set(question.options)) < 2:
            raise Problem("needs.choice_without_options", field=question.field, label=question.label)


Answer = str | int | bool


def check_answers(questions: Iterable[Question], given: Mapping[int, object]) -> dict[str, Answer]:
    """The answers by the question's order as text, each of its question's kind; unanswered ones are left out.

    Raises Problem beside the first answer that is missing or of another kind.
    """
    answers: dict[str, Answer] = {}
    for question in questions:
        value = given.get(question.order)
        if value is None or value == "":
            if question.is_required:
                raise Problem("needs.answer_missing", field=question.field, label=question.label)
            continue
        answers[str(question.order)] = _checked(question, value)
    return answers


def _checked(question: Question, value: object) -> Answer:
    if question.kind is FieldKind.YES_NO:
        return _yes_or_no(question, value)
    if question.kind is FieldKind.NUMBER:
        return _number(question, value)
    text = clean(str(value))
    if question.kind is FieldKind.CHOICE and text not in question.options:
        raise Problem("needs.answer_not_an_option", field=question.field, label=question.label)
    return text


def _yes_or_no(question: Question, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return value == "yes"
    raise Problem("needs.answer_not_yes_or_no", field=question.field, label=question.label)


LARGEST_ANSWER = 10**15
"""A number beyond is a slip of the hand."""


def _number(question: Question, value: object) -> int:
    try:
        number = parse_integer(str(value))
        if abs(number) > LARGEST_ANSWER:
            raise ValueError(value)
        return number
    except ValueError:
        raise Problem("needs.answer_not_a_number", field=question.field, label=question.label) from None


def unanswered(questions: Iterable[Question], answers: Mapping[str, object]) -> list[Question]:
    """The required questions that ``answers`` leaves open."""
    return [question for question in questions if question.is_required and str(question.order) not in answers]


def classes_needed(learners: int, class_size: int) -> int:
    """The fewest classes of at most ``class_size`` that hold all learners."""
    return -(-learners // class_size)
