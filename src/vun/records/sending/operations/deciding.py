"""Decisions about those put forward: sending them, ending it before its time, or as completed; exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.commitments import operations as commitments
from vun.records.commitments.models import ServiceCommitment
from vun.records.people import queries as people
from vun.records.people.domain import ManagementTier
from vun.records.people.models import Person
from vun.records.plans import queries as plans
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind, Upload
from vun.records.registers.models import Decision
from vun.records.sending import queries
from vun.records.sending.domain import Check, CheckCode, CheckStatus, NominationState, Verb
from vun.records.sending.models import Nomination
from vun.records.sending.operations import routing
from vun.records.sending.operations.moving import move, refuse_enrolled

SIGNING_TIERS = (ManagementTier.CENTRAL, ManagementTier.PROVINCE_STANDING)
"""Leaders who may sign for an exception while the province has set nothing else."""


@transaction.atomic
def approve_nominations(*, ids: Collection[int], decision: Decision, on: date, by: Actor) -> int:
    """Approve proposed nominations by a decision to send (quyết định cử đi học). Returns how many.

    All or none: raises NotFound, Refused, and Problem when nothing is chosen, one is no longer proposed, or somebody
    the rules of the day refuse goes without an exception signed for; or when it is not for the actor to give the last
    signature of the route each is on.
    """
    if not ids:
        raise Problem("sending.nobody_chosen")
    nominations = _chosen(ids, by)
    over = [each for each in sorted(nominations, key=attrgetter("pk")) if not routing.hold_waiting(each)]
    if over:
        for each in over:
            by.require(Permission.NOMINATION_APPROVE, each.unit_id)
        waiting = len(nominations) - len(over)
        raise Problem("sending.not_waiting", waiting=waiting, chosen=len(nominations))
    acting = [routing.approve(each, by) for each in nominations]
    checks = _checks(nominations, on)
    _refuse_unsigned(nominations, checks)
    for nomination, actor in zip(nominations, acting, strict=True):
        found = checks[nomination.pk]
        move(nomination, Verb.APPROVE, checks=found, on=on, by=actor, decision=decision, decided_on=on)
    return len(nominations)


@transaction.atomic
def approve_nominations_by(
    *,
    ids: Collection[int],
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str = "",
    on: date,
    by: Actor,
) -> int:
    """Enter the decision to send in the register and `approve_nominations` by it."""
    decision = registers.register_decision(
        kind=DecisionKind.DECISION,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        signer=signer,
        by=by,
    )
    return approve_nominations(ids=ids, decision=decision, on=on, by=by)


def _chosen(ids: Collection[int], by: Actor) -> list[Nomination]:
    nominations = list(queries.to_decide(by, ids, timezone.localdate()))
    if len(nominations) != len(set(ids)):
        raise NotFound("nomination")
    return nominations


def _refuse_unsigned(nominations: Sequence[Nomination], checks: Mapping[int, Collection[Check]]) -> None:
    """The law of the day of sending counts, whatever it was on the day of nominating."""
    refused = {
        key
        for key, found in checks.items()
        if any(check.code is CheckCode.RULE and check.status is CheckStatus.RED for check in found)
    }
    unsigned = [
        each.person.full_name
        for each in nominations
        if (each.exception_reason or each.pk in refused)
        and not (each.exception_reason and each.exception_file_id and each.exception_signer_id)
    ]
    if unsigned:
        raise Problem("sending.exception_not_signed", names=", ".join(unsigned), count=len(unsigned))


def _checks(nominations: Sequence[Nomination], on: date) -> dict[int, list[Check]]:
    """What stands for and against each of the nominations on the day."""
    by_sender: dict[tuple[int, int], list[Nomination]] = defaultdict(list)
    for nomination in nominations:
        by_sender[nomination.line_id, nomination.unit_id].append(nomination)
    found: dict[int, list[Check]] = {}
    for (line_id, unit_id), own in by_sender.items():
        terms = plans.approved_terms(line_id)
        if terms is None:
            raise Problem("sending.line_not_in_force")
        checks = queries.checks_for([each.person_id for each in own], terms, unit_id, on)
        found |= {each.pk: checks[each.person_id] for each in own}
    return found


@transaction.atomic
def support_exception(
    *, nomination: Nomination, reason: str, file: Upload, signer: Person, on: date, by: Actor
) -> None:
    """Give an exception what it rests on: a reason, the file that shows it, and the leader who signs for it.

    Raises Refused; Problem: no reason, a file of no known type, a signer who holds no leading post managed by one of
    the tiers the province lets sign, somebody signing for themself, or a nomination no longer open.
    """
    by.require(Permission.NOMINATE, nomination.unit_id)
    if not clean(reason):
        raise Problem("sending.reason_needed", field="reason")
    if signer.pk == nomination.person_id:
        raise Problem("sending.signs_for_self", field="signer")
    policy = queries.policy_on(on)
    tiers = (policy.signer_tiers if policy else None) or [tier.value for tier in SIGNING_TIERS]
    post = people.primary_on(signer.pk, on)
    if post is None or not post.is_leader or post.management_tier not in tiers:
        raise Problem("sending.signer_below_level", field="signer", name=signer.full_name)
    stored = registers.store_file(name=file.name, content=file.content, by=by)
    still_open = (NominationState.WAITLISTED, NominationState.PROPOSED, NominationState.RETURNED)
    changed = Nomination.objects.filter(pk=nomination.pk, state__in=still_open).update(
        exception_reason=clean(reason)[:300], exception_file=stored, exception_signer=signer
    )
    if not changed:
        raise Problem("sending.is_over", name=nomination.person.full_name)
    nomination.refresh_from_db()
    audit.record(
        by,
        "nomination.exception_signed",
        nomination,
        unit_id=nomination.unit_id,
        after={"exception_reason": nomination.exception_reason, "signer": signer, "file": stored.name},
    )


@transaction.atomic
def cancel(
    *, nomination: Nomination, reason: str, decision: Decision | None = None, on: date, by: Actor
) -> None:
    """End a sending already decided, before its class: the place is free again. Raises Refused, Problem."""
    refuse_enrolled(nomination, by, Verb.CANCEL)
    move(nomination, Verb.CANCEL, reason=reason, on=on, by=by, end_decision=decision)


@transaction.atomic
def complete(*, nomination: Nomination, decision: Decision | None = None, on: date, by: Actor) -> None:
    """Record that the study somebody was sent to is completed. Raises Refused, Problem."""
    move(nomination, Verb.COMPLETE, on=on, by=by, end_decision=decision)


@transaction.atomic
def commit_to_serve(
    *, nomination: Nomination, study_start_on: date, study_end_on: date, by: Actor
) -> ServiceCommitment:
    """Record the service somebody sent owes afterwards, by the law of the day of the decision.

    Raises Refused, and Problem when they are not sent, it is recorded already, or as `commitments.commit`.
    """
    if nomination.state != NominationState.APPROVED or nomination.decided_on is None:
        raise Problem("sending.not_sent", name=nomination.person.full_name)
    if nomination.commitment_id is not None:
        raise Problem("sending.committed_already", name=nomination.person.full_name)
    terms = plans.approved_terms(nomination.line_id)
    commitment = commitments.commit(
        person=nomination.person,
        unit=nomination.unit,
        name=terms.title if terms else str(nomination.line),
        programme=terms.programme if terms else None,
        sent_on=nomination.decided_on,
        study_start_on=study_start_on,
        study_end_on=study_end_on,
        decision=nomination.decision,
        by=by,
    )
    waiting = Nomination.objects.filter(pk=nomination.pk, commitment__isnull=True)
    if not waiting.update(commitment=commitment):
        raise Problem("sending.committed_already", name=nomination.person.full_name)
    nomination.refresh_from_db()
    return commitment
