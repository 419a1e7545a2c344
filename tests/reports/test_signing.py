"""A signed report: opens unchanged, shows when it was touched, is told anew by name, and is not signed unexplained."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, leader, planner
from tests.factories.merging import answers
from tests.factories.plans import SYSTEM
from tests.factories.reports import TrainingYear, make_training_year, scope
from vun.common.errors import Problem, Refused
from vun.records.delivery.models import Certificate, Completion, Enrolment
from vun.records.outcomes.models import Placement
from vun.records.people import operations as merging
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.publishing import operations
from vun.records.publishing.domain import Holding, Section, packed, unpacked
from vun.records.publishing.models import SignedReport
from vun.records.publishing.queries import signed_and_gone
from vun.reports.freezing import (
    as_known_then,
    figures_of,
    ids_behind,
    report_data,
    report_from,
    verify,
)
from vun.reports.registry import corrected_since, freeze, get_definition
from vun.reports.relations import read_relation
from vun.reports.shipped import NAMES

pytestmark = pytest.mark.django_db
FORM = "bieu-10-btctw"
WHOLE = "Cán bộ được đào tạo, bồi dưỡng"
COMPUTED = ("plan-programme", "plan-unit", "standard-share", "standard-bridge", "placement")


@pytest.fixture
def year() -> TrainingYear:
    return make_training_year()


def sign(name: str = FORM, **explanations: str) -> SignedReport:
    return operations.sign(frozen=freeze(name, scope()), explanations=explanations, by=SYSTEM)


def delete(enrolment_id: int) -> None:
    Certificate.objects.filter(enrolment_id=enrolment_id).delete()
    Completion.objects.filter(enrolment_id=enrolment_id).delete()
    Placement.objects.filter(enrolment_id=enrolment_id).delete()
    Enrolment.objects.filter(pk=enrolment_id).delete()


@pytest.mark.parametrize("name", [*COMPUTED, *NAMES])
def test_every_report_opens_years_later_as_it_was_signed(year: TrainingYear, name: str) -> None:
    shown = get_definition(name).run(scope())
    frozen = freeze(name, scope())
    explained = {one.name: "Đã rà soát" for one in frozen.relations if one.holding is not Holding.HOLDS}
    signed = operations.sign(frozen=frozen, explanations=explained, by=SYSTEM)

    for enrolment in Enrolment.objects.all():
        delete(enrolment.pk)

    signed = SignedReport.objects.get(pk=signed.pk)
    assert report_data(report_from(signed.figures)) == report_data(shown)
    assert as_known_then(signed) == figures_of(shown)
    assert verify(signed) == ()


def section(text: str) -> dict[str, Any]:
    return Section("Kết quả", text, read=text).as_data()


def without_somebody(signed: SignedReport) -> bytes:
    """The facts, with one participation less in each group that has any."""
    facts = unpacked(bytes(signed.facts))
    for group in facts["years"][0]["participations"]["atoms"]:
        group[1] -= 1
        group[3], group[4] = (listed.partition(",")[2] for listed in group[3:5])
    return packed(facts)


@pytest.mark.parametrize(
    ("column", "value", "wrong"),
    [
        (
            "figures",
            lambda signed: replaced(signed.figures, "[3, ", "[4, "),
            {"figures": (), "seal": (), "recounted": (f"II Bồi dưỡng, {WHOLE}: Tổng số: ghi 4, đếm lại 3",)},
        ),
        ("title", lambda signed: "Khác", {"head": (), "seal": ()}),
        ("last_day", lambda signed: date(2026, 11, 30), {"head": (), "seal": ()}),
        (
            "definition",
            lambda signed: replaced(signed.definition, '"fostering"', '"training"'),
            {"definition": (), "seal": (), "recounted": None},
        ),
        ("definition", lambda signed: {}, {"definition": (), "seal": (), "unreadable": ()}),
        ("scope", lambda signed: {**signed.scope, "rule": "completed"}, {"scope": (), "seal": ()}),
        ("scope", lambda signed: {}, {"scope": (), "seal": (), "unreadable": ()}),
        ("relations", lambda signed: signed.relations[1:], {"relations": (), "seal": ()}),
        ("relations", lambda signed: "x", {"relations": (), "seal": (), "unreadable": ()}),
        ("words", lambda signed: [section("Lời khác [II/c3]")], {"words": (), "seal": (), "misread": ("Kết quả",)}),
        ("facts", lambda signed: b"x", {"facts": (), "seal": (), "unreadable": ()}),
        ("facts", without_somebody, {"facts": (), "seal": (), "recounted": None}),
        ("signed_by", lambda signed: "Ai đó", {"signature": (), "seal": ()}),
    ],
)  # fmt: skip
def test_whatever_is_changed_in_the_database_is_told(
    year: TrainingYear, column: str, value: Any, wrong: dict[str, Any]
) -> None:
    signed = sign()
    SignedReport.objects.filter(pk=signed.pk).update(**{column: value(signed)})

    found = {one.wrong.value: one.told for one in verify(SignedReport.objects.get(pk=signed.pk))}
    assert list(found) == list(wrong)
    for part, told in wrong.items():
        if told is None:
            assert found[part]
        else:
            assert found[part] == told


def test_a_changed_report_sealed_anew_still_differs_from_what_the_audit_was_told(year: TrainingYear) -> None:
    signed = sign()
    signed.title = "Khác"
    signed.digest = signed.seal()
    signed.save()

    found = [one.wrong.value for one in verify(SignedReport.objects.get(pk=signed.pk))]
    assert found == ["head", "audit"]


def test_a_signed_report_that_was_removed_is_known_to_the_audit(year: TrainingYear) -> None:
    signed = sign()
    assert not signed_and_gone()

    SignedReport.objects.filter(pk=signed.pk).delete()

    assert [(one.object_id, one.after["name"]) for one in signed_and_gone()] == [(str(signed.pk), FORM)]


def replaced(data: dict[str, Any], old: str, new: str) -> Any:
    text = json.dumps(data)
    assert old in text
    return json.loads(text.replace(old, new, 1))


def test_what_was_corrected_since_is_told_by_name(year: TrainingYear) -> None:
    signed = sign()
    first_class = year.classes[0]
    delete(first_class.enrolment_ids[0])

    changes = corrected_since(signed, SYSTEM)

    told = {(one.row, one.column): (one.before, one.after, one.added, one.removed) for one in changes}
    assert told["II Bồi dưỡng", f"{WHOLE}: Cấp xã: lượt người"] == (3, 2, (), ("Hoàng Văn An",))
    # An still stands in the other class: the same people, one turn less.
    assert {row for row, _ in told} == {"II Bồi dưỡng"}


def test_two_records_merged_since_count_as_one_and_the_one_gone_is_named(year: TrainingYear) -> None:
    signed = sign()
    before = figures_of(report_from(signed.figures))
    one, two = Person.objects.filter(enrolments__in=year.classes[0].enrolment_ids).order_by("pk")[:2]
    comparison = people.compare(one, two)
    merging.merge_persons(survivor=one, merged=two, reason="Trùng", by=SYSTEM, **answers(comparison))

    changes = corrected_since(signed, SYSTEM)

    signed.refresh_from_db()
    gone = f"{two.full_name} (hồ sơ đã gộp vào hồ sơ của {one.full_name})"
    assert figures_of(report_from(signed.figures)) == before
    assert verify(signed) == ()
    assert any(gone in change.removed for change in changes)


def test_the_ids_behind_a_cell_are_those_it_counted(year: TrainingYear) -> None:
    signed = sign()

    people = ids_behind(signed, "II", "c3").ids
    turns = ids_behind(signed, "II", "c3~turns").ids

    assert set(people) == {year.an.pk, year.binh.pk, year.chi.pk}
    assert len(turns) == 4


def test_a_relation_that_does_not_hold_blocks_the_signature_until_it_is_explained(year: TrainingYear) -> None:
    operations.write_relation(report=FORM, name="Xã = lớp", formula="[II/c8] = [II/c9] + [II/c9]", by=SYSTEM)

    with pytest.raises(Problem) as refused:
        sign()
    assert (refused.value.code, refused.value.params["left"], refused.value.params["right"]) == (
        "publishing.not_explained",
        "2",
        "4",
    )
    assert not SignedReport.objects.exists()

    signed = sign(**{"Xã = lớp": "Lớp đếm cả người cấp tỉnh"})
    written = [one for one in signed.relations if one["name"] == "Xã = lớp"]
    assert written[0]["holding"] == "differs"
    assert written[0]["explanation"] == "Lớp đếm cả người cấp tỉnh"


def test_only_a_leader_signs_and_only_the_planner_defines(year: TrainingYear) -> None:
    frozen = freeze(FORM, scope())
    for actor in (planner(), clerk_of(year.tree.root)):
        with pytest.raises(Refused):
            operations.sign(frozen=frozen, explanations={}, by=actor)
    with pytest.raises(Refused):
        operations.write_relation(report=FORM, name="x", formula="[I/c3] = [I/c4]", by=leader())
    operations.sign(frozen=frozen, explanations={}, by=leader())
    operations.write_relation(report=FORM, name="x", formula="[I/c3] = [I/c4]", by=planner())


@pytest.mark.parametrize(
    "formula",
    ["", "[a/b]", "[a/b] = ", "[a/b] = [c/d] [e/f]", "[a/b] == 1", "1 = 1", "[a] = [b/c]", "[a/b] = x"],
)
def test_a_formula_that_cannot_be_read_is_refused(formula: str) -> None:
    with pytest.raises(Problem) as refused:
        read_relation("x", formula)
    assert refused.value.code == "reports.formula_unreadable"


def test_a_formula_may_add_take_away_and_multiply() -> None:
    relation = read_relation("x", "[a/b] * 2 - [other-report: c.d/e~turns] <= 3 * [x:y:z/w] * [q/r]")

    assert relation.is_at_most
    assert [(term.cells, term.factor) for term in (*relation.left, *relation.right)] == [
        ((("", "a", "b"),), 2),
        ((("other-report", "c.d", "e~turns"),), -1),
        ((("", "x:y:z", "w"), ("", "q", "r")), 3),
    ]
