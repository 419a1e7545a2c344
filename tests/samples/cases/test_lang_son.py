"""Lạng Sơn 2009 counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.samples.cases.counting import Loaded, both, exact, moved, undone, verdicts
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.statements.models import KeptStatement
from vun.samples.cases.stated import Verdict

pytestmark = pytest.mark.django_db
CASE = "lang-son"


def test_lang_son_comes_out_as_published_and_what_it_lacks_is_told(counted_case: Loaded) -> None:
    _, counted = counted_case
    figures = exact("lang-son")
    rate = figures.pop("ls.rate")

    assert {key: both(counted_case)[key] for key in figures} == figures
    assert (rate, both(counted_case)["ls.rate"]) == (Decimal("130.47"), Decimal("130.4798"))
    found = verdicts(counted_case)
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


def test_a_learner_less_of_lang_son_moves_their_course_and_its_wholes(counted_case: Loaded) -> None:
    case, before = counted_case
    part_time = Enrolment.objects.filter(
        training_class__programme__name__startswith="Trung cấp lý luận chính trị (tại"
    )
    assert moved(counted_case, part_time[0]) == {
        "ls.dt.tinh.tctc": -1,
        "ls.dt.tinh": -1,
        "ls.dt": -1,
        "ls.total": -1,
        # 2.421 of 14.590 after 2.422
        "ls.rate": Decimal("16.5936") - Decimal("16.6004"),
    }
    abroad = Enrolment.objects.filter(training_class__place="abroad")
    assert moved(counted_case, abroad[0]).keys() == {"ls.bd.nn", "ls.bd", "ls.total", "ls.rate"}
    carried = Enrolment.objects.filter(training_class__cohort="2008-2009")
    assert moved(counted_case, carried[0]) == {"ls.carry": -1}
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


def test_what_is_kept_by_hand_moves_with_what_is_kept(counted_case: Loaded) -> None:
    case, before = counted_case
    with undone():
        KeptStatement.objects.all().delete()
        after = case.count()
    assert after.values == before.values
    assert after.by_hand == {}
    assert case.compare(after)[0].verdict is Verdict.DIFFERS
