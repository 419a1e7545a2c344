"""After the study: laws, trips abroad, measures."""

from __future__ import annotations

from django.utils import timezone

from tests.faces.addresses.asking import TODAY
from tests.faces.addresses.things.thing import Thing
from tests.factories.abroad import make_rules as make_trip_rules
from tests.factories.abroad import make_trip
from tests.factories.measures import make_rule as make_measure_rule
from tests.factories.registers import make_decision, make_file
from vun.records.abroad.models import TripReport, TripReportRule
from vun.records.commitments.models import CommitmentLaw
from vun.records.measures.models import Measure
from vun.records.plans.models import Quota
from vun.records.registers.models import CalendarDay
from vun.records.sending.models import (
    Nomination,
    PaperSignature,
    PaperTemplate,
    SendingPaper,
)


def after_study(quota: Quota) -> list[Thing]:
    """A law, a template, a trip with what hangs on it, a measure and a proposal: of the unit that has the quota."""
    law = CommitmentLaw.objects.order_by("pk")[0]
    template = PaperTemplate.objects.create(
        kind="send",
        layout="state",
        file=make_file("mau.docx", b"PK\x03\x04"),
        put_at=timezone.now(),
        put_by="An",
        has_list=True,
    )
    signature = PaperSignature.objects.create(
        paper=SendingPaper.objects.all()[0],
        file=make_file(),
        signer="An",
        issuer="CA",
        signed_at=timezone.now(),
        signed_by="An",
    )
    make_trip_rules()
    trip = make_trip(unit=quota.unit)
    member = trip.members.all()[0]
    report = TripReport.objects.create(trip=trip, rule=TripReportRule.objects.all()[0], due_on=TODAY)
    rule = make_measure_rule()
    day = CalendarDay.objects.create(on=TODAY, name="Nghỉ")
    nomination = Nomination.objects.order_by("pk")[0]
    measure = Measure.objects.create(
        person=nomination.person,
        unit=quota.unit,
        rule=rule,
        kind="reward",
        form="Giấy khen",
        nomination=nomination,
        decision=make_decision(),
        decided_on=TODAY,
    )
    on_trip = {"trip_id": trip.pk}
    return [
        ("law_id", [{"law_id": law.pk}]),
        ("template_id", [{"template_id": template.pk}]),
        ("paper_id signature_id", [{"paper_id": signature.paper_id, "signature_id": signature.pk}]),
        ("kind layout", [{"kind": "send", "layout": "party"}, {"kind": "x", "layout": "y"}]),
        ("trip_id", [on_trip]),
        ("trip_id member_id", [on_trip | {"member_id": member.pk}]),
        ("trip_id report_id", [on_trip | {"report_id": report.pk}]),
        (
            "trip_id verb",
            [on_trip | {"verb": verb} for verb in ("submit", "permit", "come_back", "fly")],
        ),
        ("book", [{"book": "measures"}, {"book": "nothing"}]),
        (
            "book rule_id",
            [{"book": "measures", "rule_id": rule.pk}, {"book": "trip-reports", "rule_id": report.rule_id}],
        ),
        ("day_id", [{"day_id": day.pk}]),
        ("rule_id cause_id", [{"rule_id": rule.pk, "cause_id": 1}]),
        ("measure_id", [{"measure_id": measure.pk}]),
    ]
