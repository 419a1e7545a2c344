"""The two cases counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction

from tests.samples.cases.test_stated import published
from vun.records.credentials.models import Credential
from vun.records.delivery.models import Certificate, ClassCost, Enrolment
from vun.records.people.domain import PostGroup
from vun.samples.cases import CASES
from vun.samples.cases.case import Case, Counted
from vun.samples.cases.stated import Qualifier, Value, Verdict

Loaded = tuple[Case, Counted]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def loaded(name: str) -> Loaded:
    case = CASES[name]
    case.load()
    return case, case.count()


@pytest.fixture
def ben_tre(db: None) -> Loaded:
    return loaded("ben-tre")


@pytest.fixture
def lao_cai(db: None) -> Loaded:
    return loaded("lao-cai")


def exact(name: str) -> dict[str, Decimal]:
    return {row["id"]: Decimal(str(row["value"])) for row in published(name) if row["qualifier"] == "exact"}


def verdicts(loaded: Loaded) -> dict[str, Verdict]:
    case, counted = loaded
    return {stated.id: verdict for stated, _, verdict in case.compare(counted)}


def moved(loaded: Loaded, enrolment: Enrolment) -> dict[str, Decimal]:
    """By how much each figure moves when the participation, its paper with it, had never been."""
    case, before = loaded
    with undone():
        Certificate.objects.filter(enrolment=enrolment).delete()
        enrolment.delete()
        after = case.count()
    return {
        key: Decimal(after.values[key] or 0) - Decimal(value or 0)
        for key, value in before.values.items()
        if after.values[key] != value
    }


def test_ben_tre_comes_out_as_published(ben_tre: Loaded) -> None:
    _, counted = ben_tre
    figures = exact("ben-tre")

    assert {key: counted.values[key] for key in figures} == figures
    assert counted.values["bt.rate"] == Decimal("91.16")
    assert verdicts(ben_tre)["bt.rate"] is Verdict.WITHIN
    told = "\n".join(counted.notes)
    assert "Bảng trước × sau là bảng dựng" in told
    assert "Riêng chức danh cấp xã là 87,76 % (129 trên 147)" in told


def test_lao_cai_comes_out_as_published(lao_cai: Loaded) -> None:
    case, counted = lao_cai
    figures = exact("lao-cai")

    assert {key: counted.values[key] for key in figures} == figures
    assert figures == {"lc.std": Decimal(1830), "lc.rate": Decimal("50.4"), "lc.up": Decimal("8.5")}
    assert counted.values["lc.pop"] == 3631
    qualified = {
        stated.id for stated, _, _ in case.compare(counted) if stated.qualifier is not Qualifier.EXACT
    }
    assert {key for key, verdict in verdicts(lao_cai).items() if verdict is Verdict.WITHIN} == qualified
    told = "\n".join(counted.notes)
    assert "Tổng số 3.631 người là số suy ra" in told
    assert "41,9 % năm 2014, 50,4 % năm 2015" in told
    assert "tỷ lệ năm 2014 là 46,45 %" in told


def test_the_table_before_and_after_has_the_published_margins(ben_tre: Loaded) -> None:
    matrix = ben_tre[1].tables[2]
    assert matrix.total is not None

    assert [row.figures["all"].value for row in matrix.rows] == [11, 37, 31, 3, 65]
    assert [figure.value for figure in matrix.total.figures.values()] == [27, 33, 69, 5, 6, 3, 4, 147]


def test_a_learner_less_moves_exactly_the_figures_that_count_them(ben_tre: Loaded) -> None:
    with_post = Enrolment.objects.filter(
        training_class__cohort="1",
        unit_then__code__startswith="GT-",
        post_group_then=PostGroup.PART_TIME_COMMUNE,
        placement__group="part_time_commune",
    ).first()
    assert with_post is not None

    change = moved(ben_tre, with_post)

    assert change.pop("bt.rate") == Decimal("91.10") - Decimal("91.16")
    assert change == dict.fromkeys(
        [
            "bt.total", "bt.k1", "bt.units", "bt.u.gt", "bt.before", "bt.b.kct", "bt.after", "bt.a.kct", "bt.placed",
            "bt.placedx",
        ],
        Decimal(-1),
    )  # fmt: skip


def test_a_fresh_graduate_less_moves_their_own_figure_too(ben_tre: Loaded) -> None:
    graduate = Enrolment.objects.filter(
        training_class__cohort="2",
        unit_then__code="CL",
        post_group_then=PostGroup.RESERVE_CADRE,
        placement__group="part_time_commune",
    ).first()
    assert graduate is not None

    change = moved(ben_tre, graduate)

    assert change.pop("bt.rate") == Decimal("91.10") - Decimal("91.16")
    assert change == dict.fromkeys(
        [
            "bt.total", "bt.k2", "bt.k2.sv", "bt.units", "bt.u.cl", "bt.before", "bt.b.n", "bt.after",
            "bt.a.kct", "bt.placed", "bt.placedx",
        ],
        Decimal(-1),
    )  # fmt: skip


def test_somebody_less_who_declined_moves_no_placed_figure(ben_tre: Loaded) -> None:
    declined = Enrolment.objects.filter(training_class__cohort="1", placement__group="declined").first()
    assert declined is not None
    assert declined.unit_then is not None
    own_unit = {"thp": "bt.u.tp2"}.get(
        declined.unit_then.code.lower(), f"bt.u.{declined.unit_then.code.lower()}"
    )

    change = moved(ben_tre, declined)

    # 134 of 146
    assert change.pop("bt.rate") == Decimal("91.78") - Decimal("91.16")
    assert change == dict.fromkeys(
        ["bt.total", "bt.k1", "bt.units", own_unit, "bt.before", "bt.b.n", "bt.after", "bt.a.r"], Decimal(-1)
    )


def test_a_learner_less_of_the_third_cohort_moves_no_outcome(ben_tre: Loaded) -> None:
    last = Enrolment.objects.filter(training_class__cohort="3", unit_then__code="BD").first()
    assert last is not None

    assert moved(ben_tre, last) == dict.fromkeys(
        ["bt.total", "bt.k3", "bt.k3.n", "bt.units", "bt.u.bd"], Decimal(-1)
    )


def test_what_is_taken_away_moves_exactly_the_figures_that_count_it(lao_cai: Loaded) -> None:
    case, before = lao_cai
    for programme, figure in (
        ("Đào tạo trình độ đại học, cao đẳng", "lc.dh"),
        ("Đào tạo trình độ trung cấp", "lc.tc"),
        ("Bồi dưỡng chức danh chủ chốt cấp xã", "lc.cc"),
        ("Bồi dưỡng công chức cấp xã", "lc.cx"),
    ):
        turn = Enrolment.objects.filter(training_class__programme__name=programme).order_by("pk")[0]
        assert moved(lao_cai, turn) == {"lc.total": Decimal(-1), figure: Decimal(-1)}

    with undone():
        earned = Credential.objects.filter(
            is_from_certificate=True, level__code="CM-TC", earned_on__year=2015
        )
        Credential.objects.filter(pk__in=list(earned.values_list("pk", flat=True)[:2])).delete()
        after = case.count().values
    # 1.828 of 3.631 are 50,34 %: 50,3 at one decimal.
    assert _changed(before, after) == {"lc.std": 1828, "lc.rate": Decimal("50.3"), "lc.up": Decimal("8.4")}

    with undone():
        cost = ClassCost.objects.filter(source="province_training").order_by("pk")[0]
        ClassCost.objects.filter(pk=cost.pk).delete()
        after = case.count().values
    assert _changed(before, after) == {
        "lc.kp": 31_150_000_000 - cost.amount,
        "lc.kp.dp": 26_850_000_000 - cost.amount,
    }


def _changed(before: Counted, after: Mapping[str, Value | None]) -> dict[str, Value | None]:
    return {key: value for key, value in after.items() if value != before.values[key]}
