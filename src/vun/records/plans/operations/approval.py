"""A version's way: submitted, returned or approved by decision, amended by the next version; a plan's end."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.approvals import operations as approvals
from vun.records.approvals import queries as matters
from vun.records.approvals.domain import MatterKind
from vun.records.audit import operations as audit
from vun.records.plans import domain, queries
from vun.records.plans.domain import VersionState
from vun.records.plans.models import LineBudget, Plan, PlanLineTerms, PlanVersion, ProposedLearner, Quota
from vun.records.plans.operations.central import draw_on_centre
from vun.records.plans.operations.editing import check_not_closed, require_plan, wrong_state
from vun.records.plans.operations.succeeding import succeed
from vun.records.registers import operations as registers
from vun.records.registers import queries as register
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision


@transaction.atomic
def submit(*, version: PlanVersion, by: Actor) -> PlanVersion:
    """Ask for approval, along the route of the plan's unit; from here the version cannot be edited.

    Raises Refused, NotFound, Problem.

    A version has at least one line, and the quotas of every line that has any add up to its learners.
    """
    require_plan(by, Permission.PLAN_EDIT, version.plan)
    _move(version, VersionState.SUBMITTED, stamp="submitted_at")
    if not version.terms.exists():
        raise Problem("plans.no_lines")
    for line in version.terms.annotate(allotted=Sum("quotas__learners")).filter(allotted__isnull=False):
        if line.allotted != line.learners:
            raise Problem(
                "plans.quotas_do_not_add_up",
                title=line.title,
                allotted=line.allotted,
                learners=line.learners,
                missing=line.learners - line.allotted,
            )
    _audit(by, "plan.submitted", version)
    approvals.submit(
        kind=MatterKind.PLAN,
        subject_id=version.pk,
        title=version.plan.name,
        unit_id=version.plan.unit_id,
        on=timezone.localdate(),
        by=by,
    )
    return version


@transaction.atomic
def take_back(*, version: PlanVersion, by: Actor) -> PlanVersion:
    """Take a submitted version back before it is approved, to go on drafting it. Raises Refused, NotFound, Problem."""
    require_plan(by, Permission.PLAN_EDIT, version.plan)
    _move(version, VersionState.DRAFT)
    approvals.withdraw(kind=MatterKind.PLAN, subject_id=version.pk, on=timezone.localdate(), by=by)
    _audit(by, "plan.taken_back", version)
    return version


@transaction.atomic
def return_for_changes(*, version: PlanVersion, reason: str, by: Actor) -> PlanVersion:
    """Give a submitted version back to be mended, saying why: to where the step it is at gives back.

    It stays submitted where that is an earlier step. Raises Refused, NotFound, Problem.
    """
    _require_submitted(version, by)
    reason = clean(reason)
    if not reason:
        raise Problem("plans.reason_missing", field="reason")
    back = approvals.send_back(
        kind=MatterKind.PLAN, subject_id=version.pk, reason=reason, on=timezone.localdate(), by=by
    )
    if back.is_with_submitter:
        _move(version, VersionState.RETURNED, return_reason=reason)
        _audit(by, "plan.returned", version, reason=reason)
    return version


@transaction.atomic
def approve(*, version: PlanVersion, decision: Decision, by: Actor) -> PlanVersion:
    """Put a submitted version in force by ``decision``; the one in force before is superseded in the same breath.

    Places taken and passed on under the version before stay so under this one, and what each unit was given or lost
    is kept as movements. It is the last signature of the plan's route. Raises Refused, NotFound, Problem for a version
    not submitted, steps to be taken before, a quota below what is used of it meanwhile, or more learners than the
    centre gave.
    """
    _require_submitted(version, by)
    approvals.finish(kind=MatterKind.PLAN, subject_id=version.pk, on=timezone.localdate(), by=by)
    superseded = PlanVersion.objects.filter(plan_id=version.plan_id, state=VersionState.APPROVED).first()
    if superseded is not None:
        _move(superseded, VersionState.SUPERSEDED)
    _move(version, VersionState.APPROVED, stamp="approved_at", decision=decision)
    draw_on_centre(version, superseded)
    succeed(version, superseded, decision, by)
    _audit(
        by,
        "plan.approved",
        version,
        decision=decision.number,
        issued_on=decision.issued_on,
        supersedes=superseded and superseded.number,
    )
    return version


@transaction.atomic
def approve_by(
    *, version: PlanVersion, number: str, issued_on: date, issuer: str, signer: str = "", by: Actor
) -> PlanVersion:
    """`approve` by the decision of that number, day and issuer, which is entered in the register if it is not yet.

    Raises as `approve` and `register_decision` do.
    """
    _require_submitted(version, by)
    decision = register.find_decision(clean(number), issued_on, clean(issuer)) or registers.register_decision(
        kind=DecisionKind.DECISION,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        signer=signer,
        subject=version.plan.name,
        by=by,
    )
    return approve(version=version, decision=decision, by=by)


@transaction.atomic
def cancel_version(*, version: PlanVersion, by: Actor) -> PlanVersion:
    """Give up a draft; the version in force, if there is one, stays. Raises Refused, NotFound, Problem."""
    require_plan(by, Permission.PLAN_EDIT, version.plan)
    _move(version, VersionState.CANCELLED)
    approvals.withdraw(kind=MatterKind.PLAN, subject_id=version.pk, on=timezone.localdate(), by=by)
    _audit(by, "plan.version_cancelled", version)
    return version


@transaction.atomic
def amend(*, plan: Plan, reason: str, by: Actor) -> PlanVersion:
    """Draft the next version of an approved plan: the same lines, money, quotas and people proposed, to be changed.

    Raises Refused, NotFound, Problem when nothing is approved, the plan is closed or a version is open already.
    """
    require_plan(by, Permission.PLAN_EDIT, plan)
    reason = clean(reason)
    if not reason:
        raise Problem("plans.reason_missing", field="reason")
    check_not_closed(plan)
    approved = queries.approved_version(plan)
    if approved is None:
        raise Problem("plans.nothing_approved")
    last = plan.versions.order_by("-number").values_list("number", flat=True)[0]
    try:
        with transaction.atomic():
            version = PlanVersion.objects.create(
                plan=plan, number=last + 1, reason=reason, state_at=timezone.now()
            )
    except IntegrityError:
        raise Problem("plans.open_version_exists") from None
    _copy_lines(approved, version)
    _audit(by, "plan.amended", version, reason=reason, amends=approved.number)
    return version


@transaction.atomic
def close_plan(*, plan: Plan, on: date, by: Actor) -> Plan:
    """End an approved plan on day ``on``: no place is taken and nothing amended any more.

    Raises Refused, NotFound, Problem when nothing is approved, a version is open, or the plan is closed already.
    """
    require_plan(by, Permission.PLAN_EDIT, plan)
    approved = queries.approved_version(plan)
    if approved is None:
        raise Problem("plans.nothing_approved")
    if queries.open_version(plan) is not None:
        raise Problem("plans.open_version_exists")
    if on.year < plan.first_year:
        raise Problem("plans.closed_before_it_began", field="on", first_year=plan.first_year)
    if not Plan.objects.filter(pk=plan.pk, closed_on__isnull=True).update(closed_on=on):
        raise Problem("plans.closed", plan=plan.name)
    plan.closed_on = on
    Quota.objects.filter(terms__version=approved).update(is_in_force=False)
    audit.record(by, "plan.closed", plan, unit_id=plan.unit_id, after={"closed_on": on})
    return plan


def _require_submitted(version: PlanVersion, by: Actor) -> None:
    """Return quietly for a submitted version in the actor's sight: whose turn it is, its route tells.

    The version is held before what is on its way, as where it is submitted or taken back: neither waits for the other.
    """
    submitted = PlanVersion.objects.filter(pk=version.pk, state=VersionState.SUBMITTED)
    if not submitted.update(state=F("state")):
        require_plan(by, Permission.PLAN_APPROVE, version.plan)
        raise wrong_state(version)
    matter = matters.open_matter(MatterKind.PLAN, version.pk)
    is_reader = matter is not None and matters.is_readable(by, matter, timezone.localdate())
    if not is_reader:
        by.require_sight(Permission.PLAN_VIEW, version.plan.unit_id, "plan")


def _move(version: PlanVersion, target: VersionState, stamp: str = "", **values: object) -> None:
    """Change the state by one conditional update, so that of two who press the same button one is told.

    ``stamp`` names a column that keeps the moment for good, beside ``state_at``.
    """
    now = timezone.now()
    values |= {"state": target, "state_at": now}
    if stamp:
        values[stamp] = now
    before = PlanVersion.objects.filter(pk=version.pk, state__in=domain.states_before(target))
    if not before.update(**values):
        raise wrong_state(version)
    for name, value in values.items():
        setattr(version, name, value)


def _copy_lines(source: PlanVersion, target: PlanVersion) -> None:
    """The same terms, budgets, quotas and people proposed under ``target``, not yet in force."""
    originals = list(source.terms.prefetch_related("budgets", "quotas", "proposed"))
    columns = [
        field.attname for field in PlanLineTerms._meta.concrete_fields if field.name not in ("id", "version")
    ]
    copies = PlanLineTerms.objects.bulk_create(
        PlanLineTerms(version=target, **{name: getattr(original, name) for name in columns})
        for original in originals
    )
    pairs = list(zip(originals, copies, strict=True))
    LineBudget.objects.bulk_create(
        LineBudget(terms=copy, source_id=budget.source_id, amount=budget.amount)
        for original, copy in pairs
        for budget in original.budgets.all()
    )
    Quota.objects.bulk_create(
        Quota(
            terms=copy,
            unit_id=quota.unit_id,
            learners=quota.learners,
            taken=quota.taken,
            passed_on=quota.passed_on,
            decision_id=quota.decision_id,
        )
        for original, copy in pairs
        for quota in original.quotas.all()
        if quota.parent_id is None
    )
    ProposedLearner.objects.bulk_create(
        (
            ProposedLearner(terms=copy, unit_id=one.unit_id, person_id=one.person_id, weight=one.weight)
            for original, copy in pairs
            for one in original.proposed.all()
        ),
        batch_size=1_000,
    )


def _audit(by: Actor, action: str, version: PlanVersion, **after: object) -> None:
    audit.record(by, action, version, unit_id=version.plan.unit_id, after={"state": version.state} | after)
