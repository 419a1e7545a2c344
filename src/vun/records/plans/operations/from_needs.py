"""Lines drafted from the needs of a survey round."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.needs import queries as needs
from vun.records.needs.domain import classes_needed
from vun.records.needs.models import SurveyRound
from vun.records.plans.domain import LineTerms
from vun.records.plans.models import PlanLineTerms, PlanVersion
from vun.records.plans.operations.lines import add_line
from vun.records.plans.operations.quotas import set_quota_grid
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.models import Programme


@transaction.atomic
def add_lines_from_needs(
    *, version: PlanVersion, survey: SurveyRound, programme_ids: Collection[int], class_size: int, by: Actor
) -> list[PlanLineTerms]:
    """Add a line for each programme: as many learners as needs, classes of ``class_size``, a quota for each unit.

    The lines lie in the round's year. Raises NotFound or Refused by the plan's unit and for a round out of sight,
    Problem when the class size is not positive, a programme has a line already, or the version is not being edited.
    """
    by.require_sight(Permission.NEED_VIEW, survey.root_id, "survey round")
    if class_size < 1:
        raise Problem("plans.class_size_not_positive", field="class_size")
    counts = needs.needs_by_unit(survey, programme_ids)
    if not counts:
        raise Problem("plans.no_needs_chosen", field="programmes")
    lines = []
    for programme in Programme.objects.filter(pk__in=counts).order_by("branch", "sort_key"):
        if version.terms.filter(programme=programme, year=survey.year).exists():
            raise Problem("plans.programme_has_line", field="programmes", programme=programme.name)
        learners = sum(counts[programme.pk].values())
        terms = LineTerms(
            year=survey.year,
            branch=Branch(programme.branch),
            title=programme.name,
            classes=classes_needed(learners, class_size),
            learners=learners,
            programme_id=programme.pk,
            mode=StudyMode(programme.mode),
            place=StudyPlace(programme.place),
        )
        lines.append(add_line(version=version, terms=terms, by=by))
    grid = {line.pk: counts[line.programme_id or 0] for line in lines}
    set_quota_grid(version=version, grid=grid, by=by)
    return lines
