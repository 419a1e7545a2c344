"""What happened after planning: told, the plan mended, what that cost and who moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web import formats
from vun.faces.web.forms import VunForm, WholeNumberField, operation_page
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import show
from vun.faces.web.request import Request, ids_of
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import MONTHS, OPEN_STATES, Incident, IncidentKind, Move, move_from
from vun.records.allocation.domain.incidents import Place
from vun.records.allocation.queries import Answer
from vun.records.delivery import queries as delivery
from vun.records.funding import queries as funding
from vun.records.standards.domain import StudyMode

SHOWN = 200


def venue_name(name: str) -> str:
    """What a page calls a place; the one of classes on line has no name where nobody gave one."""
    return name or gettext("lớp trực tuyến")


class _IncidentForm(VunForm):
    """What is told of an incident; each kind offers what the answer has of it."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.POST or None, initial=request.GET.dict())

    def _offer(self, field: str, choices: list[tuple[Any, str]]) -> None:
        chosen: Any = self.fields[field]
        chosen.choices = choices


class CancelForm(_IncidentForm):
    line = forms.TypedChoiceField(label=_("Lớp bị huỷ"), coerce=int)

    def __init__(self, request: Request, answer: Answer) -> None:
        super().__init__(request)
        self._offer("line", [(line.place, _told_line(line)) for line in answer.lines])


def _told_line(line: Any) -> str:
    text = gettext("Tháng %(month)s: %(name)s, %(mode)s, %(venue)s (%(classes)s lớp, %(learners)s người)")
    return text % {
        "month": line.first_month,
        "name": line.name,
        "mode": label(StudyMode(line.mode)).lower(),
        "venue": venue_name(line.venue_name),
        "classes": formats.number(line.classes),
        "learners": formats.number(line.learners),
    }


class CutForm(_IncidentForm):
    source = forms.ChoiceField(label=_("Nguồn bị cắt giảm"), required=False)
    percent = WholeNumberField(label=_("Giảm bao nhiêu"), unit=_("%"), initial=10)

    def __init__(self, request: Request, answer: Answer) -> None:
        super().__init__(request)
        names = {source.pk: source.name for source in funding.sources()}
        budget = answer.scenario.budget
        rows = [
            (
                code,
                gettext("%(source)s (%(money)s triệu đồng)")
                % {"source": names.get(code, code), "money": formats.millions(amount)},
            )
            for code, amount in budget.items()
        ]
        self._offer("source", [("", gettext("mọi nguồn như nhau")), *rows])

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "source": self.cleaned_data["source"] or None}


class VenueMonthForm(_IncidentForm):
    venue = forms.TypedChoiceField(label=_("Địa điểm"), coerce=int)
    month = forms.TypedChoiceField(label=_("Tháng"), coerce=int)

    def __init__(self, request: Request, answer: Answer) -> None:
        super().__init__(request)
        used = sorted({(line.venue, venue_name(line.venue_name)) for line in answer.lines})
        self._offer("venue", used)
        self._offer("month", [(month, str(month)) for month in range(1, MONTHS + 1)])


_FORMS: Mapping[IncidentKind, Callable[[Request, Answer], VunForm]] = {
    IncidentKind.CANCEL_CLASS: CancelForm,
    IncidentKind.BUDGET_CUT: CutForm,
    IncidentKind.LOSE_VENUE_MONTH: VenueMonthForm,
}
_LEADS = {
    IncidentKind.CANCEL_CLASS: _("Một lớp của dòng được chọn thôi mở, và không mở lại vào tháng ấy."),
    IncidentKind.BUDGET_CUT: _("Bỏ những suất ít điểm nhất so với tiền; người ở lại giữ nguyên lớp."),
    IncidentKind.LOSE_VENUE_MONTH: _("Lớp ở nơi ấy trong tháng ấy dời hoặc thôi mở."),
    IncidentKind.WITHDRAW: _(
        "Chọn những người rút trong danh sách người đi học; chỗ trống dành cho người khác."
    ),
}


@needs(Permission.PLAN_EDIT)
def incidents(request: Request, scenario_id: int) -> HttpResponse:
    """What may have happened, to choose from."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    scenario = queries.get_scenario(request.actor, scenario_id)
    Answer(scenario)
    people = f"{reverse('allocation:detail', args=[scenario.pk])}?tab=people&show=going"
    return show(
        request,
        "allocation/incidents.html",
        title=_("Xử lý việc phát sinh"),
        lead=_("Sửa phương án ít xáo trộn nhất; phương án ban đầu vẫn giữ để so sánh."),
        crumbs=_crumbs(scenario),
        scenario=scenario,
        mended=[(one, happened(one)) for one in queries.mended_of(request.actor, scenario)],
        choices=[
            (
                label(kind),
                _LEADS[kind],
                reverse("allocation:incident", args=[scenario.pk, kind.value]) if kind in _FORMS else people,
            )
            for kind in IncidentKind
        ],
    )


def _crumbs(scenario: Any) -> list[tuple[Any, str]]:
    return [
        (_("Phương án"), "allocation:list"),
        (scenario.name, reverse("allocation:detail", args=[scenario.pk])),
    ]


@needs(Permission.PLAN_EDIT)
def incident(request: Request, scenario_id: int, kind: str) -> HttpResponse:
    """Tell one thing that happened, and have the plan mended."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    scenario = queries.get_scenario(request.actor, scenario_id)
    if kind not in {one.value for one in _FORMS}:
        raise NotFound("kind of incident")
    chosen = IncidentKind(kind)
    return operation_page(
        request,
        _FORMS[chosen](request, Answer(scenario)),
        partial(_mend, scenario, chosen),
        said=_("Đang sửa phương án. Trang này tự cập nhật."),
        then=lambda made: reverse("allocation:detail", args=[made.pk]),
        title=label(chosen),
        lead=_LEADS[chosen],
        submit=_("Sửa phương án"),
        cancel=reverse("allocation:incidents", args=[scenario.pk]),
        consequence=_of_the_plan(scenario),
        crumbs=_crumbs(scenario),
    )


def _of_the_plan(scenario: Any) -> str:
    """That what was changed in the plan since is not known here; "" of a scenario no plan was drafted from."""
    if scenario.plan_version is None:
        return ""
    text = gettext(
        "Tính trên phương án này, không gồm những chỗ đã sửa tay trong kế hoạch “%(name)s”. Xem ai thay đổi rồi điều "
        "chỉnh kế hoạch ấy."
    )
    return text % {"name": scenario.plan_version.plan.name}


@needs(Permission.PLAN_EDIT)
def of_class(request: Request, class_id: int) -> HttpResponse:
    """From a class that is off, or may have to be, to the form that mends the plan it was made by."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    training_class = delivery.get_class(request.actor, class_id)
    plan_id = training_class.line.plan_id if training_class.line else 0
    scenario = queries.scenario_of_plan(request.actor, plan_id)
    if scenario is None:
        raise NotFound("scenario of the class")
    is_open = queries.state_of(scenario) in OPEN_STATES
    if is_open or not queries.has_figures(scenario):
        trouble = Problem("allocation.running_already" if is_open else "allocation.no_plan_yet")
        messages.warning(request, problem_text(trouble))
        return redirect("allocation:detail", scenario.pk)
    line = queries.line_of_class(Answer(scenario), training_class)
    form = reverse("allocation:incident", args=[scenario.pk, IncidentKind.CANCEL_CLASS.value])
    if line is not None:
        return redirect(f"{form}?line={line.place}")
    text = gettext(
        "Không rõ lớp %(code)s là lớp nào của phương án “%(name)s”: kế hoạch đã đổi từ khi lập. Chọn lớp gần nhất, "
        "hoặc lập phương án khác nếu phương án này không có lớp ấy."
    )
    messages.warning(request, text % {"code": training_class.code, "name": scenario.name})
    return redirect(form)


def _mend(scenario: Any, kind: IncidentKind, *, by: Any, **told: Any) -> Any:
    name = f"{scenario.name[:150]}: {label(kind).lower()}"
    return operations.mend(scenario=scenario, incident=Incident(kind=kind, **told), name=name[:200], by=by)


@needs(Permission.PLAN_EDIT)
@require_POST
def withdraw(request: Request, scenario_id: int) -> HttpResponse:
    """Mend the plan without those chosen."""
    scenario = queries.get_scenario(request.actor, scenario_id)
    people = tuple(sorted(ids_of(request.POST.getlist("ids"))))
    try:
        made = _mend(scenario, IncidentKind.WITHDRAW, people=people, by=request.actor)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect(f"{reverse('allocation:detail', args=[scenario.pk])}?tab=people&show=going")
    messages.success(request, gettext("Đang sửa phương án. Trang này tự cập nhật."))
    return redirect("allocation:detail", made.pk)


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who moves, with the classes left and those come to in words."""

    person: Any
    left: str
    taken: str


def happened(scenario: Any) -> str:
    """The incident a scenario answers, in a sentence; "" for any other."""
    event: Mapping[str, Any] = scenario.incident
    if not event:
        return ""
    about, kind = event["about"], IncidentKind(event["event"])
    if kind is IncidentKind.CANCEL_CLASS:
        return gettext("Huỷ một lớp %(course)s khai giảng tháng %(month)s, %(venue)s.") % {
            **about,
            "venue": venue_name(about["venue"]),
        }
    if kind is IncidentKind.BUDGET_CUT:
        names = {source.pk: source.name for source in funding.sources()}
        source = about["source"]
        return gettext("Cắt %(percent)s kinh phí của %(source)s.") % {
            "percent": formats.percent(about["percent"], 0),
            "source": names.get(source, source) if source else gettext("mọi nguồn"),
        }
    if kind is IncidentKind.LOSE_VENUE_MONTH:
        return gettext("%(venue)s không mở lớp được trong tháng %(month)s.") % {
            "venue": venue_name(about["venue"]),
            "month": about["month"],
        }
    return gettext("%(count)s người rút khỏi phương án.") % {"count": formats.number(len(about["people"]))}


def forgotten(scenario: Any) -> list[str]:
    """What happened to the plans this scenario was varied from, in sentences: sought anew, it knows nothing of it.

    Money that was cut stays cut, as a scenario has its own.
    """
    found: list[str] = []
    before = None if scenario.incident else scenario.base
    while before is not None:
        if before.incident and before.incident["event"] != IncidentKind.BUDGET_CUT:
            found.append(happened(before))
        before = before.base
    return found


def trade_off(scenario: Any) -> dict[str, Any]:
    """What mending cost and who moves, for the page; nothing for a scenario of its own or before there is a plan."""
    summary: Mapping[str, Any] = scenario.summary
    if not scenario.incident or "moves" not in summary:
        return {}
    moves = [move_from(one) for one in summary["moves"]]
    before, after = summary["before"], summary["objective"]
    stopped = sum(bool(move.left) and not move.taken for move in moves)
    joined = sum(bool(move.taken) and not move.left for move in moves)
    return {
        "kept": _kept(after, before),
        "before": formats.number(before),
        "after": formats.number(after),
        "least": _least(summary["least"], before),
        "moved": len(moves),
        "changed": len(moves) - stopped - joined,
        "stopped": stopped,
        "joined": joined,
        "rows": _rows(scenario, moves[:SHOWN]),
        "most": SHOWN,
    }


def _least(least: list[float] | None, before: float) -> str:
    """What moving nobody but those who had to would have come to, where more was done."""
    if least is None:
        return ""
    worth, moved = least
    return gettext(
        "Chỉ đổi chỗ những người buộc phải đổi (%(moved)s người) thì giữ được %(kept)s số điểm."
    ) % {
        "moved": formats.number(moved),
        "kept": _kept(worth, before),
    }


def _kept(worth: float, before: float) -> str:
    return formats.percent(worth * 100 / before if before else None)


def _rows(scenario: Any, moves: list[Move]) -> list[Row]:
    people = queries.Answer(scenario).people({move.person_id for move in moves})
    rows = [
        Row(people[move.person_id], _places(move.left), _places(move.taken))
        for move in moves
        if move.person_id in people
    ]
    return sorted(rows, key=lambda row: row.person.sort_key)


def _places(places: tuple[Place, ...]) -> str:
    text = gettext("%(course)s, tháng %(month)s, %(venue)s")
    told = "; ".join(
        text % {"course": one.course, "month": one.month, "venue": venue_name(one.venue)} for one in places
    )
    return told or formats.DASH
