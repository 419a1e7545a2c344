"""The grade sheet."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.common.numbers import format_number
from vun.faces.web.classes.frame import page_of, show_tab
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.request import Request
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import ClassState, EnrolmentState

_HIGHEST = Decimal(10)
_PLACES = 2


@needs(Permission.CLASS_VIEW)
def grade_sheet(request: Request, class_id: int) -> HttpResponse:
    """Scores typed for a page of learners; what cannot be read keeps everything that was typed."""
    training_class = queries.get_class(request.actor, class_id)
    page = page_of(request, queries.present_in(training_class, request.actor))
    may_grade = training_class.state == ClassState.OPEN and request.actor.may(
        Permission.GRADE_EDIT, training_class.host_id
    )
    typed: dict[int, str] = {}
    wrong: dict[int, str] = {}
    problem = ""
    if request.method == "POST" and may_grade:
        typed = {
            learner.pk: request.POST[f"score-{learner.pk}"].strip()
            for learner in page
            if f"score-{learner.pk}" in request.POST
        }
        scores, wrong = _read(typed)
        problem = (
            gettext("Có điểm chưa đúng. Sửa các ô được đánh dấu, chưa điểm nào được lưu.") if wrong else ""
        )
        if not wrong:
            try:
                changed = operations.grade_many(
                    training_class=training_class, scores=scores, by=request.actor
                )
            except Problem as raised:
                problem = problem_text(raised)
            else:
                messages.success(request, gettext("Đã lưu %(count)s điểm.") % {"count": changed})
                return redirect(request.get_full_path())
    found = queries.results_of(training_class, page)
    rows = [
        (
            learner,
            typed.get(learner.pk, shown(learner.score)),
            wrong.get(learner.pk, ""),
            found.verdicts[learner.pk],
        )
        for learner in page
    ]
    return show_tab(
        request,
        "classes/grades.html",
        training_class,
        "grades",
        status_code=400 if problem else 200,
        rows=rows,
        page_of_rows=page,
        problem=problem,
        may_grade=may_grade,
        rule=found.rule,
        studying=EnrolmentState.STUDYING.value,
    )


def shown(score: Any) -> str:
    """A score as it is typed: ``7,5``."""
    if score is None:
        return ""
    exact = Decimal(score).normalize()
    return format_number(exact, decimals=max(-int(exact.as_tuple().exponent), 0))


def _read(typed: dict[int, str]) -> tuple[dict[int, Decimal | None], dict[int, str]]:
    """The scores that can be read, and for every other what is wrong with it."""
    scores: dict[int, Decimal | None] = {}
    wrong = {}
    for learner_id, text in typed.items():
        try:
            scores[learner_id] = read_score(text)
        except ValueError:
            wrong[learner_id] = gettext("“%(text)s” không phải điểm từ 0 đến 10. Gõ dạng 7,5.") % {
                "text": text
            }
    return scores, wrong


def read_score(text: str) -> Decimal | None:
    """The score in ``7,5`` or ``7.5``; None for nothing. Raises ValueError for anything but 0 to 10, two decimals."""
    if not text:
        return None
    try:
        score = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not score.is_finite() or not 0 <= score <= _HIGHEST or score != round(score, _PLACES):
        raise ValueError(text)
    return score
