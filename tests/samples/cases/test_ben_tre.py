"""Bến Tre counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.samples.cases.counting import Loaded, exact, moved, verdicts
from vun.records.delivery.models import Enrolment
from vun.records.people.domain import PostGroup
from vun.samples.cases.stated import Verdict

pytestmark = pytest.mark.django_db
CASE = "ben-tre"


def test_ben_tre_comes_out_as_published(counted_case: Loaded) -> None:
    _, counted = counted_case
    figures = exact("ben-tre")

    assert {key: counted.values[key] for key in figures} == figures
    assert counted.values["bt.rate"] == Decimal("91.16")
    assert verdicts(counted_case)["bt.rate"] is Verdict.WITHIN
    told = "\n".join(counted.notes)
    assert "Bảng trước × sau là bảng dựng" in told
    assert "Riêng chức danh cấp xã là 87,76 % (129 trên 147)" in told


def test_the_table_before_and_after_has_the_published_margins(counted_case: Loaded) -> None:
    matrix = counted_case[1].tables[2]
    assert matrix.total is not None

    assert [row.figures["all"].value for row in matrix.rows] == [11, 37, 31, 3, 65]
    assert [figure.value for figure in matrix.total.figures.values()] == [27, 33, 69, 5, 6, 3, 4, 147]


def test_a_learner_less_moves_exactly_the_figures_that_count_them(counted_case: Loaded) -> None:
    with_post = Enrolment.objects.filter(
        training_class__cohort="1",
        unit_then__code__startswith="GT-",
        post_group_then=PostGroup.PART_TIME_COMMUNE,
        placement__group="part_time_commune",
    ).first()
    assert with_post is not None

    change = moved(counted_case, with_post)

    assert change.pop("bt.rate") == Decimal("91.10") - Decimal("91.16")
    assert change == dict.fromkeys(
        [
            "bt.total", "bt.k1", "bt.units", "bt.u.gt", "bt.before", "bt.b.kct", "bt.after", "bt.a.kct", "bt.placed",
            "bt.placedx",
        ],
        Decimal(-1),
    )  # fmt: skip


def test_a_fresh_graduate_less_moves_their_own_figure_too(counted_case: Loaded) -> None:
    graduate = Enrolment.objects.filter(
        training_class__cohort="2",
        unit_then__code="CL",
        post_group_then=PostGroup.RESERVE_CADRE,
        placement__group="part_time_commune",
    ).first()
    assert graduate is not None

    change = moved(counted_case, graduate)

    assert change.pop("bt.rate") == Decimal("91.10") - Decimal("91.16")
    assert change == dict.fromkeys(
        [
            "bt.total", "bt.k2", "bt.k2.sv", "bt.units", "bt.u.cl", "bt.before", "bt.b.n", "bt.after",
            "bt.a.kct", "bt.placed", "bt.placedx",
        ],
        Decimal(-1),
    )  # fmt: skip


def test_somebody_less_who_declined_moves_no_placed_figure(counted_case: Loaded) -> None:
    declined = Enrolment.objects.filter(training_class__cohort="1", placement__group="declined").first()
    assert declined is not None
    assert declined.unit_then is not None
    own_unit = {"thp": "bt.u.tp2"}.get(
        declined.unit_then.code.lower(), f"bt.u.{declined.unit_then.code.lower()}"
    )

    change = moved(counted_case, declined)

    # 134 of 146
    assert change.pop("bt.rate") == Decimal("91.78") - Decimal("91.16")
    assert change == dict.fromkeys(
        ["bt.total", "bt.k1", "bt.units", own_unit, "bt.before", "bt.b.n", "bt.after", "bt.a.r"], Decimal(-1)
    )


def test_a_learner_less_of_the_third_cohort_moves_no_outcome(counted_case: Loaded) -> None:
    last = Enrolment.objects.filter(training_class__cohort="3", unit_then__code="BD").first()
    assert last is not None

    assert moved(counted_case, last) == dict.fromkeys(
        ["bt.total", "bt.k3", "bt.k3.n", "bt.units", "bt.u.bd"], Decimal(-1)
    )
