"""Đình Lập counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.samples.cases.counting import Loaded, both, changed, exact, moved, undone, verdicts
from vun.records.credentials.models import Credential
from vun.records.delivery.models import Enrolment
from vun.records.sending.models import Nomination
from vun.samples.cases.stated import Value, Verdict

pytestmark = pytest.mark.django_db
CASE = "dinh-lap"


def test_dinh_lap_comes_out_as_published(counted_case: Loaded) -> None:
    figures = exact("dinh-lap")
    assert {key: both(counted_case)[key] for key in figures} == figures
    assert (both(counted_case)["dl.bdlop"], both(counted_case)["dl.bdluot"]) == (19, 893)
    assert Verdict.DIFFERS not in verdicts(counted_case).values()


def test_what_is_taken_from_dinh_lap_moves_what_counts_it(counted_case: Loaded) -> None:
    case, before = counted_case

    def after(delete: Callable[[], object]) -> dict[str, Value | None]:
        with undone():
            delete()
            return changed(before, case.count().values)

    continuing = Enrolment.objects.filter(training_class__cohort="2018-2019").order_by("pk")[0]
    assert moved(counted_case, continuing) == {"dl.2018.tc": -1, "dl.2018": -1}
    graduate = Enrolment.objects.filter(training_class__cohort="2016-2017").order_by("pk")[0]
    assert moved(counted_case, graduate) == {"dl.2017.tc": -1, "dl.2017": -1}
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
