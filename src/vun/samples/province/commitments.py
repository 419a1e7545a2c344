"""What is owed after long study in the demo province: service running, served, left early and paid back in parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from vun.common.actor import Actor
from vun.common.period import add_months
from vun.records.commitments import operations
from vun.records.commitments.domain import Case, CostItem
from vun.records.commitments.models import ServiceCommitment
from vun.records.commitments.queries import find_law
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.funding.queries import get_source
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.people.operations import transfer
from vun.records.people.queries import titles
from vun.records.registers.domain import DecisionKind
from vun.records.registers.operations import register_decision
from vun.records.sending.domain import AppointingMode
from vun.records.sending.operations import SIGNING_TIERS, allow_below_standard, set_policy, try_appointing
from vun.samples.province.history import Study
from vun.samples.province.staff import Somebody

_MOST = 4
"""Commitments of each year's classes: as many in a province of any size."""
_LONG = timedelta(days=300)
_MASTER = "Thạc sĩ Quản lý công"
_NEXT_TITLE = {
    "staff": "division-deputy-head",
    "commune_staff": "commune-division-deputy-head",
    "division_deputy": "division-head",
    "commune_division_head": "commune-committee-vice-chair",
}


@dataclass(frozen=True, slots=True)
class _Learner:
    person: Somebody
    person_id: int


def load_commitments(study: Study, units: Mapping[str, Unit], *, by: Actor) -> None:
    """Everything there is to see of service owed, as far as the people of the province allow."""
    Commitments(study, units, by=by).load()


class Commitments:
    """Writes commitments and what came of them by ``today``; nobody has two."""

    def __init__(self, study: Study, units: Mapping[str, Unit], *, by: Actor) -> None:
        self._today = study.staffing.today
        self._untouched = study.staffing.open_commune
        self._units = units
        self._by = by
        self._kinds = dict(titles().values_list("code", "default_kind"))
        self._source = get_source("province_training")
        self._free = [
            _Learner(person, person_id)
            for person, person_id in zip(study.people, study.person_ids, strict=True)
        ]

    def load(self) -> None:
        """Those of the classes first, then one of each fate."""
        self._of_classes()
        self._served()
        # Of the second it is only found out that they left.
        for place, (row, left_on) in zip(range(2), self._leavers(), strict=False):
            if place == 0:
                self._pays_in_parts(row, left_on)
        self._without_diploma()

    # --- Running ----------------------------------------------------------------------------------------------

    def _of_classes(self) -> None:
        """Some of those sent for a degree in each year, studying still or with the diploma."""
        sent = (
            Enrolment.objects.filter(
                training_class__programme__code__startswith="CM-",
                state__in=[EnrolmentState.STUDYING, EnrolmentState.COMPLETED],
                nomination=None,
            )
            .select_related("training_class__programme")
            .order_by("training_class__start_on", "pk")
        )
        learners = {learner.person_id: learner for learner in self._free}
        made: Counter[int] = Counter()
        for enrolment in sent:
            days = enrolment.training_class
            learner = learners.get(enrolment.person_id)
            if learner is None or days.end_on - days.start_on < _LONG or made[days.start_on.year] == _MOST:
                continue
            sender = self._sender(learner.person, days.start_on, self._today)
            if sender is None:
                continue
            del learners[enrolment.person_id]
            self._free.remove(learner)
            row = self._commit(learner, sender, days.programme.name, days.start_on, days.end_on)
            self._pay(row, CostItem.TUITION, 18_000_000, days.start_on)
            if enrolment.state == EnrolmentState.COMPLETED:
                self._graduate(row, min(days.end_on + timedelta(days=10), self._today))
            made[days.start_on.year] += 1

    def _served(self) -> None:
        """Somebody who studied long ago and has served since."""
        start_on = date(self._today.year - 8, 11, 5)
        end_on = add_months(start_on, 24)
        for learner, sender in self._candidates(start_on, self._today):
            row = self._commit(learner, sender, _MASTER, start_on, end_on)
            self._pay(row, CostItem.TUITION, 36_000_000, start_on)
            self._graduate(row, end_on + timedelta(days=20))
            served_on = add_months(end_on, row.owed_months + 2)
            operations.close_served(commitment=row, on=served_on, by=self._by)
            return

    # --- Broken -----------------------------------------------------------------------------------------------

    def _leavers(self) -> Iterator[tuple[ServiceCommitment, date]]:
        """Those who resigned a year after the diploma, and when, the latest first: nothing is computed yet."""
        by_now = self._today - timedelta(days=140)
        gone = [
            (post.end, learner)
            for learner in list(self._free)
            if (post := learner.person.last_post).end_reason == "resigned" and post.end and post.end <= by_now
        ]
        for left_on, learner in sorted(gone, key=lambda one: one[0], reverse=True):
            graduated_on = add_months(left_on.replace(day=15), -14)
            end_on = graduated_on - timedelta(days=20)
            start_on = add_months(end_on, -24)
            sender = self._sender(learner.person, start_on, left_on)
            if sender is None:
                continue
            self._free.remove(learner)
            row = self._commit(learner, sender, _MASTER, start_on, end_on)
            self._pay(row, CostItem.TUITION, 42_000_000, start_on)
            self._pay(row, CostItem.TRAVEL, 6_000_000, end_on)
            self._pay(row, CostItem.PAY, 150_000_000, end_on)
            self._graduate(row, graduated_on)
            yield row, left_on

    def _pays_in_parts(self, row: ServiceCommitment, left_on: date) -> None:
        """Decided a hundred days ago in six parts: two are paid, one is overdue."""
        claim = operations.claim_back(
            commitment=row, case=Case.LEFT_EARLY, happened_on=left_on, on=self._today, by=self._by
        )
        decision = register_decision(
            kind=DecisionKind.DECISION,
            number="1186/QĐ-SNV",
            issued_on=self._today - timedelta(days=100),
            issuer="Sở Nội vụ tỉnh Lạng Sơn",
            subject="Về việc đền bù chi phí đào tạo",
            by=self._by,
        )
        operations.decide_claim(
            claim=claim,
            decision=decision,
            council_rate=500,
            council_reason="Gia đình có hoàn cảnh khó khăn, theo biên bản họp Hội đồng xét đền bù",
            parts=6,
            by=self._by,
        )
        for part in claim.instalments.order_by("due_on")[:2]:
            paid_on = part.due_on - timedelta(days=2)
            operations.pay_instalment(instalment=part, paid_on=paid_on, on=self._today, by=self._by)

    def _without_diploma(self) -> None:
        """A civil servant sent by the law since July 2025 who was not given the diploma: waits for the council."""
        start_on = add_months(self._today, -15)
        end_on = add_months(start_on, 12)
        for learner, sender in self._candidates(start_on, self._today, kind="civil_servant"):
            row = self._commit(learner, sender, "Thạc sĩ Chính sách công", start_on, end_on)
            self._pay(row, CostItem.TUITION, 28_000_000, start_on)
            happened_on = end_on + timedelta(days=30)
            operations.claim_back(
                commitment=row, case=Case.NO_DIPLOMA, happened_on=happened_on, on=self._today, by=self._by
            )
            return

    # --- One step ---------------------------------------------------------------------------------------------

    def _candidates(self, start_on: date, until: date, kind: str = "") -> Iterator[tuple[_Learner, Unit]]:
        """Who could have been sent then, and by whom, and has stayed until a day; taken as they are used."""
        for learner in list(self._free):
            sender = self._sender(learner.person, start_on, until, kind)
            if sender is not None:
                self._free.remove(learner)
                yield learner, sender

    def _sender(self, person: Somebody, start_on: date, until: date, kind: str = "") -> Unit | None:
        """The unit that sent somebody to study from then, who stayed until a day; None where no law is there for it.

        Nobody of the commune left to whoever tries the sample.
        """
        post = person.post_on(_sent_on(start_on))
        if post is None or self._untouched in (post.unit, person.last_post.unit):
            return None
        own = self._kinds[post.title]
        if kind not in ("", own) or not _stayed(person, _sent_on(start_on), until):
            return None
        return self._units[post.unit] if find_law(own, _sent_on(start_on)) else None

    def _commit(
        self, learner: _Learner, sender: Unit, name: str, start_on: date, end_on: date
    ) -> ServiceCommitment:
        return operations.commit(
            person=Person.objects.get(pk=learner.person_id),
            unit=sender,
            name=name,
            sent_on=_sent_on(start_on),
            study_start_on=start_on,
            study_end_on=end_on,
            by=self._by,
        )

    def _graduate(self, row: ServiceCommitment, graduated_on: date) -> None:
        operations.graduate(commitment=row, graduated_on=graduated_on, on=self._today, by=self._by)

    def _pay(self, row: ServiceCommitment, item: CostItem, amount: int, paid_on: date) -> None:
        operations.record_cost(
            commitment=row,
            item=item,
            amount=amount,
            paid_on=paid_on,
            source=self._source if item is not CostItem.PAY else None,
            by=self._by,
        )


def load_debt(study: Study, units: Mapping[str, Unit], *, today: date, by: Actor) -> None:
    """Somebody leads a division by leave given before they meet its standard, which the province now watches."""
    on = today - timedelta(days=30)
    set_policy(
        release_percent=0,
        signer_tiers=SIGNING_TIERS,
        appointing=AppointingMode.WARN,
        start_on=on - timedelta(days=15),
        by=by,
    )
    known = {title.code: title for title in titles()}
    for index, person in enumerate(study.people):
        post = person.post_on(on)
        code = _NEXT_TITLE.get(study.staffing.group(post.title)) if post else None
        if post is None or code is None or post.unit == study.staffing.open_commune:
            continue
        if post.end is not None or post.start > on - timedelta(days=365):
            continue
        row, unit, title = Person.objects.get(pk=study.person_ids[index]), units[post.unit], known[code]
        appoint = partial(transfer, person=row, unit=unit, title=title, on=on, by=by)
        if try_appointing(appoint) is None:
            continue
        allow_below_standard(
            person=row,
            title=title,
            unit_id=unit.pk,
            reason="Cần người phụ trách ngay; đã đăng ký học trong năm",
            due_on=add_months(on, 12),
            on=on - timedelta(days=5),
            by=by,
        )
        appoint()
        return


def _sent_on(start_on: date) -> date:
    """The day of the decision to send."""
    return start_on - timedelta(days=20)


def _stayed(person: Somebody, since: date, until: date) -> bool:
    """Whether somebody held one post after the other from a day up to another."""
    post = person.post_on(since)
    while post is not None and post.end is not None and post.end < until:
        post = person.post_on(post.end)
    return post is not None
