"""Loading the shipped standards again, on an installation that has worked with them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.delivery import make_class
from vun.common.actor import Actor
from vun.records.deadlines import catalogue as limits
from vun.records.deadlines.models import DeadlineRule
from vun.records.delivery.models import ClassSession
from vun.records.people.catalogue import load_catalogues as load_titles
from vun.records.sending import catalogue as bases
from vun.records.sending.models import PaperBasis
from vun.records.standards.catalogue import load_catalogues
from vun.records.standards.models import Programme, Requirement

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_titles(by=SYSTEM)
    load_catalogues(by=SYSTEM)


def test_what_the_office_confirmed_corrected_or_ended_stays() -> None:
    Requirement.objects.filter(is_verified=False, end_on=None).update(is_verified=True, note="đã đối chiếu")
    Programme.objects.filter(code="KNS/2022").update(name="Kỹ năng số của tỉnh", end_on=date(2027, 1, 1))
    before = (
        list(Requirement.objects.order_by("pk").values()),
        list(Programme.objects.order_by("pk").values()),
    )
    load_catalogues(by=SYSTEM)
    assert before == (
        list(Requirement.objects.order_by("pk").values()),
        list(Programme.objects.order_by("pk").values()),
    )


def test_modules_that_a_timetable_speaks_of_stay() -> None:
    programme = Programme.objects.filter(modules__isnull=False).first()
    assert programme is not None
    module = programme.modules.all()[0]
    training_class = make_class(programme=programme)
    ClassSession.objects.create(
        training_class=training_class, on=training_class.start_on, part="morning", periods=5, module=module
    )
    load_catalogues(by=SYSTEM)
    assert list(ClassSession.objects.values_list("module_id", flat=True)) == [module.pk]


def test_a_row_still_open_is_ended_where_the_file_ends_it() -> None:
    ended = Programme.objects.filter(end_on__isnull=False).order_by("pk")[0]
    Programme.objects.filter(pk=ended.pk).update(end_on=None)
    load_catalogues(by=SYSTEM)
    assert Programme.objects.get(pk=ended.pk).end_on == ended.end_on


@pytest.mark.parametrize(("catalogue", "model"), [(bases, PaperBasis), (limits, DeadlineRule)])
def test_rules_of_other_contexts_still_open_are_ended_where_their_files_end_them(
    catalogue: Any, model: Any
) -> None:
    catalogue.load_catalogues(by=SYSTEM)
    shipped = list(model.objects.order_by("pk").values())
    (open_, *_) = [row["code"] for row in shipped if row["end_on"] is not None]
    model.objects.filter(code=open_).update(end_on=None)
    catalogue.load_catalogues(by=SYSTEM)
    assert list(model.objects.order_by("pk").values()) == shipped
