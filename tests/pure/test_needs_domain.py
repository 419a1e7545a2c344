"""Questions of a round's own form and what they are answered with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.records.needs.domain import (
    FieldKind,
    Question,
    check_answers,
    check_questions,
    classes_needed,
    unanswered,
)

WHY = Question(1, "Vì sao", FieldKind.TEXT, is_required=True)
YEARS = Question(2, "Còn công tác mấy năm", FieldKind.NUMBER)
MODE = Question(3, "Hình thức", FieldKind.CHOICE, ("Tập trung", "Trực tuyến"))
AGREED = Question(4, "Thủ trưởng đã đồng ý", FieldKind.YES_NO)
ALL = [WHY, YEARS, MODE, AGREED]


def test_answers_are_kept_as_what_their_question_asks_for() -> None:
    given = {1: "  Theo  quy hoạch ", 2: "1.200", 3: "Trực tuyến", 4: "no"}
    assert check_answers(ALL, given) == {"1": "Theo quy hoạch", "2": 1200, "3": "Trực tuyến", "4": False}
    assert check_answers(ALL, {1: "Có", 2: 5, 4: True}) == {"1": "Có", "2": 5, "4": True}


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "needs.answer_missing", "answer_1"),
        ({1: ""}, "needs.answer_missing", "answer_1"),
        ({1: "Có", 2: "năm"}, "needs.answer_not_a_number", "answer_2"),
        ({1: "Có", 2: "9" * 30}, "needs.answer_not_a_number", "answer_2"),
        ({1: "Có", 3: "Từ xa"}, "needs.answer_not_an_option", "answer_3"),
        ({1: "Có", 4: "có lẽ"}, "needs.answer_not_yes_or_no", "answer_4"),
    ],
)
def test_an_answer_of_another_kind_is_refused_beside_its_question(
    given: dict[int, object], code: str, field: str
) -> None:
    with pytest.raises(Problem) as caught:
        check_answers(ALL, given)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_choice_needs_options_and_every_question_a_label() -> None:
    check_questions(ALL)
    for question, code in (
        (Question(1, "", FieldKind.TEXT), "needs.question_without_label"),
        (Question(1, "Hình thức", FieldKind.CHOICE, ("A", "A")), "needs.choice_without_options"),
    ):
        with pytest.raises(Problem) as caught:
            check_questions([question])
        assert caught.value.code == code


def test_only_required_questions_can_be_left_unanswered_wrongly() -> None:
    assert unanswered(ALL, {}) == [WHY]
    assert unanswered(ALL, {"1": "Có"}) == []


@given(st.integers(0, 5000), st.integers(1, 200))
def test_the_classes_needed_hold_everybody_and_one_fewer_would_not(learners: int, size: int) -> None:
    classes = classes_needed(learners, size)
    assert classes * size >= learners
    assert (classes - 1) * size < learners
