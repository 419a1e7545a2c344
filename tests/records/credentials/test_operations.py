"""Recording what people hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import clerk_of, outsider, planner, registrar_of
from tests.factories.credentials import make_credential
from tests.factories.orgs import make_tree
from tests.factories.people import make_person
from tests.factories.standards import make_scale
from vun.common.errors import Problem, Refused, RowProblems
from vun.records.audit.models import AuditEntry
from vun.records.credentials import operations
from vun.records.credentials.domain import CredentialDetails, CredentialRow
from vun.records.credentials.models import Credential

pytestmark = pytest.mark.django_db

EARNED = date(2020, 6, 15)


def details(level_id: int, **columns: object) -> CredentialDetails:
    return CredentialDetails(
        **{"level_id": level_id, "name": "Trung cấp LLCT", "earned_on": EARNED, **columns}
    )  # type: ignore[arg-type]


def code_of(problem: pytest.ExceptionInfo[Problem]) -> tuple[str, str | None]:
    return problem.value.code, problem.value.field


def test_a_clerk_records_what_somebody_of_the_unit_holds() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune)
    level = make_scale()[1]
    credential = operations.record_credential(
        person=person,
        level=level,
        name="  Bằng tốt nghiệp   trung cấp LLCT ",
        earned_on=EARNED,
        issuer="Trường Chính trị",
        document_number="TC 123",
        by=clerk_of(tree.district),
    )
    assert (credential.name, credential.level, credential.person, credential.is_from_certificate) == (
        "Bằng tốt nghiệp trung cấp LLCT",
        level,
        person,
        False,
    )
    entry = AuditEntry.objects.get(action="credential.recorded")
    assert (entry.object_id, entry.unit_id, entry.after["level"]) == (
        str(credential.pk),
        tree.commune.pk,
        "Trung cấp",
    )


def test_nobody_records_for_people_of_other_units() -> None:
    tree = make_tree()
    person = make_person(unit=tree.department)
    level = make_scale()[1]
    for by in (clerk_of(tree.district), outsider(), registrar_of()):
        with pytest.raises(Refused):
            operations.record_credential(person=person, level=level, name="Bằng", earned_on=EARNED, by=by)
    assert not Credential.objects.exists()


def test_a_registrar_records_only_what_a_certificate_brings() -> None:
    tree = make_tree()
    person, level = make_person(unit=tree.commune), make_scale()[1]
    own, of_another = (
        CredentialRow(
            person_id=person.pk,
            level_id=level.pk,
            name="Trung cấp LLCT",
            earned_on=EARNED,
            document_number="12/2020",
            host_id=host.pk,
        )
        for host in (tree.school, tree.department)
    )
    registrar = registrar_of(tree.school)
    for rows in ([of_another], [own, of_another], [replace(own, host_id=None)]):
        with pytest.raises(Refused):
            operations.record_many(rows, by=registrar)
    operations.record_many([own], by=registrar)
    assert Credential.objects.get().is_from_certificate
    renumber = {
        "person_id": person.pk,
        "number": "12/2020",
        "new_number": "13/2020",
        "on": EARNED,
        "by": registrar,
    }
    with pytest.raises(Refused):
        operations.follow_certificate(host_id=tree.department.pk, **renumber)  # type: ignore[arg-type]
    operations.follow_certificate(host_id=tree.school.pk, **renumber)  # type: ignore[arg-type]
    assert Credential.objects.get().document_number == "13/2020"


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"name": " "}, ("credentials.no_name", "name")),
        ({"earned_on": date(2999, 1, 1)}, ("credentials.earned_in_future", "earned_on")),
        ({"studied_from": EARNED + timedelta(1)}, ("credentials.studied_after_earned", "studied_from")),
        ({"valid_until": EARNED}, ("credentials.expired_when_earned", "valid_until")),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    columns: dict[str, object], problem: tuple[str, str]
) -> None:
    person, level = make_person(unit=make_tree().commune), make_scale()[1]
    with pytest.raises(Problem) as raised:
        operations.record_credential(
            person=person,
            level=level,
            by=planner(),
            **{"name": "Bằng", "earned_on": EARNED, **columns},  # type: ignore[arg-type]
        )
    assert code_of(raised) == problem


def test_the_same_document_is_not_recorded_twice() -> None:
    person, level = make_person(unit=make_tree().commune), make_scale()[1]
    operations.record_credential(person=person, level=level, name="Bằng", earned_on=EARNED, by=planner())
    with pytest.raises(Problem) as raised:
        operations.record_credential(person=person, level=level, name=" Bằng", earned_on=EARNED, by=planner())
    assert code_of(raised) == ("credentials.recorded_already", "earned_on")


def test_a_correction_says_what_changed() -> None:
    person, levels = make_person(unit=make_tree().commune), make_scale()
    credential = make_credential(person, levels[1], EARNED, name="Trung cấp LLCT")
    operations.correct_credential(
        credential=credential, details=details(levels[2].pk, issuer="Học viện"), by=planner()
    )
    credential.refresh_from_db()
    assert (credential.level, credential.issuer, credential.name) == (levels[2], "Học viện", "Trung cấp LLCT")
    entry = AuditEntry.objects.get(action="credential.corrected")
    assert (entry.before, entry.after) == (
        {"level": "Trung cấp", "issuer": ""},
        {"level": "Cao cấp", "issuer": "Học viện"},
    )


def test_what_came_with_a_certificate_is_neither_corrected_nor_removed() -> None:
    person, level = make_person(unit=make_tree().commune), make_scale()[1]
    credential = make_credential(person, level, is_from_certificate=True, document_number="12/2020")
    with pytest.raises(Problem) as raised:
        operations.remove_credential(credential=credential, by=planner())
    assert raised.value.code == "credentials.from_certificate"
    with pytest.raises(Problem) as raised:
        operations.correct_credential(credential=credential, details=details(level.pk), by=planner())
    assert raised.value.code == "credentials.from_certificate"
    assert Credential.objects.get() == credential


def test_a_mistake_is_removed_once() -> None:
    person, level = make_person(unit=make_tree().commune), make_scale()[1]
    credential = make_credential(person, level)
    again = Credential.objects.get()
    operations.remove_credential(credential=credential, by=planner())
    assert not Credential.objects.exists()
    with pytest.raises(Problem) as raised:
        operations.remove_credential(credential=again, by=planner())
    assert raised.value.code == "credentials.already_removed"
    assert AuditEntry.objects.filter(action="credential.removed").count() == 1


def test_many_are_recorded_at_once_with_one_audit_line() -> None:
    person, level = make_person(unit=make_tree().commune), make_scale()[1]
    rows = [
        CredentialRow(person_id=person.pk, level_id=level.pk, name=f"Bằng {n}", earned_on=EARNED)
        for n in range(2001)
    ]
    assert len(set(operations.record_many(iter(rows), by=planner()))) == 2001
    assert Credential.objects.count() == 2001
    assert AuditEntry.objects.get(action="credential.recorded_many").after == {"count": 2001}


def test_one_wrong_row_refuses_all_and_every_wrong_row_is_named() -> None:
    person, level = make_person(unit=make_tree().commune), make_scale()[1]
    tomorrow = timezone.localdate() + timedelta(1)
    rows = [
        CredentialRow(person_id=person.pk, level_id=level.pk, name=name, earned_on=earned_on)
        for name, earned_on in [("Bằng", EARNED), ("", EARNED), ("Bằng", tomorrow)]
    ]
    with pytest.raises(RowProblems) as raised:
        operations.record_many(rows, by=planner())
    assert [(row, problem.code) for row, problem in raised.value.rows] == [
        (2, "credentials.no_name"),
        (3, "credentials.earned_in_future"),
    ]
    assert not Credential.objects.exists()


def test_recording_many_asks_for_the_right_over_each_of_the_people() -> None:
    tree = make_tree()
    person, level = make_person(unit=tree.commune), make_scale()[1]
    row = CredentialRow(person_id=person.pk, level_id=level.pk, name="Bằng", earned_on=EARNED)
    with pytest.raises(Refused):
        operations.record_many([row], by=clerk_of(tree.department))
    with pytest.raises(Refused):
        operations.record_many([row], by=registrar_of())
    assert len(operations.record_many([row], by=clerk_of(tree.commune))) == 1
