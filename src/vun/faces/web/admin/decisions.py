"""The register of decisions and of what they rest on."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem, Refused
from vun.faces.web import formats
from vun.faces.web.files import UploadField, file_answer
from vun.faces.web.forms import (
    DateField,
    EnumField,
    PickField,
    VunForm,
    operation_page,
    options,
    perform,
)
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import (
    DateColumn,
    Empty,
    EnumFilter,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    TextColumn,
)
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request, sought
from vun.records.registers import operations, queries
from vun.records.registers.domain import DecisionKind

_CRUMBS: list[tuple[Text, str]] = [(_("Quản trị"), "admin:home"), (_("Sổ văn bản"), "admin:decisions")]
_BASES = 4


class DecisionTable(ListTable):
    number = TextColumn(_("Số, ký hiệu"), to="admin:decision")
    kind = LabelColumn(_("Loại"), DecisionKind)
    issued_on = DateColumn(_("Ngày ban hành"), phone=True)
    issuer = TextColumn(_("Cơ quan ban hành"))
    subject = TextColumn(_("Trích yếu"), phone=True)
    signer = TextColumn(_("Người ký"), hidden=True)
    file = TextColumn(_("Tệp"), "file__name", hidden=True)

    class Meta(ListTable.Meta):
        order_by = "-issued_on"


class DecisionFilters(ListFilters):
    kind = EnumFilter(DecisionKind, "kind", _("Loại"))


DECISIONS = ListPage(
    name="decisions",
    title=_("Sổ văn bản"),
    lead=_("Quyết định và các văn bản làm căn cứ cho kế hoạch, lớp học, bổ nhiệm và thay đổi đơn vị."),
    table=DecisionTable,
    filters=DecisionFilters,
    search=("search_key",),
    empty=Empty(_("Sổ chưa có văn bản nào. Ghi văn bản đầu tiên, ví dụ đề án hoặc kế hoạch của tỉnh.")),
)


class DecisionForm(VunForm):
    """A document as it is entered. The bases are chosen one by one, in the order quoted."""

    kind = EnumField(DecisionKind, label=_("Loại văn bản"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    subject = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea({"rows": 3}))
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)
    file = UploadField(label=_("Tệp bản chính"))
    period_start_on = DateField(
        label=_("Giai đoạn từ ngày"), required=False, help_text=_("Chỉ với đề án, nghị quyết có giai đoạn.")
    )
    period_end_on = DateField(
        label=_("Giai đoạn đến trước ngày"),
        required=False,
        help_text=_("Ngày đầu tiên sau giai đoạn: giai đoạn 2021–2025 thì ghi 01/01/2026."),
    )
    horizon_on = DateField(label=_("Định hướng đến ngày"), required=False)

    def __init__(self, request: Request, *, bases: int = _BASES, **options: Any) -> None:
        super().__init__(request.POST or None, request.FILES or None, **options)
        self.base_names = [f"basis_{place}" for place in range(1, bases + 1)]
        self.add_fields(
            {
                name: PickField(
                    label=gettext("Căn cứ %(place)s") % {"place": place},
                    options_url="admin:decision-options",
                    required=False,
                    queryset=queries.decisions_visible_to(request.actor),
                )
                for place, name in enumerate(self.base_names, start=1)
            }
        )

    def add_problem(self, problem: Problem) -> None:
        """A problem of the bases is shown at the first of them."""
        if problem.field == "bases":
            problem.field = self.base_names[0]
        super().add_problem(problem)

    def arguments(self) -> dict[str, Any]:
        """What the operations take besides who acts."""
        data = dict(self.cleaned_data)
        chosen = [data.pop(name) for name in self.base_names]
        return {**data, "bases": [basis for basis in chosen if basis is not None]}


@needs(Permission.DECISION_VIEW)
def decision_list(request: Request) -> HttpResponse:
    """The register."""
    add = Action(_("Ghi văn bản"), reverse("admin:decision-add"), Permission.DECISION_EDIT)
    rows = queries.decisions_visible_to(request.actor)
    return DECISIONS.respond(request, rows, action=add, crumbs=_CRUMBS[:1])


@needs(Permission.DECISION_VIEW)
def decision_options(request: Request) -> HttpResponse:
    """The decisions a field offers as one types."""
    found = queries.decisions_visible_to(request.actor, sought(request))
    return options((one.pk, one.number, f"{formats.day(one.issued_on)} {one.subject}") for one in found[:20])


@needs(Permission.DECISION_VIEW)
def detail(request: Request, decision_id: int) -> HttpResponse:
    """One document, what it rests on, and what rests on it."""
    decision = queries.get_decision(decision_id)
    edit = Action(_("Sửa"), reverse("admin:decision-edit", args=[decision_id]), Permission.DECISION_EDIT)
    uses = queries.uses_of(decision)
    may_correct = queries.may_correct(request.actor, decision)
    remove = Action(
        _("Xoá khỏi sổ"),
        reverse("admin:decision-remove", args=[decision_id]),
        Permission.DECISION_EDIT,
        post=True,
        confirm=_("Văn bản này bị xoá khỏi sổ. Chưa mục nào dựa vào nó."),
        danger=True,
    )
    return show(
        request,
        "admin/decision.html",
        title=f"{label(decision.kind, DecisionKind)} {decision.number}",
        lead=decision.subject,
        crumbs=_CRUMBS,
        action=edit if may_correct else None,
        more=[remove] if may_correct and not uses else [],
        decision=decision,
        chain=queries.chain_of(decision),
        quoting=queries.quoted_by(decision),
        uses=[
            (_USES.get(name, _("Mục khác")), count)
            for name, count in uses.items()
            if name not in _SHOWN_APART
        ],
    )


_SHOWN_APART = {"registers.decisionbasis", "orgs.unitstate"}
_USES: dict[str, Text] = {
    "orgs.unitchange": _("Thay đổi đơn vị"),
    "people.appointment": _("Chức vụ"),
    "people.jobposition": _("Vị trí việc làm"),
    "people.rating": _("Xếp loại chất lượng hằng năm"),
    "people.successionmembership": _("Quy hoạch"),
    "standards.requirement": _("Tiêu chuẩn chức danh"),
    "standards.programme": _("Chương trình đào tạo, bồi dưỡng"),
    "plans.plan": _("Kế hoạch"),
    "plans.planversion": _("Phiên bản kế hoạch"),
    "plans.planline": _("Dòng kế hoạch"),
    "plans.quota": _("Chỉ tiêu"),
    "sending.nomination": _("Người được cử đi học"),
    "delivery.trainingclass": _("Lớp học"),
    "delivery.certificate": _("Chứng chỉ"),
    "delivery.revokedcertificate": _("Chứng chỉ bị thu hồi"),
}


@needs(Permission.DECISION_EDIT)
def add(request: Request) -> HttpResponse:
    """Enter a document."""
    form = DecisionForm(request)
    return operation_page(
        request,
        form,
        operations.register_decision,
        said=gettext("Đã ghi văn bản vào sổ."),
        then=lambda made: reverse("admin:decision", args=[made.pk]),
        title=_("Ghi văn bản vào sổ"),
        submit=_("Ghi vào sổ"),
        cancel=reverse("admin:decisions"),
        crumbs=_CRUMBS,
    )


@needs(Permission.DECISION_EDIT)
def edit(request: Request, decision_id: int) -> HttpResponse:
    """Set right what was entered wrong."""
    decision = queries.get_decision(decision_id)
    if not queries.may_correct(request.actor, decision):
        raise Refused(Permission.DECISION_EDIT)
    bases = queries.bases_of(decision)
    initial = {
        name: getattr(decision, name)
        for name in (
            "kind",
            "number",
            "issued_on",
            "issuer",
            "subject",
            "signer",
            "period_start_on",
            "period_end_on",
            "horizon_on",
        )
    } | {f"basis_{place}": basis.pk for place, basis in enumerate(bases, start=1)}
    form = DecisionForm(request, bases=max(_BASES, len(bases) + 1), initial=initial)
    form.fields["file"].tell_of(decision.file)
    return operation_page(
        request,
        form,
        partial(operations.correct_decision, decision=decision),
        said=gettext("Đã sửa văn bản."),
        title=_("Sửa văn bản"),
        submit=_("Lưu"),
        cancel=reverse("admin:decision", args=[decision_id]),
        crumbs=[*_CRUMBS, (decision.number, reverse("admin:decision", args=[decision_id]))],
    )


@needs(Permission.DECISION_EDIT)
@require_POST
def remove(request: Request, decision_id: int) -> HttpResponse:
    """Strike out a document entered by mistake."""
    decision = queries.get_decision(decision_id)
    return perform(
        request,
        lambda: operations.remove_decision(decision=decision, by=request.actor),
        said=_("Đã xoá văn bản khỏi sổ."),
        back=reverse("admin:decisions"),
    )


@needs(Permission.DECISION_VIEW)
def download(request: Request, decision_id: int) -> FileResponse:
    """The document itself."""
    return file_answer(queries.file_of_decision(request.actor, decision_id))
