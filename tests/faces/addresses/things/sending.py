"""Sending: conditions, commitments, papers, places, offers."""

from __future__ import annotations

from datetime import date

from tests.faces.addresses.asking import TODAY
from tests.faces.addresses.things.thing import Thing
from tests.factories.commitments import make_commitment
from tests.factories.registers import make_decision
from vun.records.admission.models import (
    OfferRequest,
    SelectionCandidate,
    SelectionRound,
    TrainingOffer,
)
from vun.records.commitments.models import CompensationClaim, Instalment, TrainingCost
from vun.records.eligibility.models import EligibilityRule
from vun.records.people.models import Appointment
from vun.records.plans.models import CentralQuota, Quota, QuotaMove
from vun.records.sending.models import (
    Nomination,
    SendingPaper,
    StandardDebt,
)


def of_sending(quota: Quota) -> list[Thing]:
    """A rule, a commitment with its claim, a paper, places lent back, a debt: of the unit that has the quota."""
    nominations = list(Nomination.objects.order_by("pk")[:2])
    commitment = make_commitment(nominations[0].person, unit=nominations[0].unit, sent_on=date(2025, 8, 15))
    claim = CompensationClaim.objects.create(
        commitment=commitment, case="no_diploma", happened_on=TODAY, cost=9, owed=9, served=0, amount=9
    )
    instalment = Instalment.objects.create(claim=claim, due_on=TODAY, amount=9)
    cost = TrainingCost.objects.create(commitment=commitment, item="tuition", amount=9, paid_on=TODAY)
    paper = SendingPaper.objects.create(
        kind="send",
        decision=make_decision(),
        layout="state",
        organ="Sở Nội vụ",
        sign="SNV",
        place="Lạng Sơn",
        course="lớp",
        capacity="GIÁM ĐỐC",
        signer="An",
    )
    move = QuotaMove.objects.create(
        terms=quota.terms, kind="lent", from_unit=quota.unit, learners=1, left=1, reason="Thừa", on=TODAY
    )
    central = CentralQuota.objects.create(year=2026, name="Cao cấp", issuer="Học viện", learners=9)
    post = Appointment.objects.filter(unit=nominations[0].unit)[0]
    debt = StandardDebt.objects.create(
        person=post.person, title=post.title, unit=post.unit, appointment=post, due_on=TODAY
    )
    offer = TrainingOffer.objects.create(
        unit=quota.unit,
        line=quota.terms.line,
        name="Lãnh đạo cấp sở",
        organiser="Học viện",
        audience="Giám đốc sở",
        places=9,
        deadline_on=date(2099, 1, 1),
        published_on=TODAY,
        published_by="x",
    )
    asked = OfferRequest.objects.create(
        offer=offer, unit=quota.unit, reason="Cần", asked_on=TODAY, asked_by="x"
    )
    selection = SelectionRound.objects.create(
        line=nominations[0].line, name="Đợt 1", places=1, opened_on=TODAY, closes_on=date(2099, 1, 1)
    )
    candidate = SelectionCandidate.objects.create(round=selection, nomination=nominations[0])
    verbs = ("accept", "reject", "withdraw", "eat")
    return [
        ("rule_id", [{"rule_id": EligibilityRule.objects.all()[0].pk}]),
        ("commitment_id", [{"commitment_id": commitment.pk}]),
        (
            "commitment_id instalment_id",
            [{"commitment_id": commitment.pk, "instalment_id": instalment.pk}],
        ),
        ("commitment_id cost_id", [{"commitment_id": commitment.pk, "cost_id": cost.pk}]),
        ("nomination_id verb", [{"nomination_id": nominations[1].pk, "verb": verb} for verb in verbs]),
        ("paper_id", [{"paper_id": paper.pk}]),
        ("paper_id suffix", [{"paper_id": paper.pk, "suffix": suffix} for suffix in ("docx", "exe")]),
        ("move_id", [{"move_id": move.pk}]),
        ("quota_id", [{"quota_id": central.pk}]),
        ("line_id", [{"line_id": quota.terms.line_id}]),
        ("offer_id", [{"offer_id": offer.pk}]),
        ("offer_id verb", [{"offer_id": offer.pk, "verb": verb} for verb in ("close", "eat")]),
        ("request_id", [{"request_id": asked.pk}]),
        ("admission: round_id", [{"round_id": selection.pk}]),
        (
            "round_id suffix",
            [{"round_id": selection.pk, "suffix": suffix} for suffix in ("docx", "exe")],
        ),
        ("candidate_id", [{"candidate_id": candidate.pk}]),
        ("debt_id", [{"debt_id": debt.pk}]),
    ]
