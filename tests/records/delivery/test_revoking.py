"""Papers taken back: the number stays used, and what is held and counted follows the paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.accounts import leader, registrar_of
from tests.factories.delivery import make_graduate
from tests.factories.orgs import make_tree, make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.problems import problem
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.common.errors import Refused
from vun.records.audit.models import AuditEntry
from vun.records.credentials.models import Credential
from vun.records.credentials.queries import compliance_of
from vun.records.delivery import operations, queries
from vun.records.delivery.models import Certificate, Enrolment, RevokedCertificate
from vun.records.standards.domain import ClauseReason

pytestmark = pytest.mark.django_db
ISSUED, BACK = date(2025, 12, 20), date(2026, 1, 5)
FIRST, SECOND = "0001/2025/CC-TCT", "0001/2026/CC-TCT"
WRONG = {"reason": " In sai  ngày sinh ", "on": BACK}


@pytest.fixture
def learner() -> Enrolment:
    """Somebody whose paper of the school is number 1 of 2025 and brought a level."""
    school = make_tree().school
    graduate = make_graduate(
        programme=make_programme(grants=make_scale()[1]), host=school, person=make_person(unit=school)
    )
    operations.issue_certificates(training_class=graduate.training_class, on=ISSUED, by=SYSTEM)
    return graduate


def papers() -> list[str]:
    return [queries.number_of(one, one.training_class.host) for one in Certificate.objects.all()]


def test_a_paper_given_again_takes_the_next_number_and_counts_from_the_same_day(learner: Enrolment) -> None:
    decision = make_decision()
    revoked = operations.revoke_certificate(
        certificate=learner.certificate, number=FIRST, is_replaced=True, decision=decision, by=SYSTEM, **WRONG
    )
    assert papers() == [SECOND]
    assert Certificate.objects.get().issued_on == ISSUED
    assert (revoked.year, revoked.number, revoked.reason, revoked.replaced_by, revoked.decision) == (
        2025,
        1,
        "In sai ngày sinh",
        SECOND,
        decision,
    )
    held = Credential.objects.get()
    assert (held.document_number, held.earned_on) == (SECOND, ISSUED)
    entry = AuditEntry.objects.get(action="certificate.replaced")
    assert (entry.before["number"], entry.after["number"], entry.unit_id) == (
        FIRST,
        SECOND,
        learner.training_class.host_id,
    )


def test_a_paper_not_given_again_takes_along_what_it_brought_and_its_number_stays_used(
    learner: Enrolment,
) -> None:
    back = {**WRONG, "on": ISSUED}
    operations.revoke_certificate(
        certificate=learner.certificate, number=FIRST.lower(), is_replaced=False, by=SYSTEM, **back
    )
    assert (papers(), Credential.objects.count()) == ([], 0)
    assert list(queries.to_certify(learner.training_class)) == [learner]
    operations.issue_certificates(training_class=learner.training_class, on=ISSUED, by=SYSTEM)
    assert papers() == ["0002/2025/CC-TCT"]
    assert [one.replaced_by for one in queries.revoked_of(learner.training_class, SYSTEM)] == [""]


def test_whose_paper_was_taken_back_lacks_the_standard_as_if_never_certified(learner: Enrolment) -> None:
    """It has not expired: nothing of it is shown as evidence."""
    make_requirement(learner.training_class.programme.grants)
    operations.revoke_certificate(
        certificate=learner.certificate, number=FIRST, is_replaced=False, by=SYSTEM, **WRONG
    )
    days = (BACK - timedelta(days=1), BACK)
    results = [compliance_of(learner.person_id, day).clauses[0].result for day in days]
    assert [result.reason for result in results] == [ClauseReason.HOLDS, ClauseReason.NOTHING]
    assert results[1].held is None


def test_whoever_comes_second_finds_the_paper_gone(learner: Enrolment) -> None:
    first, second = (Certificate.objects.get() for _ in range(2))
    operations.revoke_certificate(certificate=first, number=FIRST, is_replaced=True, by=SYSTEM, **WRONG)
    for is_replaced in (True, False):
        with problem("delivery.another_number", "number"):
            operations.revoke_certificate(
                certificate=second, number=FIRST, is_replaced=is_replaced, by=SYSTEM, **WRONG
            )
        second = Certificate.objects.get()
    assert (papers(), RevokedCertificate.objects.count()) == ([SECOND], 1)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"reason": " "}, "delivery.revocation_without_reason", "reason"),
        ({"on": date(2025, 12, 19)}, "delivery.revoked_before_issue", "on"),
        ({"number": "0002/2025/CC-TCT"}, "delivery.another_number", "number"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_done(
    learner: Enrolment, change: dict[str, object], code: str, field: str
) -> None:
    with problem(code, field):
        operations.revoke_certificate(
            certificate=learner.certificate,
            is_replaced=True,
            by=SYSTEM,
            **{"number": FIRST, **WRONG} | change,
        )
    assert papers() == [FIRST]


def test_only_whoever_issues_papers_of_the_school_takes_them_back(learner: Enrolment) -> None:
    for by in (registrar_of(make_unit()), leader()):
        with pytest.raises(Refused):
            operations.revoke_certificate(
                certificate=learner.certificate, number=FIRST, is_replaced=True, by=by, **WRONG
            )
    school = registrar_of(learner.training_class.host)
    operations.revoke_certificate(
        certificate=learner.certificate, number=FIRST, is_replaced=True, by=school, **WRONG
    )
    assert papers() == [SECOND]
