"""Whom a version proposes to send: edited with the draft, kept with what was submitted, told by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_line, make_plan, submit_and_approve
from vun.common.errors import Problem, Refused
from vun.records.people.models import Person
from vun.records.plans import operations, queries
from vun.records.plans.domain import DifferenceKind, FieldChange, Proposal
from vun.records.plans.models import PlanLineTerms, PlanVersion, ProposedLearner

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)


@dataclass(frozen=True)
class Draft:
    """A draft that proposes ``first`` and ``second`` of the department, and not ``other``."""

    tree: Tree
    version: PlanVersion
    line: PlanLineTerms
    first: Person
    second: Person
    other: Person


def make_draft() -> Draft:
    tree = make_tree()
    first, second, other = (make_person(f"Nguyễn Văn {name}", unit=tree.office) for name in "ABC")
    version = make_plan(tree.root)
    line = make_line(version, learners=2, quotas={tree.department: 2})
    proposals = {line.pk: [Proposal(tree.department.pk, person.pk, 40) for person in (first, second)]}
    operations.propose_many(version=version, proposals=proposals, by=planner())
    return Draft(tree, version, line, first, second, other)


def names(version: PlanVersion) -> list[str]:
    return [row.person.full_name for row in queries.proposed_by(planner(), version)]


def problem_of(operation: str, **arguments: object) -> str:
    with pytest.raises(Problem) as caught:
        getattr(operations, operation)(**arguments)
    return caught.value.code


def test_somebody_counts_under_the_nearest_unit_with_a_quota_of_the_line() -> None:
    draft = make_draft()
    row = operations.propose(line=draft.line, person=draft.other, on=ON, by=planner())
    assert (row.unit, row.weight, names(draft.version)) == (
        draft.tree.department,
        0,
        ["Nguyễn Văn A", "Nguyễn Văn B", "Nguyễn Văn C"],
    )
    outside = make_person(unit=draft.tree.school)
    given = {"line": draft.line, "on": ON, "by": planner()}
    assert problem_of("propose", person=draft.other, **given) == "plans.proposed_already"
    assert problem_of("propose", person=outside, **given) == "plans.unit_without_quota"
    assert problem_of("propose", person=make_person(), **given) == "plans.unit_without_quota"


def test_what_was_submitted_stays_as_it_was_and_an_amendment_starts_from_it() -> None:
    draft = make_draft()
    (one, _two) = queries.proposed_by(planner(), draft.version)
    submit_and_approve(draft.version)
    late = {"by": planner()}
    assert problem_of("drop_proposed", version=draft.version, ids=[one.pk], **late) == "plans.wrong_state"
    assert problem_of("propose", line=draft.line, person=draft.other, on=ON, **late) == "plans.wrong_state"
    amended = operations.amend(plan=draft.version.plan, reason="Thay người", by=SYSTEM)
    assert queries.differences(planner(), draft.version, amended) == []
    line = amended.terms.get()
    (copy, _other) = queries.proposed_by(planner(), amended)
    assert operations.drop_proposed(version=amended, ids=[copy.pk, one.pk], by=planner()) == 1
    operations.propose(line=line, person=draft.other, on=ON, by=planner())
    assert (names(draft.version), names(amended)) == (
        ["Nguyễn Văn A", "Nguyễn Văn B"],
        ["Nguyễn Văn B", "Nguyễn Văn C"],
    )
    (difference,) = queries.differences(planner(), draft.version, amended)
    unit = draft.tree.department.pk
    assert (difference.kind, difference.changes) == (
        DifferenceKind.CHANGED,
        (
            FieldChange("proposed", unit, None, draft.first.pk),
            FieldChange("proposed", None, unit, draft.other.pk),
        ),
    )
    # Who may not see them is told of no difference.
    assert queries.differences(clerk_of(draft.tree.department), draft.version, amended) == []
    operations.remove_line(line=line, by=SYSTEM)
    assert (names(draft.version), names(amended)) == (["Nguyễn Văn A", "Nguyễn Văn B"], [])


def test_only_who_plans_for_the_whole_province_names_people_and_only_under_the_version_s_own_lines() -> None:
    draft = make_draft()
    by = planner(draft.tree.department)
    own = make_plan(draft.tree.department)
    line = make_line(own, learners=2, quotas={draft.tree.department: 2})
    with pytest.raises(Refused):
        operations.propose(line=line, person=draft.first, on=ON, by=by)
    with pytest.raises(Refused):
        operations.drop_proposed(version=own, ids=[1], by=by)
    assert list(queries.proposed_by(by, draft.version)) == []
    assert queries.proposed_counts(by, draft.version) == {}
    assert queries.proposed_counts(planner(), draft.version) == {draft.line.pk: 2}
    stranger = {draft.line.pk: [Proposal(draft.tree.department.pk, draft.first.pk)]}
    assert problem_of("propose_many", version=own, proposals=stranger, by=SYSTEM) == (
        "plans.line_of_other_version"
    )
    assert problem_of("drop_proposed", version=own, ids=[1], by=SYSTEM) == "plans.nobody_chosen"
    assert ProposedLearner.objects.count() == 2
