"""The register of decisions and the chains of what they rest on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import accountant, clerk_of, lecturer, outsider, planner, registrar_of
from tests.factories.orgs import make_tree
from tests.factories.registers import make_decision, make_file
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.queries import entries_of
from vun.records.orgs import operations as orgs
from vun.records.registers import operations, queries
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision

pytestmark = pytest.mark.django_db

FIELDS = {
    "kind": DecisionKind.DECISION,
    "number": "163/QĐ-TTg",
    "issued_on": date(2016, 1, 25),
    "issuer": "Thủ tướng Chính phủ",
    "subject": "Phê duyệt Đề án đào tạo, bồi dưỡng",
}


def register(**changed: object) -> Decision:
    return operations.register_decision(**FIELDS | {"by": planner()} | changed)  # type: ignore[arg-type]


def test_a_decision_is_entered_with_its_bases_in_the_order_quoted() -> None:
    law = make_decision("22/2008/QH12", kind=DecisionKind.LAW, issued_on=date(2008, 11, 13))
    decree = make_decision("101/2017/NĐ-CP", issued_on=date(2015, 9, 1))
    decision = register(bases=[law, decree], number="  163/QĐ-TTg ")
    assert decision.number == "163/QĐ-TTg"
    assert queries.bases_of(decision) == [law, decree]
    assert [entry.action for entry in entries_of(decision)] == ["decision.registered"]
    assert queries.find_decision("163/QĐ-TTg", issuer="Thủ tướng Chính phủ") == decision
    assert queries.find_decision("163/QĐ-TTg", issued_on=date(2020, 1, 1)) is None


def test_a_chain_is_told_with_each_document_once() -> None:
    law = make_decision("L", issued_on=date(2008, 1, 1))
    decree = make_decision("N", issued_on=date(2017, 1, 1), bases=[law])
    plan = make_decision("K", issued_on=date(2020, 1, 1), bases=[decree, law])
    decision = make_decision("Q", issued_on=date(2021, 1, 1), bases=[plan])
    assert queries.chain_of(decision) == [(1, plan), (2, decree), (3, law)]
    assert list(queries.quoted_by(law)) == [plan, decree]


@pytest.mark.parametrize("documents", [3, 30])
def test_a_chain_costs_two_queries_however_long(documents: int, django_assert_num_queries: object) -> None:
    last = make_decision()
    for _ in range(documents):
        last = make_decision(bases=[last])
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(queries.chain_of(last)) == documents


def test_nothing_rests_on_itself() -> None:
    first = make_decision("A")
    second = make_decision("B", bases=[first])
    third = make_decision("C", bases=[second])
    fields = {key: getattr(first, key) for key in ("number", "issued_on", "issuer", "subject")}
    for bases in ([third], [second], [first]):
        with pytest.raises(Problem) as caught:
            operations.correct_decision(
                decision=first, kind=DecisionKind.DECISION, bases=bases, by=planner(), **fields
            )
        assert (caught.value.code, caught.value.field) == ("registers.basis_circle", "bases")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"number": " "}, "registers.number_missing", "number"),
        ({"issuer": ""}, "registers.issuer_missing", "issuer"),
        ({"subject": ""}, "registers.subject_missing", "subject"),
        ({"period_end_on": date(2020, 1, 1)}, "registers.period_without_start", "period_start_on"),
        (
            {"period_start_on": date(2020, 1, 1), "period_end_on": date(2020, 1, 1)},
            "registers.period_empty",
            "period_end_on",
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field(changed: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(Problem) as caught:
        register(**changed)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_the_same_number_day_and_issuer_are_one_document() -> None:
    register()
    register(issuer="Uỷ ban nhân dân tỉnh")
    with pytest.raises(Problem) as caught:
        register(subject="Khác")
    assert caught.value.code == "registers.decision_exists"


def test_a_basis_is_not_later_than_what_rests_on_it() -> None:
    later = make_decision(issued_on=date(2016, 1, 26))
    with pytest.raises(Problem) as caught:
        register(bases=[later])
    assert caught.value.code == "registers.basis_later"
    assert not Decision.objects.filter(number="163/QĐ-TTg").exists()


def test_a_correction_tells_the_audit_only_what_changed() -> None:
    file = make_file()
    decision = register(file=file)
    operations.correct_decision(decision=decision, by=planner(), **FIELDS | {"signer": "Vũ Đức Đam"})  # type: ignore[arg-type]
    decision.refresh_from_db()
    assert (decision.signer, decision.file) == ("Vũ Đức Đam", file)
    entry = entries_of(decision)[0]
    assert (entry.action, entry.before, entry.after) == (
        "decision.corrected",
        {"signer": ""},
        {"signer": "Vũ Đức Đam"},
    )


def test_what_hangs_on_a_decision_is_counted_and_keeps_it() -> None:
    decision = make_decision()
    tree = make_tree()
    orgs.rename(unit=tree.party, name="Mới", on=date(2025, 2, 1), decision=decision, by=planner())
    make_decision(bases=[decision], issued_on=date(2025, 3, 1))
    assert queries.uses_of(decision) == {
        "orgs.unitstate": 1,
        "orgs.unitchange": 1,
        "registers.decisionbasis": 1,
    }
    with pytest.raises(Problem) as caught:
        operations.remove_decision(decision=decision, by=planner())
    assert (caught.value.code, caught.value.params["count"]) == ("registers.decision_in_use", 3)
    unused = make_decision(bases=[decision], issued_on=date(2025, 3, 1))
    operations.remove_decision(decision=unused, by=planner())
    assert not Decision.objects.filter(pk=unused.pk).exists()


def test_only_who_may_edit_decisions_enters_them() -> None:
    register(by=registrar_of(), number="1")
    for actor in (clerk_of(make_tree().root), accountant(), outsider()):
        with pytest.raises(Refused):
            register(by=actor)


def test_the_register_is_searched_without_accents_by_who_may_read_it() -> None:
    decision = register(file=make_file())
    make_decision("1/KH", subject="Kế hoạch khác")
    assert list(queries.decisions_visible_to(accountant(), "de an dao tao 163")) == [decision]
    assert list(queries.decisions_visible_to(lecturer(), "de an")) == []
    assert queries.file_of_decision(accountant(), decision.pk) == decision.file
    for actor, decision_id in ((lecturer(), decision.pk), (accountant(), 999_999)):
        with pytest.raises(NotFound):
            queries.file_of_decision(actor, decision_id)
    with pytest.raises(NotFound):
        queries.get_decision(999_999)
