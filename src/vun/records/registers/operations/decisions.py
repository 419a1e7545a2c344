"""The register of decisions and of the documents they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.common.text import clean, fold
from vun.records.audit import operations as audit
from vun.records.registers import queries
from vun.records.registers.domain import DecisionKind, Upload, rests_on
from vun.records.registers.models import Decision, DecisionBasis, StoredFile
from vun.records.registers.operations.files import stored


@transaction.atomic
def register_decision(
    *,
    kind: DecisionKind,
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str = "",
    bases: Sequence[Decision] = (),
    file: StoredFile | Upload | None = None,
    period_start_on: date | None = None,
    period_end_on: date | None = None,
    horizon_on: date | None = None,
    by: Actor,
) -> Decision:
    """Enter a document, resting on ``bases`` in the order quoted; a ``file`` just sent in is stored with it.

    ``period_start_on`` and ``period_end_on`` (the first day after it) and ``horizon_on`` are those of a scheme or
    resolution. Raises Refused without DECISION_EDIT; Problem when a field is missing, the same number, day and issuer
    are registered already, a basis is later than the document, the period is none or the file is not taken.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    decision = Decision(file=stored(file, by), registered_by_user_id=by.user_id)
    _fill(
        decision,
        kind=kind,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        signer=signer,
        period_start_on=period_start_on,
        period_end_on=period_end_on,
        horizon_on=horizon_on,
    )
    _save(decision)
    _set_bases(decision, bases)
    audit.record(by, "decision.registered", decision, after=_told(decision, bases))
    return decision


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    kind: DecisionKind,
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str = "",
    bases: Sequence[Decision] = (),
    file: StoredFile | Upload | None = None,
    period_start_on: date | None = None,
    period_end_on: date | None = None,
    horizon_on: date | None = None,
    by: Actor,
) -> Decision:
    """Set right what was entered wrong; with ``file`` None the file stays as it is.

    Raises Refused for whoever may not correct it (`queries.may_correct`), Problem as `register_decision` and when the
    document would rest on itself.
    """
    _require_correct(by, decision)
    decision.refresh_from_db()
    before = _told(decision, queries.bases_of(decision))
    _fill(
        decision,
        kind=kind,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        signer=signer,
        period_start_on=period_start_on,
        period_end_on=period_end_on,
        horizon_on=horizon_on,
    )
    if file is not None:
        decision.file = stored(file, by)
    _save(decision)
    _set_bases(decision, bases)
    after = _told(decision, bases)
    changed = [key for key in after if after[key] != before[key]]
    if changed:
        was, now = ({key: told[key] for key in changed} for told in (before, after))
        audit.record(by, "decision.corrected", decision, before=was, after=now)
    return decision


@transaction.atomic
def remove_decision(*, decision: Decision, by: Actor) -> None:
    """Strike out a document entered by mistake. Raises Refused as `correct_decision`, NotFound once it is gone;
    Problem when anything hangs on it.
    """
    _require_correct(by, decision)
    if uses := sum(queries.uses_of(decision).values()):
        raise Problem("registers.decision_in_use", number=decision.number, count=uses)
    before = _told(decision, queries.bases_of(decision))
    if not Decision.objects.filter(pk=decision.pk).delete()[0]:
        raise NotFound("decision")
    audit.record(by, "decision.removed", decision, before=before)


def _require_correct(by: Actor, decision: Decision) -> None:
    if not queries.may_correct(by, decision):
        raise Refused(Permission.DECISION_EDIT)


def _fill(
    decision: Decision,
    *,
    kind: DecisionKind,
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str,
    period_start_on: date | None,
    period_end_on: date | None,
    horizon_on: date | None,
) -> None:
    texts = {"number": clean(number), "issuer": clean(issuer), "subject": clean(subject)}
    for field, text in texts.items():
        if not text:
            raise Problem(f"registers.{field}_missing", field=field)
    if period_end_on is not None and period_start_on is None:
        raise Problem("registers.period_without_start", field="period_start_on")
    if period_start_on is not None and period_end_on is not None and period_end_on <= period_start_on:
        raise Problem(
            "registers.period_empty", field="period_end_on", start_on=period_start_on, end_on=period_end_on
        )
    decision.kind = kind.value
    decision.number, decision.issuer, decision.subject = texts["number"], texts["issuer"], texts["subject"]
    decision.issued_on = issued_on
    decision.signer = clean(signer)
    decision.period_start_on, decision.period_end_on = period_start_on, period_end_on
    decision.horizon_on = horizon_on
    decision.search_key = fold(" ".join([decision.number, decision.subject, decision.issuer]))


def _save(decision: Decision) -> None:
    same = Decision.objects.filter(
        number=decision.number, issued_on=decision.issued_on, issuer=decision.issuer
    ).exclude(pk=decision.pk)
    taken = Problem(
        "registers.decision_exists",
        field="number",
        number=decision.number,
        issued_on=decision.issued_on,
        issuer=decision.issuer,
    )
    if same.exists():
        raise taken
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError:
        raise taken from None


def _set_bases(decision: Decision, bases: Sequence[Decision]) -> None:
    wanted = {basis.pk: basis for basis in bases}
    for basis in wanted.values():
        if basis.issued_on > decision.issued_on:
            raise Problem(
                "registers.basis_later",
                field="bases",
                number=basis.number,
                issued_on=basis.issued_on,
                decision_on=decision.issued_on,
            )
    if wanted:
        _refuse_circle(decision, wanted)
    DecisionBasis.objects.filter(decision=decision).delete()
    DecisionBasis.objects.bulk_create(
        DecisionBasis(decision=decision, basis=basis, order=place)
        for place, basis in enumerate(wanted.values(), start=1)
    )


def _refuse_circle(decision: Decision, bases: dict[int, Decision]) -> None:
    quoted = queries.bases_by_decision()
    for basis_id, basis in bases.items():
        if decision.pk in rests_on([basis_id], quoted):
            raise Problem(
                "registers.basis_circle", field="bases", number=basis.number, decision=decision.number
            )


def _told(decision: Decision, bases: Sequence[Decision]) -> dict[str, object]:
    return {
        "kind": str(decision.kind),
        "number": decision.number,
        "issued_on": decision.issued_on,
        "issuer": decision.issuer,
        "subject": decision.subject,
        "signer": decision.signer,
        "period_start_on": decision.period_start_on,
        "period_end_on": decision.period_end_on,
        "horizon_on": decision.horizon_on,
        "file": decision.file.name if decision.file else None,
        "bases": [basis.number for basis in bases],
    }
