"""Papers by their table of transitions in full: every state of paper, class and learner, every verb, every role."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import pytest
from django.db import transaction

from tests.factories.delivery import make_graduate
from tests.factories.plans import SYSTEM
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may, those_who_may_not
from tests.factories.standards import make_programme, make_scale
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.accounts.domain import Role
from vun.records.audit.models import AuditEntry
from vun.records.credentials.models import Credential
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import CertificateKind, ClassState, EnrolmentState, certificate_register
from vun.records.delivery.models import Certificate, Enrolment, RevokedCertificate, TrainingClass
from vun.records.registers.models import Decision, NumberSeries

pytestmark = pytest.mark.django_db
ISSUED_ON, BACK_ON = date(2025, 4, 1), date(2025, 4, 15)
MAY = Permission.CERTIFICATE_ISSUE
NUMBERS = itertools.count(1)


class State(StrEnum):
    """Of the paper of somebody who completed a finished class."""

    WAITING = "waiting"
    ISSUED = "issued"
    REPLACED = "replaced"
    REVOKED = "revoked"
    ISSUED_ANEW = "issued anew"


@dataclass
class Case:
    """A learner, and the paper as read last: as long as none was issued, one that is not on record."""

    learner: Enrolment
    paper: Certificate

    @property
    def number(self) -> str:
        return queries.number_of(self.paper, self.learner.training_class.host)

    def read(self) -> None:
        """Read the paper there is; of one taken back, what was read of it last stays."""
        self.paper = Certificate.objects.filter(enrolment=self.learner).first() or self.paper


Act = Callable[[Case, Actor], object]


def _issue(case: Case, by: Actor) -> None:
    operations.issue_certificates(training_class=case.learner.training_class, on=ISSUED_ON, by=by)


def _issue_by(case: Case, by: Actor) -> None:
    operations.issue_certificates_by(
        training_class=case.learner.training_class,
        number=f"{next(NUMBERS)}/QĐ-TCT",
        issued_on=ISSUED_ON,
        issuer="Trường Chính trị",
        subject="Công nhận kết quả",
        on=ISSUED_ON,
        by=by,
    )


def _take_back(case: Case, by: Actor, *, is_replaced: bool) -> None:
    operations.revoke_certificate(
        certificate=case.paper,
        number=case.number,
        reason="In sai ngày sinh",
        on=BACK_ON,
        is_replaced=is_replaced,
        by=by,
    )


def _replace(case: Case, by: Actor) -> None:
    _take_back(case, by, is_replaced=True)


def _revoke(case: Case, by: Actor) -> None:
    _take_back(case, by, is_replaced=False)


HELD = {State.ISSUED, State.REPLACED, State.ISSUED_ANEW}
ISSUING = {State.WAITING: State.ISSUED, State.REVOKED: State.ISSUED_ANEW}
VERBS: dict[str, tuple[str, Act, dict[State, State], str, str | None]] = {
    "issue": ("class.certificates_issued", _issue, ISSUING, "delivery.nobody_to_certify", None),
    "issue by a decision entered on the way": (
        "class.certificates_issued",
        _issue_by,
        ISSUING,
        "delivery.nobody_to_certify",
        None,
    ),
    "replace": (
        "certificate.replaced",
        _replace,
        dict.fromkeys(HELD, State.REPLACED),
        "delivery.another_number",
        "number",
    ),
    "revoke": (
        "certificate.revoked",
        _revoke,
        dict.fromkeys(HELD, State.REVOKED),
        "delivery.another_number",
        "number",
    ),
}
"""As the audit calls it, how, from which states to which, and as what, at which field, it is refused from any other."""
WAY: dict[State, list[Act]] = {
    State.WAITING: [],
    State.ISSUED: [_issue],
    State.REPLACED: [_replace],
    State.REVOKED: [_revoke],
    State.ISSUED_ANEW: [_issue],
}
"""How a paper comes to each state from the one before."""


@pytest.fixture
def case() -> Case:
    learner = make_graduate(programme=make_programme(grants=make_scale()[1]))
    training_class = learner.training_class
    unwritten = Certificate(
        enrolment=learner,
        training_class=training_class,
        person=learner.person,
        kind=CertificateKind.CERTIFICATE,
        register=certificate_register(CertificateKind.CERTIFICATE, training_class.host.code),
        year=ISSUED_ON.year,
        number=1,
        issued_on=ISSUED_ON,
    )
    return Case(learner, unwritten)


def state_of(case: Case) -> State:
    """By what is on record; what the programme grants is held exactly while there is a paper, by its number."""
    case.read()
    is_held = Certificate.objects.exists()
    held = Credential.objects.filter(valid_until=None).values_list("document_number", flat=True)
    assert list(held) == ([case.number] if is_held else [])
    taken_back = RevokedCertificate.objects.order_by("pk").last()
    if not is_held:
        return State.WAITING if taken_back is None else State.REVOKED
    if taken_back is None:
        return State.ISSUED
    return State.REPLACED if taken_back.replaced_by else State.ISSUED_ANEW


def written() -> tuple[object, ...]:
    """What a refusal leaves as it was: the audit, the numbers taken, the decisions entered."""
    series = NumberSeries.objects.order_by("pk").values()
    return AuditEntry.objects.count(), list(series), Decision.objects.count()


def walk(case: Case) -> Iterator[tuple[State, str]]:
    """Every state with every verb, each tried for itself: what it did is undone before the next."""
    for state, steps in WAY.items():
        for step in steps:
            step(case, SYSTEM)
        for verb in VERBS:
            assert state_of(case) == state
            with transaction.atomic():
                yield state, verb
                transaction.set_rollback(True)


def test_a_verb_does_to_a_paper_what_the_table_says(case: Case) -> None:
    for state, verb in walk(case):
        action, act, moves, code, field = VERBS[verb]
        refused_to_all_without(MAY, lambda by, do=act: do(case, by))  # type: ignore[misc]
        told = AuditEntry.objects.filter(action=action)
        before, second = told.count(), replace(case, paper=copy(case.paper))
        if state in moves:
            act(case, those_who_may(MAY)[0])
        assert (state_of(case), told.count() - before) == (moves.get(state, state), state in moves)
        # Whoever comes second finds it done, and takes no number for nothing.
        left = written()
        for by in those_who_may(MAY):
            with problem(code, field):
                act(replace(second, paper=copy(second.paper)), by)
        assert written() == left


@pytest.mark.parametrize("class_state", [state for state in ClassState if state is not ClassState.FINISHED])
def test_papers_of_a_class_that_is_not_finished_do_not_move(case: Case, class_state: ClassState) -> None:
    for _, verb in walk(case):
        TrainingClass.objects.update(state=class_state)
        before = written()
        for by in those_who_may(MAY):
            with problem("delivery.wrong_class_state"):
                VERBS[verb][1](case, by)
        assert written() == before


@pytest.mark.parametrize("verb", [verb for verb, row in VERBS.items() if row[2] is ISSUING])
def test_only_who_completed_is_given_a_paper(case: Case, verb: str) -> None:
    for state in EnrolmentState:
        Enrolment.objects.update(state=state, failed_on=ISSUED_ON, dropped_on=ISSUED_ON, drop_reason="Ốm")
        before = written()
        if state is not EnrolmentState.COMPLETED:
            with problem("delivery.nobody_to_certify"):
                VERBS[verb][1](case, those_who_may(MAY)[0])
            assert written() == before
    Enrolment.objects.update(state=EnrolmentState.COMPLETED)
    VERBS[verb][1](case, those_who_may(MAY)[0])
    assert state_of(case) == State.ISSUED


def test_papers_are_the_registrars_and_seen_by_every_role_that_sees_the_class(case: Case) -> None:
    assert {by.name for by in those_who_may(MAY)} == {Role.REGISTRAR}
    _issue(case, SYSTEM)
    case.read()
    for by in those_who_may(Permission.CLASS_VIEW):
        assert queries.get_certificate(by, case.paper.pk) == case.paper
    for by in those_who_may_not(Permission.CLASS_VIEW):
        with pytest.raises(NotFound):
            queries.get_certificate(by, case.paper.pk)


def test_every_state_has_a_way_to_it_and_a_way_on() -> None:
    moves = [row[2] for row in VERBS.values()]
    assert {state for each in moves for state in each} == set(State) == WAY.keys()
    assert {state for each in moves for state in each.values()} == set(State) - {State.WAITING}
