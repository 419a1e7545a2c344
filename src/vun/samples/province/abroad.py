"""Trips abroad and what follows study in the demo province: one trip with reports due, one waiting for leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from vun.common.actor import Actor
from vun.records.abroad import operations as abroad
from vun.records.abroad.domain import MemberRole, TripKind
from vun.records.abroad.models import StudyTrip
from vun.records.measures import operations as measures
from vun.records.measures.queries import proposals
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.registers.operations import register_decision
from vun.samples.province.staff import Somebody

_UNIT = "LS-SYT"
_REWARDS = 3


def load_trips(
    everybody: Sequence[Somebody],
    person_ids: Sequence[int],
    units: Mapping[str, Unit],
    *,
    today: date,
    by: Actor,
) -> None:
    """Two trips of one department, where it has people enough."""
    start_on = today - timedelta(days=60)
    going = [
        person_id
        for person, person_id in zip(everybody, person_ids, strict=True)
        if (post := person.post_on(start_on)) and post.unit == _UNIT and person.post_on(today) is post
    ][:3]
    if len(going) < 2:
        return
    found = Person.objects.in_bulk(going)
    members = [found[person_id] for person_id in going]
    back = _trip("Khóa bồi dưỡng quản lý bệnh viện", ["Nhật Bản"], start_on, units[_UNIT], members, by)
    abroad.submit(trip=back, on=start_on, by=by)
    letter = _decision(
        "31-TB/TU",
        "Ban Thường vụ Tỉnh ủy Lạng Sơn",
        "Cho phép đi nước ngoài",
        start_on - timedelta(days=20),
        by,
    )
    sent = _decision(
        "452/QĐ-UBND",
        "Ủy ban nhân dân tỉnh Lạng Sơn",
        "Về việc cử đoàn đi học tập tại Nhật Bản",
        start_on - timedelta(days=10),
        by,
    )
    abroad.permit(trip=back, decision=sent, letter=letter, on=start_on, by=by)
    abroad.come_back(trip=back, back_on=back.end_on, on=today, by=by)
    waiting = _trip(
        "Đoàn khảo sát chuyển đổi số ngành y tế",
        ["Hàn Quốc", "Singapore"],
        today + timedelta(days=45),
        units[_UNIT],
        members[:2],
        by,
    )
    abroad.submit(trip=waiting, on=today, by=by)


def _trip(
    name: str, countries: list[str], start_on: date, unit: Unit, members: Sequence[Person], by: Actor
) -> StudyTrip:
    trip = abroad.draft_trip(
        unit=unit,
        kind=TripKind.COURSE if len(countries) == 1 else TripKind.DELEGATION,
        name=name,
        purpose="Học tập kinh nghiệm quản lý, trao đổi với cơ sở bạn",
        countries=countries,
        start_on=start_on,
        end_on=start_on + timedelta(days=11),
        cost=180_000_000,
        by=by,
    )
    for place, person in enumerate(members):
        role = MemberRole.MEMBER if place else MemberRole.HEAD
        abroad.add_member(trip=trip, person=person, role=role, by=by)
    return trip


def load_rewards(*, today: date, by: Actor) -> None:
    """A few of the best of the year are rewarded by one decision; the others wait among the proposals."""
    best = [proposal for proposal in proposals(by, today) if proposal.enrolment][:_REWARDS]
    if not best:
        return
    subject = "Về việc khen thưởng học viên đạt kết quả xuất sắc"
    decision = _decision("977/QĐ-SNV", "Sở Nội vụ tỉnh Lạng Sơn", subject, today, by)
    for proposal in best:
        amount = proposal.rule.most_amount
        form = proposal.rule.name if not amount else "Giấy khen"
        measures.take_measure(proposal=proposal, form=form, amount=amount, decision=decision, by=by)


def _decision(number: str, issuer: str, subject: str, issued_on: date, by: Actor) -> Decision:
    return register_decision(
        kind=DecisionKind.DECISION, number=number, issued_on=issued_on, issuer=issuer, subject=subject, by=by
    )
