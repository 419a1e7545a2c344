"""The change of the number at standard, each cause counted by hand on one person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.credentials import make_credential
from tests.factories.orgs import TESTS, make_tree
from tests.factories.people import make_person, make_title
from tests.factories.reports import cells, scope
from tests.factories.standards import make_requirement, make_scale
from vun.records.people import operations as people
from vun.records.people.domain import EndReason
from vun.reports.standard_bridge import run

pytestmark = pytest.mark.django_db
MIDDLE = date(2026, 6, 1)


def test_every_cause_stands_with_the_one_it_happened_to() -> None:
    tree, low_high = make_tree(), make_scale(levels=("Sơ cấp", "Trung cấp"))
    low, high = low_high
    expert, chair = make_title("Chuyên viên", group="staff"), make_title("Chủ tịch", group="leaders")
    clerk, driver = make_title("Văn thư", group="clerks"), make_title("Lái xe", group="drivers")
    make_requirement(low, scopes=[{"title": expert}])
    make_requirement(high, scopes=[{"title": chair}])
    # From the middle of the year clerks must hold more, drivers less.
    make_requirement(low, scopes=[{"title": clerk}], end_on=MIDDLE)
    make_requirement(high, scopes=[{"title": clerk}], start_on=MIDDLE)
    make_requirement(high, scopes=[{"title": driver}], end_on=MIDDLE)
    make_requirement(low, scopes=[{"title": driver}], start_on=MIDDLE)

    def someone(title: Any, level: Any = None, earned: date = date(2020, 1, 1), **post: Any) -> Any:
        person = make_person(unit=tree.department, title=title, **post)
        if level is not None:
            make_credential(person, level, earned)
        return person

    stays = someone(expert, low)
    trained = someone(expert, low, MIDDLE)
    appointed = someone(expert, low, since=MIDDLE)
    left, moved = someone(expert, low), someone(expert, low)
    tightened, eased = someone(clerk, low), someone(driver, low)
    someone(expert)
    people.end_appointment(appointment=left.appointments.get(), on=MIDDLE, reason=EndReason.RETIRED, by=TESTS)
    people.transfer(person=moved, unit=tree.department, title=chair, on=MIDDLE, by=TESTS)

    report = run(scope())

    assert cells(report)["Tổng cộng"] == [4, 1, 1, 1, 1, 1, 1, 4]
    assert report.total is not None
    assert {key: figure.ids for key, figure in report.total.figures.items()} == {
        "start": tuple(sorted(one.pk for one in (stays, left, moved, tightened))),
        "trained": (trained.pk,),
        "appointed": (appointed.pk,),
        "eased": (eased.pk,),
        "left": (left.pk,),
        "moved": (moved.pk,),
        "tightened": (tightened.pk,),
        "end": tuple(sorted(one.pk for one in (stays, trained, appointed, eased))),
    }
