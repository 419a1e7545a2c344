"""The five cases counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import transaction

from tests.samples.cases.test_stated import published
from vun.records.credentials.models import Credential
from vun.records.delivery.models import Certificate, ClassCost, Enrolment, TrainingClass
from vun.records.people.domain import PostGroup
from vun.records.plans.models import LineBudget
from vun.records.sending.models import Nomination
from vun.records.statements.models import KeptStatement
from vun.samples.cases import CASES
from vun.samples.cases.case import Case, Counted
from vun.samples.cases.stated import Value, Verdict

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
def lang_son(db: None) -> Loaded:
    return loaded("lang-son")


@pytest.fixture
def dinh_lap(db: None) -> Loaded:
    return loaded("dinh-lap")


@pytest.fixture
def quang_ninh(db: None) -> Loaded:
    return loaded("quang-ninh")


@pytest.fixture
def ben_tre(db: None) -> Loaded:
    return loaded("ben-tre")


@pytest.fixture
def lao_cai(db: None) -> Loaded:
    return loaded("lao-cai")


def exact(name: str) -> dict[str, Decimal]:
    return {figure.id: figure.value for _, figure in published(name).walk() if figure.is_exact}


def verdicts(loaded: Loaded) -> dict[str, Verdict]:
    case, counted = loaded
    return {one.figure.id: one.verdict for one in case.compare(counted)}


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
    qualified = {one.figure.id for one in case.compare(counted) if not one.figure.is_exact}
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


def both(loaded: Loaded) -> dict[str, Value | None]:
    """What records and hand give together, by figure."""
    case, counted = loaded
    return {one.figure.id: one.both for one in case.compare(counted)}


def test_lang_son_comes_out_as_published_and_what_it_lacks_is_told(lang_son: Loaded) -> None:
    _, counted = lang_son
    figures = exact("lang-son")
    rate = figures.pop("ls.rate")

    assert {key: both(lang_son)[key] for key in figures} == figures
    assert (rate, both(lang_son)["ls.rate"]) == (Decimal("130.47"), Decimal("130.4798"))
    found = verdicts(lang_son)
    assert found["ls.rate"] is Verdict.CUT
    assert Verdict.DIFFERS not in found.values()
    # The records alone, never mixed with what is kept by hand.
    assert [counted.values[key] for key in ("ls.dt.tinh", "ls.bd.tw", "ls.bd.tinh", "ls.total")] == [
        1050, 70, 1219, 2422,
    ]  # fmt: skip
    assert counted.by_hand == {
        "ls.dt.tinh": 20, "ls.dt": 20, "ls.bd.tw": -3, "ls.bd.tinh": 16598, "ls.bd": 16595, "ls.total": 16615,
        "ls.kp09": 9_000_000_000, "ls.years": 20,
    }  # fmt: skip


def test_a_learner_less_of_lang_son_moves_their_course_and_its_wholes(lang_son: Loaded) -> None:
    case, before = lang_son
    part_time = Enrolment.objects.filter(
        training_class__programme__name__startswith="Trung cấp lý luận chính trị (tại"
    )
    assert moved(lang_son, part_time[0]) == {
        "ls.dt.tinh.tctc": -1,
        "ls.dt.tinh": -1,
        "ls.dt": -1,
        "ls.total": -1,
        # 2.421 of 14.590 after 2.422
        "ls.rate": Decimal("16.5936") - Decimal("16.6004"),
    }
    abroad = Enrolment.objects.filter(training_class__place="abroad")
    assert moved(lang_son, abroad[0]).keys() == {"ls.bd.nn", "ls.bd", "ls.total", "ls.rate"}
    carried = Enrolment.objects.filter(training_class__cohort="2008-2009")
    assert moved(lang_son, carried[0]) == {"ls.carry": -1}
    with undone():
        one_class = TrainingClass.objects.filter(programme__name__startswith="Tiếng Anh")[0]
        learners = one_class.enrolments.count()
        one_class.enrolments.all().delete()
        one_class.delete()
        after = case.count().values
    assert {key for key in before.values if after[key] != before.values[key]} == {
        "ls.bcls.nn", "ls.bd.tinh.nn", "ls.bd.tinh", "ls.bd", "ls.total", "ls.rate",
    }  # fmt: skip
    assert (after["ls.bcls.nn"], after["ls.bd.tinh.nn"]) == (6, 200 - learners)


def test_what_is_kept_by_hand_moves_with_what_is_kept(lang_son: Loaded) -> None:
    case, before = lang_son
    with undone():
        KeptStatement.objects.all().delete()
        after = case.count()
    assert after.values == before.values
    assert after.by_hand == {}
    assert case.compare(after)[0].verdict is Verdict.DIFFERS


def test_dinh_lap_comes_out_as_published(dinh_lap: Loaded) -> None:
    figures = exact("dinh-lap")
    assert {key: both(dinh_lap)[key] for key in figures} == figures
    assert (both(dinh_lap)["dl.bdlop"], both(dinh_lap)["dl.bdluot"]) == (19, 893)
    assert Verdict.DIFFERS not in verdicts(dinh_lap).values()


def test_what_is_taken_from_dinh_lap_moves_what_counts_it(dinh_lap: Loaded) -> None:
    case, before = dinh_lap

    def after(delete: Callable[[], object]) -> dict[str, Value | None]:
        with undone():
            delete()
            return _changed(before, case.count().values)

    continuing = Enrolment.objects.filter(training_class__cohort="2018-2019").order_by("pk")[0]
    assert moved(dinh_lap, continuing) == {"dl.2018.tc": -1, "dl.2018": -1}
    graduate = Enrolment.objects.filter(training_class__cohort="2016-2017").order_by("pk")[0]
    assert moved(dinh_lap, graduate) == {"dl.2017.tc": -1, "dl.2017": -1}
    earned = Credential.objects.filter(person_id=graduate.person_id, level__code="LLCT-TCHC")
    assert after(earned.delete) == {"dl.tcllct": 198}
    township = Credential.objects.filter(person__appointments__unit__code="DL-2", level__code="LLCT-SC")[0]
    assert after(township.delete) == {"dl.tt.sc": 3}
    assert after(Nomination.objects.all()[0].delete) == {"dl.cc": 3}
    secretary = Credential.objects.filter(
        person__appointments__title="district-party-secretary", level__code="LLCT-CC"
    )[0]
    # 31 of the 32 key posts
    assert after(secretary.delete) == {"dl.key": Decimal("96.88")}


def test_quang_ninh_comes_out_as_published(quang_ninh: Loaded) -> None:
    case, before = quang_ninh
    figures = exact("quang-ninh")
    assert {key: both(quang_ninh)[key] for key in figures} == figures
    assert before.values["qn.kp"] == 27_850_000_000
    assert before.by_hand.keys() == figures.keys() - {"qn.lop", "qn.khoa0", "qn.khoa1"}
    assert Verdict.DIFFERS not in verdicts(quang_ninh).values()

    with undone():
        budget = LineBudget.objects.order_by("pk")[0]
        budget.delete()
        assert _changed(before, case.count().values) == {"qn.kp": 27_850_000_000 - budget.amount}
