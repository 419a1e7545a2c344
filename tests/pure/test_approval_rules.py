"""Rules of approval on plain values: deadlines, steps that can be taken, when a step is done, which route fits."""

from __future__ import annotations

from datetime import date

import pytest

from vun.common.errors import Problem
from vun.common.workdays import WorkCalendar
from vun.records.accounts.domain import Role
from vun.records.approvals.domain import (
    MOST_STEPS,
    MatterKind,
    Place,
    Quorum,
    Scope,
    Seat,
    Step,
    check_steps,
    due_on,
    is_complete,
    precedence,
)

LEADER = Seat(Role.LEADER, Place.OWN)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        (date(2026, 3, 2), 0, None),
        (date(2026, 3, 2), 3, date(2026, 3, 5)),
        (date(2026, 3, 5), 3, date(2026, 3, 10)),  # over a weekend
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # since a Saturday
        (date(2026, 4, 29), 1, date(2026, 5, 4)),  # 30 April, 1 May and a weekend
        (date(2026, 9, 1), 1, date(2026, 9, 3)),
    ],
)
def test_a_deadline_counts_working_days(since: date, days: int, due: date | None) -> None:
    assert due_on(since, days, WorkCalendar()) == due


@pytest.mark.parametrize(
    ("kind", "steps", "code"),
    [
        (MatterKind.PLAN, [], "approvals.steps_count"),
        (MatterKind.PLAN, [Step("Duyệt", LEADER)] * (MOST_STEPS + 1), "approvals.steps_count"),
        (MatterKind.PLAN, [Step(" ", LEADER)], "approvals.step_unnamed"),
        (
            MatterKind.NOMINATION,
            [Step("Thẩm định", Seat(Role.ACCOUNTANT, Place.OWN)), Step("Duyệt", LEADER)],
            "approvals.role_cannot_read",
        ),
        (MatterKind.PLAN, [Step("Duyệt", Seat(Role.LEADER, Place.NAMED))], "approvals.unit_to_name"),
        (MatterKind.PLAN, [Step("Duyệt", Seat(Role.LEADER, Place.OWN, 3))], "approvals.unit_to_name"),
        (MatterKind.PLAN, [Step("Duyệt", LEADER, days=91)], "approvals.step_numbers"),
        (MatterKind.PLAN, [Step("Duyệt", LEADER, Quorum.NUMBER, 0)], "approvals.step_numbers"),
        (MatterKind.PLAN, [Step("Duyệt", LEADER, late=LEADER)], "approvals.late_without_days"),
        (MatterKind.PLAN, [Step("Duyệt", LEADER, returns_to=1)], "approvals.returns_forward"),
        (
            MatterKind.PLAN,
            [Step("Duyệt", LEADER), Step("Kế toán", Seat(Role.ACCOUNTANT, Place.OWN))],
            "approvals.last_cannot_decide",
        ),
    ],
)
def test_steps_that_cannot_be_taken_are_refused(kind: MatterKind, steps: list[Step], code: str) -> None:
    with pytest.raises(Problem) as caught:
        check_steps(kind, steps)
    assert caught.value.code == code


def test_steps_that_can_be_taken_pass() -> None:
    accountant = Seat(Role.ACCOUNTANT, Place.NAMED, 5)
    late = Seat(Role.LEADER, Place.PARENT)
    steps = [Step("Thẩm định", accountant, days=3, late=late), Step("Duyệt", LEADER, returns_to=1)]
    check_steps(MatterKind.PLAN, steps)
    check_steps(MatterKind.REPORT, [Step("Kế toán", Seat(Role.ACCOUNTANT, Place.OWN))])


@pytest.mark.parametrize(
    ("quorum", "signed", "is_done"),
    [
        (Quorum.ANY, {1}, True),
        (Quorum.ANY, set(), False),
        (Quorum.NUMBER, {1}, False),
        (Quorum.NUMBER, {1, 2}, True),
        (Quorum.ALL, {1, 2}, False),
        (Quorum.ALL, {1, 2, 3}, True),
        (Quorum.ALL, set(), False),
    ],
)
def test_a_step_is_done_when_those_asked_for_have_signed(
    quorum: Quorum, signed: set[int | None], is_done: bool
) -> None:
    step = Step("Duyệt", LEADER, quorum, signers=2)
    assert is_complete(step, signed, {1, 2, 3}, is_late=False) is is_done
    assert is_complete(step, signed, {1, 2, 3}, is_late=True)


def test_the_route_that_fits_most_closely_comes_first() -> None:
    chain = (9, 4, 1)
    scopes = [
        Scope(unit_id=9),
        Scope(unit_id=4, level="province", block="state"),
        Scope(unit_id=4),
        Scope(level="province", block="state"),
        Scope(level="province"),
        Scope(block="state"),
        Scope(),
    ]
    found = [precedence(scope, chain, "province", "state") for scope in scopes]
    assert None not in found
    assert found == sorted(found, reverse=True)  # type: ignore[type-var]
    assert len(set(found)) == len(scopes)


@pytest.mark.parametrize("scope", [Scope(unit_id=5), Scope(level="commune"), Scope(block="party")])
def test_a_route_for_others_does_not_fit(scope: Scope) -> None:
    assert precedence(scope, (9, 4, 1), "province", "state") is None
