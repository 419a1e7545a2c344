"""Selection rounds: candidates, their points, the committee's decision, and the list."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web import formats
from vun.faces.web.forms import (
    DateField,
    DecimalField,
    PickField,
    VunForm,
    WholeNumberField,
    form_page,
    perform,
    run,
)
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.forms import ReasonForm
from vun.faces.web.sending.frame import tabs
from vun.records.admission import operations, queries
from vun.records.admission.domain import OUTCOMES, CandidateState, Criterion, SelectionState
from vun.records.delivery import queries as classes
from vun.records.plans import queries as plans
from vun.records.registers import queries as registers

ROUNDS = (_("Xét tuyển"), "sending:rounds")


class OpenForm(VunForm):
    """What a round is for, and what points are given for."""

    name = forms.CharField(label=_("Tên đợt xét tuyển"), max_length=250)
    places = WholeNumberField(
        label=_("Số người trúng tuyển"), unit=_("người"), min_value=1, max_value=100_000
    )
    closes_on = DateField(label=_("Hạn nhận người dự tuyển"))
    criteria = forms.CharField(
        label=_("Tiêu chí"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Mỗi dòng một tiêu chí: tên, dấu chấm phẩy, điểm cao nhất. Ví dụ: Bài thi; 10"),
    )
    training_class: Any = forms.ModelChoiceField(
        label=_("Xếp vào lớp"),
        queryset=None,
        required=False,
        empty_label=_("– Chưa có lớp –"),
        help_text=_("Người trúng tuyển có tên trong lớp này ngay khi quyết định."),
    )
    offer: Any = forms.ModelChoiceField(
        label=_("Theo thông báo chiêu sinh"), queryset=None, required=False, empty_label=_("– Không –")
    )

    def __init__(self, request: Request, line_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["training_class"].queryset = classes.classes_visible_to(request.actor).filter(line_id=line_id)
        fields["offer"].queryset = queries.offers_visible_to(request.actor).filter(line_id=line_id)

    def clean_criteria(self) -> list[Criterion]:
        """The criteria, a line for each."""
        found = []
        for row in filter(str.strip, self.cleaned_data["criteria"].splitlines()):
            name, _mark, most = row.rpartition(";")
            try:
                found.append(Criterion(name.strip(), Decimal(most.strip().replace(",", "."))))
            except InvalidOperation:
                said = gettext("Dòng “%(row)s” chưa đúng dạng: tên, dấu chấm phẩy, điểm cao nhất. Sửa lại.")
                raise ValidationError(said % {"row": row}) from None
        return found


class PointsForm(VunForm):
    """The points of every candidate for every criterion, any of them still unknown."""

    def __init__(self, candidates: list[Any], criteria: list[Any], points: Any, *args: Any) -> None:
        self._keys = [(candidate, criterion) for candidate in candidates for criterion in criteria]
        self.base_fields = {  # type: ignore[misc]
            f"p-{candidate.pk}-{criterion.pk}": DecimalField(
                label=f"{candidate.nomination.person.full_name}: {criterion.name}",
                max_digits=6,
                decimal_places=2,
                min_value=0,
                max_value=criterion.most,
                required=False,
                initial=points.get((candidate.pk, criterion.pk)),
            )
            for candidate, criterion in self._keys
        }
        super().__init__(*args)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def points(self) -> dict[tuple[int, int], Decimal | None]:
        """What was typed, by candidate and criterion."""
        return {
            (candidate.pk, criterion.pk): self.cleaned_data[f"p-{candidate.pk}-{criterion.pk}"]
            for candidate, criterion in self._keys
        }


class DecideForm(VunForm):
    """The outcome of every candidate, with the reason where somebody is passed over."""

    told = forms.CharField(
        label=_("Lý do báo cho người không trúng tuyển"), max_length=300, initial=_("Không trúng tuyển")
    )
    decision = PickField(
        label=_("Quyết định của hội đồng"),
        options_url="admin:decision-options",
        help_text=_("Gõ số hoặc trích yếu. Văn bản chưa có trong sổ thì ghi vào sổ ở mục Quản trị trước."),
    )

    def __init__(self, request: Request, candidates: list[Any], proposed: Any, *args: Any) -> None:
        self._candidates = candidates
        own: dict[str, forms.Field] = {}
        offered = [("", "–"), *((state.value, label(state)) for state in OUTCOMES)]
        for candidate in candidates:
            name = candidate.nomination.person.full_name
            own[f"o-{candidate.pk}"] = forms.ChoiceField(
                label=_("Kết quả của %(name)s") % {"name": name},
                choices=offered,
                required=False,
                initial=proposed.get(candidate.pk) or "",
            )
            own[f"r-{candidate.pk}"] = forms.CharField(
                label=_("Lý do về %(name)s") % {"name": name}, max_length=300, required=False
            )
        self.base_fields = {**own, **type(self).base_fields}  # type: ignore[misc]
        super().__init__(*args)
        fields: dict[str, Any] = self.fields
        for name in own:
            fields[name].widget.attrs["aria-label"] = fields[name].label
        fields["decision"].queryset = registers.decisions_visible_to(request.actor)

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        typed = self.cleaned_data
        keys = [candidate.pk for candidate in self._candidates]
        return {
            "outcomes": {key: CandidateState(typed[f"o-{key}"]) for key in keys if typed[f"o-{key}"]},
            "reasons": {key: typed[f"r-{key}"] for key in keys},
            "told": typed["told"],
            "decision": typed["decision"],
        }


@needs(Permission.NOMINATION_VIEW)
def rounds(request: Request) -> HttpResponse:
    """The rounds in sight."""
    return show(
        request,
        "sending/rounds.html",
        title=_("Xét tuyển"),
        lead=_("Các đợt có nhiều người được đề cử hơn số chỗ; hội đồng quyết định theo điểm."),
        tabs=tabs(request, "rounds"),
        rounds=queries.rounds_visible_to(request.actor),
    )


@needs(Permission.NOMINATION_APPROVE)
def open_round(request: Request, line_id: int) -> HttpResponse:
    """Open a round for a line in force."""
    terms = plans.approved_terms(line_id)
    if terms is None:
        raise NotFound("plan line")
    plans.get_plan(request.actor, terms.version.plan_id)
    initial = {"name": terms.title, "places": terms.learners}
    form = OpenForm(request, line_id, request.POST or None, initial=initial)
    back = reverse("sending:rounds")
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.open_round,
            line=terms.line,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã mở đợt xét tuyển."))
            return redirect("sending:round", done.value.pk)
    return form_page(
        request,
        form,
        title=_("Mở đợt xét tuyển"),
        lead=terms.title,
        submit=_("Mở đợt xét tuyển"),
        cancel=back,
        consequence=_("Người được đề cử cho dòng này được đưa vào đợt, chấm điểm rồi mới duyệt cử."),
        crumbs=[ROUNDS],
    )


@needs(Permission.NOMINATION_VIEW)
def detail(request: Request, round_id: int) -> HttpResponse:
    """Candidates by place, with their points; who may be taken in."""
    selection = queries.get_round(request.actor, round_id)
    candidates, criteria = _candidates(request, selection)
    may_decide = request.actor.may(Permission.NOMINATION_APPROVE, selection.line.plan.unit_id)
    is_open = selection.state == SelectionState.OPEN
    form = PointsForm(candidates, criteria, queries.points_of(selection), request.POST or None)
    if request.method == "POST" and _give_points(request, selection, form):
        return redirect(request.path)
    unit_id, above = selection.line.plan.unit_id, Permission.NOMINATION_APPROVE
    steps = [
        Action(_("Quyết định kết quả"), reverse("sending:round-decide", args=[round_id]), above, unit_id),
        Action(_("Huỷ đợt…"), reverse("sending:round-cancel", args=[round_id]), above, unit_id, danger=True),
    ]
    return show(
        request,
        "sending/round.html",
        title=selection.name,
        lead=_("Xét %(places)s người vào %(title)s.")
        % {"places": formats.number(selection.places), "title": _title(selection)},
        crumbs=[ROUNDS],
        action=steps[0] if is_open else None,
        more=steps[1:] if is_open else [],
        status_code=400 if form.errors else 200,
        selection=selection,
        criteria=criteria,
        rows=[
            (
                candidate,
                [(criterion, form[f"p-{candidate.pk}-{criterion.pk}"]) for criterion in criteria],
                candidate.state in (CandidateState.ADMITTED, CandidateState.WAITING),
            )
            for candidate in candidates
        ],
        to_enter=queries.to_enter(selection) if is_open and may_decide else [],
        is_open=is_open,
        may_decide=may_decide,
        errors=form.errors,
    )


def _title(selection: Any) -> str:
    terms = plans.approved_terms(selection.line_id)
    return terms.title if terms else str(selection.line.plan)


def _candidates(request: Request, selection: Any) -> tuple[list[Any], list[Any]]:
    return list(queries.candidates_of(request.actor, selection)), list(selection.criteria.all())


def _give_points(request: Request, selection: Any, form: PointsForm) -> bool:
    request.actor.require(Permission.NOMINATION_APPROVE, selection.line.plan.unit_id)
    if not form.is_valid():
        return False
    done = run(form, operations.give_points, selection=selection, points=form.points(), by=request.actor)
    if done:
        messages.success(request, gettext("Đã lưu điểm và xếp hạng."))
    return bool(done)


@needs(Permission.NOMINATION_APPROVE)
@require_POST
def enter(request: Request, round_id: int) -> HttpResponse:
    """Take in people put forward."""
    selection = queries.get_round(request.actor, round_id)
    ids = ids_of(request.POST.getlist("ids"))
    return perform(
        request,
        lambda: operations.enter(selection=selection, nomination_ids=ids, on=request.today, by=request.actor),
        said=_("Đã đưa vào đợt xét tuyển."),
        back=reverse("sending:round", args=[round_id]),
    )


@needs(Permission.NOMINATION_APPROVE)
def decide(request: Request, round_id: int) -> HttpResponse:
    """The committee's decision, prefilled by points."""
    selection = queries.get_round(request.actor, round_id)
    candidates, _criteria = _candidates(request, selection)
    entered = [each for each in candidates if each.state == CandidateState.ENTERED]
    form = DecideForm(request, entered, queries.proposal(selection), request.POST or None)
    back = reverse("sending:round", args=[round_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.decide,
            selection=selection,
            on=request.today,
            by=request.actor,
            **form.arguments(),
        )
        if done:
            said = gettext(
                "Đã quyết định: %(admitted)s trúng tuyển, %(waiting)s chờ, %(refused)s không trúng tuyển."
            )
            counts = done.value
            messages.success(
                request,
                said
                % {
                    "admitted": counts[CandidateState.ADMITTED],
                    "waiting": counts[CandidateState.WAITING],
                    "refused": counts[CandidateState.NOT_ADMITTED],
                },
            )
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Quyết định kết quả xét tuyển"),
        lead=selection.name,
        submit=_("Quyết định"),
        cancel=back,
        consequence=_(
            "Nhiều nhất %(places)s người trúng tuyển được duyệt cử theo quyết định này và có tên trong lớp, "
            "nếu đã chọn lớp; người không trúng tuyển trả lại chỗ cho đơn vị."
        )
        % {"places": formats.number(selection.places)},
        template="sending/round_decide.html",
        crumbs=[ROUNDS, (selection.name, back)],
        rows=[(each, form[f"o-{each.pk}"], form[f"r-{each.pk}"]) for each in entered],
        rest=[form["told"], form["decision"]],
    )


@needs(Permission.NOMINATION_APPROVE)
def cancel(request: Request, round_id: int) -> HttpResponse:
    """Give a round up."""
    selection = queries.get_round(request.actor, round_id)
    form = ReasonForm(request.POST or None)
    back = reverse("sending:round", args=[round_id])
    if request.method == "POST" and form.is_valid():
        done = run(form, operations.cancel_round, selection=selection, by=request.actor, **form.cleaned_data)
        if done:
            messages.success(request, gettext("Đã huỷ đợt xét tuyển."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Huỷ đợt xét tuyển"),
        lead=selection.name,
        submit=_("Huỷ đợt"),
        cancel=back,
        consequence=_("Các đề cử giữ nguyên, chờ duyệt như bình thường."),
        crumbs=[ROUNDS, (selection.name, back)],
    )


@needs(Permission.NOMINATION_APPROVE)
def fall_out(request: Request, candidate_id: int) -> HttpResponse:
    """Somebody gives up; who waits comes after."""
    candidate = queries.get_candidate(request.actor, candidate_id)
    form = ReasonForm(request.POST or None)
    back = reverse("sending:round", args=[candidate.round_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.fall_out,
            candidate=candidate,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            came = done.value
            said = (
                gettext("Đã ghi. %(name)s trong danh sách chờ được gọi thay.")
                % {"name": came.nomination.person.full_name}
                if came
                else gettext("Đã ghi. Không có ai được gọi thay.")
            )
            messages.success(request, said)
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Không tham gia"),
        lead=candidate.nomination.person.full_name,
        submit=_("Ghi không tham gia"),
        cancel=back,
        consequence=_("Người trúng tuyển rời đi thì người đứng đầu danh sách chờ được cử thay."),
        crumbs=[ROUNDS, (candidate.round.name, back)],
    )
