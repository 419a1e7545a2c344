"""Deciding what follows study, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.delivery.domain import Classification
from vun.records.measures.domain import Cause, MeasureKind
from vun.records.measures.models import Measure, MeasureRule
from vun.records.measures.queries import Proposal
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.standards.succession import confirm_row, end_row, own_stem, put_row, stem_of

_NOUN = "measure_rule"


@transaction.atomic
def take_measure(
    *, proposal: Proposal, form: str, decision: Decision, amount: int = 0, reason: str = "", by: Actor
) -> Measure:
    """Record a measure taken by a decision, with what caused it.

    Raises Refused without NOMINATION_APPROVE over the person's unit; Problem: no form, more money than the rule
    allows, a decision before its cause, or decided already.
    """
    rule, unit = proposal.rule, proposal.unit
    if unit is None:
        raise Problem("measures.no_unit", name=proposal.person.full_name)
    by.require(Permission.NOMINATION_APPROVE, unit.pk)
    if not clean(form):
        raise Problem("measures.form_needed", field="form")
    if amount > rule.most_amount:
        raise Problem("measures.too_much", field="amount", most=rule.most_amount)
    if decision.issued_on < proposal.on:
        raise Problem("measures.decided_before", field="issued_on", on=proposal.on)
    try:
        with transaction.atomic():
            measure = Measure.objects.create(
                person=proposal.person,
                unit=unit,
                rule=rule,
                kind=MeasureKind(rule.kind),
                form=clean(form),
                amount=amount,
                enrolment=proposal.enrolment,
                nomination=proposal.nomination,
                decision=decision,
                decided_on=decision.issued_on,
                reason=clean(reason),
            )
    except IntegrityError:
        raise Problem("measures.taken_already", name=proposal.person.full_name) from None
    audit.record(
        by,
        "measure.taken",
        measure,
        unit_id=unit.pk,
        after={"kind": rule.kind, "form": measure.form, "amount": amount, "decision": decision.number},
    )
    return measure


@transaction.atomic
def take_measure_by(
    *, proposal: Proposal, form: str, amount: int = 0, reason: str = "", by: Actor, **told: Any
) -> Measure:
    """`take_measure` by a decision entered on the way, as ``told`` to the register: both or neither. Raises as both."""
    decision = registers.register_decision(kind=DecisionKind.DECISION, by=by, **told)
    return take_measure(proposal=proposal, form=form, decision=decision, amount=amount, reason=reason, by=by)


@transaction.atomic
def revoke_measure(*, measure: Measure, on: date, reason: str, by: Actor) -> None:
    """Take a measure back, with the reason; it stays on record as taken back.

    Raises Refused, and Problem without a reason, before it was decided, or when it was taken back already.
    """
    by.require(Permission.NOMINATION_APPROVE, measure.unit_id)
    if not clean(reason):
        raise Problem("measures.reason_needed", field="reason")
    if on < measure.decided_on:
        raise Problem("measures.revoked_before", field="on", on=measure.decided_on)
    changed = Measure.objects.filter(pk=measure.pk, revoked_on__isnull=True).update(
        revoked_on=on, revoke_reason=clean(reason)
    )
    if not changed:
        raise Problem("measures.revoked_already")
    measure.refresh_from_db()
    audit.record(
        by, "measure.revoked", measure, unit_id=measure.unit_id, after={"on": on, "reason": clean(reason)}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRuleTerms:
    """What is proposed for a cause; ``classifications`` only for a result, ``most_amount`` in đồng, nought for none."""

    name: str
    cause: Cause
    classifications: Sequence[Classification] = ()
    kind: MeasureKind
    most_amount: int = 0
    legal_basis: str
    note: str = ""


def put_measure_rule(
    *,
    terms: MeasureRuleTerms,
    start_on: date,
    end_on: date | None = None,
    replaces: MeasureRule | None = None,
    by: Actor,
) -> MeasureRule:
    """Put a rule that proposes measures in force; what was decided under another stays as it was.

    Raises as `put_row`, and Problem: no name, a result without a classification, or money for what is no reward.
    """
    if not clean(terms.name):
        raise Problem("standards.field_needed", field="name")
    is_result = terms.cause is Cause.RESULT
    if is_result and not terms.classifications:
        raise Problem("measures.no_classification", field="classifications")
    if terms.most_amount and terms.kind is not MeasureKind.REWARD:
        raise Problem("measures.money_without_reward", field="most_amount")
    return put_row(
        MeasureRule,
        noun=_NOUN,
        stem=stem_of(replaces.code) if replaces else own_stem(terms.name),
        columns={
            "name": clean(terms.name),
            "cause": terms.cause.value,
            "classifications": [each.value for each in terms.classifications] if is_result else [],
            "kind": terms.kind.value,
            "most_amount": terms.most_amount,
            "legal_basis": clean(terms.legal_basis),
            "note": clean(terms.note),
        },
        start_on=start_on,
        end_on=end_on,
        replaces=replaces,
        by=by,
    )


def end_measure_rule(*, rule: MeasureRule, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the rule no longer proposes anything. Raises as `end_row`."""
    end_row(rule, noun=_NOUN, on=on, by=by)


def confirm_measure_rule(*, rule: MeasureRule, by: Actor) -> None:
    """Record that the rule was compared with its text. Raises as `confirm_row`."""
    confirm_row(rule, noun=_NOUN, by=by)
