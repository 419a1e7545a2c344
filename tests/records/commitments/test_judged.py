"""Whole lives judged by hand, by the laws as they are shipped: what is found of the leaving, and what is claimed.

Unless said otherwise: a civil servant, a man, recruited on 1 June 2012, so with ten whole years after probation when he
begins to study on 1 September 2023 for two years; 48 million were paid for him, a million for each of 48 months owed;
he graduates on 15 September 2025. Under Decree 101/2017/NĐ-CP ten years are ten per cent less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import planner
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_ethnic_group, make_person
from vun.common.errors import Problem
from vun.records.commitments import catalogue, operations, queries
from vun.records.commitments.domain import Case, CostItem, Payer
from vun.records.commitments.models import ServiceCommitment
from vun.records.people.domain import EndReason, Sex, StaffKind

pytestmark = pytest.mark.django_db
RECRUITED, GRADUATED = date(2012, 6, 1), date(2025, 9, 15)
OLD_STUDY = (date(2023, 8, 15), date(2023, 9, 1), date(2025, 8, 31))
NEW_STUDY = (date(2025, 7, 1), date(2025, 9, 1), date(2027, 8, 31))
DAY_BEFORE = (date(2025, 6, 30), *NEW_STUDY[1:])
NEW_GRADUATED = date(2027, 9, 10)
RESIGNED, DISMISSED = EndReason.RESIGNED, EndReason.DISMISSED
QUIT, NO_DIPLOMA, LEFT = Case.DROPPED_OUT, Case.NO_DIPLOMA, Case.LEFT_EARLY
OUT_STUDYING, OUT_EARLY = Case.DISMISSED_STUDYING, Case.DISMISSED_EARLY
Post = tuple[date, date | None, EndReason | None]


@dataclass(frozen=True, kw_only=True)
class Life:
    """Somebody's study, posts and costs; the case claimed on a day, the figures it is claimed by, the amount.

    ``refused``: the code of the problem in place of a claim. ``found``: the case the records themselves tell of.
    """

    case: Case = LEFT
    on: date
    figures: tuple[int, int, int] = (48, 0, 10)
    amount: int = 0
    refused: str = ""
    found: Case | None = None
    posts: tuple[Post, ...] = ()
    study: tuple[date, date, date] = OLD_STUDY
    graduated: date | None = GRADUATED
    studied_until: date | None = None
    kind: StaffKind = StaffKind.CIVIL_SERVANT
    sex: Sex = Sex.MALE
    is_minority: bool = False
    recruited: date = RECRUITED
    cost: int = 48_000_000
    more_costs: tuple[tuple[CostItem, Payer, int], ...] = ()


def leaves(on: date, reason: EndReason = RESIGNED, since: date = RECRUITED) -> tuple[Post, ...]:
    return ((since, on, reason),)


def new(**columns: Any) -> Life:
    """Sent on the first day of Decree 171/2025/NĐ-CP: three times the study, a million for each of 72 months."""
    given = {"study": NEW_STUDY, "graduated": NEW_GRADUATED, "cost": 72_000_000}
    return Life(**(given | columns))


LIVES: dict[str, Life] = {
    # 48 − 12 = 36 million, − 10 %
    "a year served": Life(
        on=date(2026, 9, 15),
        posts=leaves(date(2026, 9, 15)),
        figures=(48, 12, 10),
        amount=32_400_000,
        found=LEFT,
    ),
    # Women and ethnic minorities 1,5 % a year: − 15 %
    "a woman": Life(
        on=date(2026, 9, 15),
        posts=leaves(date(2026, 9, 15)),
        figures=(48, 12, 10),
        sex=Sex.FEMALE,
        amount=30_600_000,
        found=LEFT,
    ),
    "of an ethnic minority": Life(
        on=date(2026, 9, 15),
        posts=leaves(date(2026, 9, 15)),
        figures=(48, 12, 10),
        is_minority=True,
        amount=30_600_000,
        found=LEFT,
    ),
    # 72 − 30 = 42 million; the decree's own reductions are not known, so none
    "sent on 1 July 2025": new(
        on=date(2030, 3, 10),
        posts=leaves(date(2030, 3, 10)),
        figures=(72, 30, 12),
        amount=42_000_000,
        found=LEFT,
    ),
    # The same study sent the day before: 72 / 48 × 18 = 27 million, − 12 %
    "sent on 30 June 2025": new(
        study=DAY_BEFORE,
        on=date(2030, 3, 10),
        posts=leaves(date(2030, 3, 10)),
        figures=(48, 30, 12),
        amount=23_760_000,
        found=LEFT,
    ),
    "dismissed after the diploma, old decree": Life(
        case=OUT_EARLY,
        on=date(2026, 9, 15),
        posts=leaves(date(2026, 9, 15), DISMISSED),
        refused="commitments.no_such_case",
        found=OUT_EARLY,
    ),
    "dismissed after the diploma, new decree": new(
        case=OUT_EARLY,
        on=date(2028, 9, 10),
        posts=leaves(date(2028, 9, 10), DISMISSED),
        figures=(72, 12, 12),
        amount=60_000_000,
        found=OUT_EARLY,
    ),
    "dismissed while studying, old decree": Life(
        case=OUT_STUDYING,
        on=date(2024, 10, 1),
        graduated=None,
        posts=leaves(date(2024, 10, 1), DISMISSED),
        refused="commitments.no_such_case",
        found=OUT_STUDYING,
    ),
    "dismissed while studying, new decree": new(
        case=OUT_STUDYING,
        on=date(2026, 10, 1),
        graduated=None,
        posts=leaves(date(2026, 10, 1), DISMISSED),
        figures=(72, 0, 12),
        amount=72_000_000,
        found=OUT_STUDYING,
    ),
    # All of 48 million, − 10 %
    "gave up the post while studying, old decree": Life(
        case=QUIT,
        on=date(2024, 3, 1),
        graduated=None,
        posts=leaves(date(2024, 3, 1)),
        amount=43_200_000,
        found=QUIT,
    ),
    "gave up the post while studying, new decree": new(
        case=QUIT,
        on=date(2026, 3, 1),
        graduated=None,
        posts=leaves(date(2026, 3, 1)),
        figures=(72, 0, 12),
        amount=72_000_000,
        found=QUIT,
    ),
    # Left while studying: the diploma got afterwards undoes nothing.
    "gave up the post while studying and graduated all the same": Life(
        case=QUIT, on=date(2025, 3, 1), posts=leaves(date(2025, 3, 1)), amount=43_200_000, found=QUIT
    ),
    "no diploma, old decree": Life(case=NO_DIPLOMA, on=date(2025, 12, 31), graduated=None, amount=43_200_000),
    "no diploma, new decree": new(
        case=NO_DIPLOMA, on=date(2027, 12, 31), graduated=None, figures=(72, 0, 12), amount=72_000_000
    ),
    "no diploma, of somebody who has one": Life(
        case=NO_DIPLOMA, on=date(2026, 1, 1), refused="commitments.case_does_not_fit"
    ),
    # Public employees stay with Decree 101: 48 − 24 = 24 million, − 12 %
    "a public employee sent after 1 July 2025": Life(
        kind=StaffKind.PUBLIC_EMPLOYEE,
        study=NEW_STUDY,
        graduated=NEW_GRADUATED,
        on=date(2029, 9, 10),
        posts=leaves(date(2029, 9, 10)),
        figures=(48, 24, 12),
        amount=21_120_000,
        found=LEFT,
    ),
    "a public employee dismissed, after 1 July 2025": Life(
        kind=StaffKind.PUBLIC_EMPLOYEE,
        case=OUT_EARLY,
        study=NEW_STUDY,
        graduated=NEW_GRADUATED,
        on=date(2029, 9, 10),
        posts=leaves(date(2029, 9, 10), DISMISSED),
        refused="commitments.no_such_case",
        found=OUT_EARLY,
    ),
    # Decree 29/2012: half without a diploma, no reduction by years; 2016 − 2013 = 3 years
    "a public employee of 2016 without a diploma": Life(
        kind=StaffKind.PUBLIC_EMPLOYEE,
        case=NO_DIPLOMA,
        study=(date(2016, 8, 15), date(2016, 9, 1), date(2018, 8, 31)),
        graduated=None,
        on=date(2018, 12, 31),
        figures=(48, 0, 3),
        amount=24_000_000,
    ),
    "a commune's civil servant sent on 1 July 2025": new(
        kind=StaffKind.COMMUNE_CIVIL_SERVANT,
        on=date(2028, 9, 10),
        posts=leaves(date(2028, 9, 10)),
        figures=(72, 12, 12),
        amount=60_000_000,
        found=LEFT,
    ),
    # Twelve months and 14 days are twelve months; and 15 days are thirteen: 35 million, − 10 %
    "fourteen days over": Life(
        on=date(2026, 9, 29),
        posts=leaves(date(2026, 9, 29)),
        figures=(48, 12, 10),
        amount=32_400_000,
        found=LEFT,
    ),
    "fifteen days over": Life(
        on=date(2026, 9, 30),
        posts=leaves(date(2026, 9, 30)),
        figures=(48, 13, 10),
        amount=31_500_000,
        found=LEFT,
    ),
    # Moved within the system on the day: 24 months in one go; 24 million, − 10 %
    "transferred, then resigned": Life(
        on=date(2027, 9, 15),
        posts=(
            (RECRUITED, date(2026, 3, 1), EndReason.TRANSFERRED),
            (date(2026, 3, 1), date(2027, 9, 15), RESIGNED),
        ),
        figures=(48, 24, 10),
        amount=21_600_000,
        found=LEFT,
    ),
    # Six months, a gap, then 17 months and 14 days: 23 months; 25 million, − 10 %
    "a gap between two posts is no service": Life(
        on=date(2027, 9, 15),
        posts=(
            (RECRUITED, date(2026, 3, 15), EndReason.TRANSFERRED),
            (date(2026, 4, 1), date(2027, 9, 15), RESIGNED),
        ),
        figures=(48, 23, 10),
        amount=22_500_000,
        found=LEFT,
    ),
    # Six months served when he left; taken on again half a year later undoes nothing: 42 million, − 10 %
    "resigned and taken on again": Life(
        on=date(2026, 3, 15),
        posts=((RECRUITED, date(2026, 3, 15), RESIGNED), (date(2026, 9, 1), None, None)),
        figures=(48, 6, 10),
        amount=37_800_000,
        found=LEFT,
    ),
    "served to the day": Life(
        on=date(2029, 9, 15), posts=leaves(date(2029, 9, 15)), refused="commitments.nothing_due"
    ),
    # Four days three times are twelve days: no month to serve
    "a course of a few days": new(
        study=(date(2025, 7, 7), date(2025, 7, 7), date(2025, 7, 10)),
        graduated=date(2025, 7, 12),
        on=date(2025, 7, 14),
        posts=leaves(date(2025, 7, 14)),
        refused="commitments.nothing_due",
    ),
    # 47 months and 16 days are 48.
    "served by rounding": Life(
        on=date(2029, 8, 31), posts=leaves(date(2029, 8, 31)), refused="commitments.nothing_due"
    ),
    # 47 months and 14 days are 47: one million, − 10 %
    "a day short of rounding": Life(
        on=date(2029, 8, 29),
        posts=leaves(date(2029, 8, 29)),
        figures=(48, 47, 10),
        amount=900_000,
        found=LEFT,
    ),
    # What the learner, a sponsor, and pay came to is not paid back: 40 + 8 million
    "several sources": Life(
        on=date(2026, 9, 15),
        posts=leaves(date(2026, 9, 15)),
        cost=40_000_000,
        more_costs=(
            (CostItem.TRAVEL, Payer.SENDER, 8_000_000),
            (CostItem.TUITION, Payer.LEARNER, 10_000_000),
            (CostItem.LODGING, Payer.SPONSOR, 5_000_000),
            (CostItem.PAY, Payer.SENDER, 99_000_000),
        ),
        figures=(48, 12, 10),
        amount=32_400_000,
        found=LEFT,
    ),
    # 10.000.001 / 48 × 36 × 90 % = 6.750.000,675
    "half up to the đồng, once": Life(
        on=date(2026, 9, 15),
        posts=leaves(date(2026, 9, 15)),
        cost=10_000_001,
        figures=(48, 12, 10),
        amount=6_750_001,
        found=LEFT,
    ),
    # Thirty months of study make 60: 48 / 60 × 48 = 38,4 million, − 10 %
    "a study made longer": Life(
        on=date(2027, 3, 1),
        studied_until=date(2026, 2, 28),
        graduated=date(2026, 3, 1),
        posts=leaves(date(2027, 3, 1)),
        figures=(60, 12, 10),
        amount=34_560_000,
        found=LEFT,
    ),
    # Still on probation when the study began: no year before it
    "no year before": Life(
        on=date(2026, 9, 15),
        recruited=date(2023, 1, 10),
        posts=leaves(date(2026, 9, 15), since=date(2023, 1, 10)),
        figures=(48, 12, 0),
        amount=36_000_000,
        found=LEFT,
    ),
    # A year less a day after probation is no year: 1 September 2022 + 12 months, to 31 August 2024
    "a year less a day before": Life(
        study=(date(2024, 8, 15), date(2024, 8, 31), date(2025, 8, 30)),
        recruited=date(2022, 9, 1),
        posts=leaves(date(2026, 9, 15), since=date(2022, 9, 1)),
        on=date(2026, 9, 15),
        cost=24_000_000,
        figures=(24, 12, 0),
        amount=12_000_000,
        found=LEFT,
    ),
}


def live(life: Life) -> ServiceCommitment:
    catalogue.load_catalogues(planner())
    unit = make_unit()
    person = make_person(
        recruited_on=life.recruited,
        sex=life.sex.value,
        ethnic_group=make_ethnic_group() if life.is_minority else None,
    )
    for start, end, reason in life.posts or ((life.recruited, None, None),):
        columns = {"end_reason": reason.value} if reason else {}
        make_appointment(person, unit, start_on=start, end_on=end, kind=life.kind, **columns)
    sent_on, start_on, end_on = life.study
    commitment = operations.commit(
        person=person,
        unit=unit,
        name="Thạc sĩ",
        sent_on=sent_on,
        study_start_on=start_on,
        study_end_on=end_on,
        by=planner(),
    )
    for item, payer, amount in ((CostItem.TUITION, Payer.SENDER, life.cost), *life.more_costs):
        operations.record_cost(
            commitment=commitment, item=item, payer=payer, amount=amount, paid_on=start_on, by=planner()
        )
    if life.graduated is not None:
        operations.graduate(
            commitment=commitment,
            graduated_on=life.graduated,
            on=life.graduated,
            study_end_on=life.studied_until,
            by=planner(),
        )
    return commitment


@pytest.mark.parametrize("name", LIVES)
def test_a_life_is_judged_as_the_law_of_its_day_has_it(name: str) -> None:
    life = LIVES[name]
    commitment = live(life)
    (standing,) = queries.standings([commitment], date(2031, 1, 1))
    assert (standing.leaving and standing.leaving.case) == life.found
    if life.found is not None:
        assert standing.leaving is not None
        assert standing.leaving.on == life.on

    def claim() -> Any:
        return operations.claim_back(
            commitment=commitment, case=life.case, happened_on=life.on, on=life.on, by=planner()
        )

    if life.refused:
        with pytest.raises(Problem) as caught:
            claim()
        assert caught.value.code == life.refused
        return
    made = claim()
    assert ((made.owed, made.served, made.earlier_years), made.amount) == (life.figures, life.amount)


@pytest.mark.parametrize(
    "reason", [EndReason.DIED, EndReason.RETIRED, EndReason.LEFT_PROVINCE, EndReason.TERM_ENDED]
)
def test_who_died_retired_or_left_the_province_is_found_without_a_case_and_released(
    reason: EndReason,
) -> None:
    life = Life(on=date(2026, 9, 15), posts=leaves(date(2026, 9, 15), reason))
    commitment = live(life)
    (standing,) = queries.leaving_early(planner(), date(2027, 1, 1))
    assert standing.leaving is not None
    assert (standing.leaving.case, standing.leaving.on) == (None, date(2026, 9, 15))
    operations.release(commitment=commitment, on=date(2026, 9, 15), reason="Không phải đền bù", by=planner())
    assert queries.leaving_early(planner(), date(2027, 1, 1)) == []


def test_a_transfer_inside_the_system_is_no_leaving_and_a_resignation_before_the_study_none_of_it() -> None:
    life = Life(
        on=date(2027, 1, 1),
        recruited=date(2010, 1, 1),
        posts=(
            (date(2010, 1, 1), date(2011, 1, 1), RESIGNED),
            (RECRUITED, date(2026, 3, 1), EndReason.TRANSFERRED),
            (date(2026, 3, 1), None, None),
        ),
    )
    commitment = live(life)
    (standing,) = queries.standings([commitment], date(2027, 9, 15))
    assert (standing.leaving, standing.served, standing.left) == (None, 24, 24)
