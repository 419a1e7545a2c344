"""Classes others offer and who asked for them; two selection rounds, one decided and one still giving points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from vun.common.actor import Actor
from vun.records.admission.domain import CandidateState, Criterion
from vun.records.admission.models import (
    OfferRequest,
    SelectionCandidate,
    SelectionRound,
    TrainingOffer,
)
from vun.records.admission.operations import (
    OfferTerms,
    agree,
    ask_for_unit,
    close_offer,
    decide,
    decline,
    enter,
    give_points,
    open_round,
    publish_offer,
    withdraw_request,
)
from vun.records.orgs.models import Unit
from vun.records.plans.models import PlanLineTerms, Quota
from vun.records.registers.domain import DecisionKind
from vun.records.registers.operations import register_decision
from vun.samples.province.places import share_below

Waiting = tuple[PlanLineTerms, Sequence[int]]
"""A line with the ids of nominations that wait for an answer."""

_CRITERIA = (
    Criterion("Thâm niên công tác", Decimal(30)),
    Criterion("Kết quả đánh giá, xếp loại", Decimal(40)),
    Criterion("Quy hoạch chức vụ cao hơn", Decimal(30)),
)
_MOST = 6
_AGREED, _DECLINED, _ASKED, _WITHDRAWN = "LS-SYT", "LS-SVH", "LS-STP", "LS-SCT"


def load_offers(terms: PlanLineTerms | None, units: Mapping[str, Unit], *, today: date, by: Actor) -> None:
    """Three offers: one of a line in force with an answer of each kind, one asked for only, one that is over."""
    if terms is not None:
        offer = _offer_of_line(terms, units["LS"], today, by)
        agreed = _ask(offer, units[_AGREED], "Cho lãnh đạo sở và giám đốc đơn vị trực thuộc", today, by, 3)
        declined = _ask(offer, units[_DECLINED], "Cử theo quy hoạch nhiệm kỳ tới", today, by)
        _ask(offer, units[_ASKED], "Chuẩn bị nâng ngạch năm sau", today, by)
        agree(request=agreed, learners=3, answer="Đồng ý, cử đúng đối tượng", on=today, by=by)
        share_below(Quota.objects.get(terms=terms, unit=agreed.unit), today=today, by=by)
        decline(request=declined, answer="Chưa đủ thời gian giữ ngạch", on=today, by=by)
    abroad = publish_offer(
        unit=units["LS"],
        terms=OfferTerms(
            name="Bồi dưỡng năng lực hội nhập quốc tế, khóa tiếng Anh tăng cường",
            organiser="Học viện Ngoại giao",
            audience="Công chức làm công tác đối ngoại, kinh tế cửa khẩu",
            conditions="Tiếng Anh bậc 3 trở lên; dưới 45 tuổi",
            places=5,
            start_on=today + timedelta(days=50),
            end_on=today + timedelta(days=78),
            venue="Hà Nội",
            deadline_on=today + timedelta(days=25),
            cost_note="Học phí do đề án chi trả; đơn vị lo ăn ở, đi lại",
        ),
        on=today - timedelta(days=6),
        by=by,
    )
    _ask(abroad, units[_ASKED], "Theo dõi tương trợ tư pháp với nước bạn", today, by)
    withdraw_request(
        request=_ask(abroad, units[_WITHDRAWN], "Phụ trách thương mại biên giới", today, by), on=today, by=by
    )
    over = publish_offer(
        unit=units["LS"],
        terms=OfferTerms(
            name="Tập huấn quản lý đầu tư công trên môi trường số",
            organiser="Trường Bồi dưỡng cán bộ tài chính",
            audience="Kế toán trưởng, phụ trách kế toán",
            places=10,
            start_on=today - timedelta(days=15),
            end_on=today - timedelta(days=11),
            venue="Trực tuyến",
            deadline_on=today - timedelta(days=25),
        ),
        on=today - timedelta(days=55),
        by=by,
    )
    close_offer(offer=over, by=by)


def _offer_of_line(terms: PlanLineTerms, unit: Unit, today: date, by: Actor) -> TrainingOffer:
    return publish_offer(
        unit=unit,
        terms=OfferTerms(
            name=terms.title,
            organiser=terms.partner,
            audience="Lãnh đạo sở, ban, ngành và tương đương",
            conditions="Đang giữ ngạch chuyên viên chính từ 5 năm trở lên",
            places=4,
            programme=terms.programme,
            line=terms.line,
            start_on=today + timedelta(days=40),
            end_on=today + timedelta(days=82),
            venue="Hà Nội",
            cost=7_000_000,
            cost_note="Chưa gồm ăn ở, đi lại",
            deadline_on=today + timedelta(days=15),
        ),
        on=today - timedelta(days=20),
        by=by,
    )


def _ask(
    offer: TrainingOffer, unit: Unit, reason: str, today: date, by: Actor, learners: int = 1
) -> OfferRequest:
    on = today - timedelta(days=3)
    return ask_for_unit(offer=offer, unit=unit, learners=learners, reason=reason, on=on, by=by)


def load_rounds(waiting: Sequence[Waiting], *, today: date, rng: Random, by: Actor) -> None:
    """Of the lines most wait for, a round that is decided and one that is open, where not all have points yet."""
    for index, (terms, ids) in enumerate(_split(waiting)):
        closes_on = today + timedelta(days=9) if index else today
        selection = _round(terms, ids, closes_on=closes_on, today=today, by=by)
        candidates = list(selection.candidates.order_by("pk"))
        _score(selection, candidates[:-1] if index else candidates, rng, by)
        if not index:
            _decide(selection, today, by)


def _split(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Who enters two rounds: of two lines, or of one line where only one has people enough."""
    enough = sorted((one for one in waiting if len(one[1]) >= 2), key=lambda one: -len(one[1]))
    if len(enough) == 1 and len(enough[0][1]) >= 4:
        terms, ids = enough[0]
        enough = [(terms, ids[:-2]), (terms, ids[-2:])]
    return [(terms, ids[:_MOST]) for terms, ids in enough[:2]]


def _round(
    terms: PlanLineTerms, nomination_ids: Sequence[int], *, closes_on: date, today: date, by: Actor
) -> SelectionRound:
    selection = open_round(
        line=terms.line,
        name=f"Xét tuyển: {terms.title}",
        places=max(len(nomination_ids) // 2, 1),
        criteria=_CRITERIA,
        closes_on=closes_on,
        on=today - timedelta(days=5),
        by=by,
    )
    enter(selection=selection, nomination_ids=nomination_ids, on=today, by=by)
    return selection


def _score(
    selection: SelectionRound, candidates: Sequence[SelectionCandidate], rng: Random, by: Actor
) -> None:
    points: dict[tuple[int, int], Decimal | None] = {
        (candidate.pk, criterion.pk): Decimal(rng.randint(int(criterion.most) * 2 // 5, int(criterion.most)))
        for candidate in candidates
        for criterion in selection.criteria.order_by("order")
    }
    give_points(selection=selection, points=points, by=by)


def _decide(selection: SelectionRound, today: date, by: Actor) -> None:
    """By points alone: the last is turned down, who is neither first nor last waits."""
    ranked = list(selection.candidates.order_by("rank", "pk"))
    outcomes = {candidate.pk: CandidateState.WAITING for candidate in ranked}
    outcomes[ranked[-1].pk] = CandidateState.NOT_ADMITTED
    for candidate in ranked[: selection.places]:
        outcomes[candidate.pk] = CandidateState.ADMITTED
    decision = register_decision(
        kind=DecisionKind.DECISION,
        number="1021/QĐ-SNV",
        issued_on=today,
        issuer="Sở Nội vụ tỉnh Lạng Sơn",
        subject=f"Kết quả xét tuyển: {selection.name.removeprefix('Xét tuyển: ')}",
        by=by,
    )
    decide(
        selection=selection,
        outcomes=outcomes,
        reasons={},
        told="Số chỗ có hạn, điểm xét thấp hơn người được chọn",
        decision=decision,
        on=today,
        by=by,
    )
