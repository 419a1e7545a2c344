"""Requirements and scales: what is in force, whom it is about, where it comes from, and changing it by a dated row."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.faces.web.standards import words
from vun.faces.web.standards.forms import EndForm, RequirementForm
from vun.faces.web.standards.legal import confirm_action, in_force
from vun.faces.web.standards.tables import REQUIREMENTS
from vun.faces.web.standards.tabs import CRUMBS, tabs
from vun.records.people import queries as people
from vun.records.standards import operations, queries


@needs(Permission.STANDARD_VIEW)
def requirement_list(request: Request) -> HttpResponse:
    """The requirements in force on the day."""
    return REQUIREMENTS.respond(
        request,
        queries.requirements_on(request.on),
        action=Action(_("Thêm tiêu chuẩn"), reverse("standards:add"), Permission.STANDARD_EDIT),
        tabs=tabs(request, "standards:list"),
    )


@needs(Permission.STANDARD_VIEW)
def scale_list(request: Request) -> HttpResponse:
    """Every scale with its levels."""
    return show(
        request,
        "standards/scales.html",
        title=_("Thang trình độ"),
        lead=_("Các loại trình độ và bậc của từng loại, xếp từ thấp lên cao."),
        tabs=tabs(request, "standards:scales"),
        scales=queries.scales(),
    )


@needs(Permission.STANDARD_VIEW)
def requirement_detail(request: Request, requirement_id: int) -> HttpResponse:
    """One requirement: whom it is about, what meets it, and the other rows of its clause over time."""
    requirement = queries.get_requirement(requirement_id)
    groups = {group.code: group.name for group in people.title_groups()}
    day = max(requirement.start_on, request.on)
    edit = Permission.STANDARD_EDIT
    key = requirement.pk
    confirm = confirm_action("requirement", requirement)
    change = [
        Action(_("Thay thế từ một ngày"), reverse("standards:replace", args=[key]), edit),
        Action(_("Kết thúc hiệu lực"), reverse("standards:end", args=[key]), edit, danger=True),
    ]
    actions = [confirm, *change] if confirm else change
    return show(
        request,
        "standards/requirement.html",
        title=requirement.name,
        lead=in_force(requirement, request.on),
        action=actions[0],
        more=actions[1:],
        crumbs=CRUMBS,
        requirement=requirement,
        may_edit=request.actor.may_everywhere(edit),
        options=words.options_text(requirement.options.all()),
        scopes=[words.scope_text(scope, groups) for scope in requirement.scopes.all()],
        history=[
            (row, words.options_text(row.options.all()), words.scopes_text(row.scopes.all(), groups))
            for row in queries.history_of(requirement)
        ],
        rules=[
            *(
                _rule("equivalence", row, words.counts_as_text(row), key)
                for row in queries.equivalences_touching(requirement, day)
            ),
            *(
                _rule("exemption", row, _exempt_text(row, groups), key)
                for row in queries.exemptions_touching(requirement, day)
            ),
            *(
                _rule("grace", row, f"{words.scope_text(row, groups)}: {words.grace_text(row)}", key)
                for row in queries.graces_touching(requirement, day)
            ),
        ],
    )


_NOUNS: dict[str, Text] = {
    "equivalence": _("Tương đương"),
    "exemption": _("Được miễn"),
    "grace": _("Thời hạn hoàn thiện"),
}


def _rule(noun: str, row: Any, text: str, requirement_id: int) -> dict[str, Any]:
    return {
        "noun": _NOUNS[noun],
        "row": row,
        "text": text,
        "confirm": confirm_action(noun, row, requirement_id),
    }


def _exempt_text(row: Any, groups: dict[str, str]) -> str:
    who = words.scope_text(row, groups)
    conditions = words.conditions_text(row)
    text = f"{who}: {conditions}" if conditions else who
    if row.up_to_level is None:
        return text
    return gettext("%(who)s; miễn đến %(level)s") % {"who": text, "level": row.up_to_level.name}


@needs(Permission.STANDARD_EDIT)
@require_POST
def verify(request: Request, noun: str, row_id: int) -> HttpResponse:
    """Record that a row was compared with its text."""
    row = queries.get_rule(noun, row_id)
    return perform(
        request,
        lambda: operations.confirm_verified(noun=noun, row=row, by=request.actor),
        said=_("Đã xác nhận."),
        back=_page_of(request, noun, row.pk),
    )


def _page_of(request: Request, noun: str, row_id: int) -> str:
    """The row's own page; of a rule that has none, the page of the requirement it was confirmed on."""
    if noun == "programme":
        return reverse("standards:programme", args=[row_id])
    requirement_id = str(row_id) if noun == "requirement" else request.GET.get("requirement", "")
    if requirement_id.isdecimal():
        return reverse("standards:detail", args=[requirement_id])
    return reverse("standards:list")


@needs(Permission.STANDARD_EDIT)
def requirement_add(request: Request) -> HttpResponse:
    """A new requirement."""
    form = RequirementForm(request)
    return operation_page(
        request,
        form,
        operations.add_requirement,
        said=gettext("Đã thêm tiêu chuẩn."),
        then=lambda made: reverse("standards:detail", args=[made.pk]),
        title=_("Thêm tiêu chuẩn"),
        submit=_("Thêm tiêu chuẩn"),
        cancel=reverse("standards:list"),
        consequence=_(
            "Từ ngày có hiệu lực, ai thuộc diện áp dụng mà chưa có trình độ này sẽ là chưa đạt chuẩn."
        ),
        crumbs=CRUMBS,
    )


@needs(Permission.STANDARD_EDIT)
def requirement_replace(request: Request, requirement_id: int) -> HttpResponse:
    """A new row of the clause, from a day on."""
    requirement = queries.get_requirement(requirement_id)
    form = RequirementForm(request, replaces=requirement)
    back = reverse("standards:detail", args=[requirement_id])
    return operation_page(
        request,
        form,
        partial(operations.add_requirement, replaces=requirement),
        said=gettext("Đã thay thế. Tiêu chuẩn cũ giữ nguyên cho những ngày trước đó."),
        then=lambda made: reverse("standards:detail", args=[made.pk]),
        title=_("Thay thế tiêu chuẩn"),
        lead=requirement.name,
        submit=_("Thay thế"),
        cancel=back,
        consequence=_(
            "Tiêu chuẩn đang có hết hiệu lực khi tiêu chuẩn mới bắt đầu. Kết quả những ngày trước không đổi."
        ),
        crumbs=[*CRUMBS, (requirement.name, back)],
    )


@needs(Permission.STANDARD_EDIT)
def requirement_end(request: Request, requirement_id: int) -> HttpResponse:
    """The day from which a requirement no longer applies."""
    requirement = queries.get_requirement(requirement_id)
    form = EndForm(request.POST or None)
    back = reverse("standards:detail", args=[requirement_id])
    return operation_page(
        request,
        form,
        partial(operations.end_requirement, requirement=requirement),
        said=gettext("Đã ghi ngày hết hiệu lực."),
        title=_("Kết thúc hiệu lực"),
        lead=requirement.name,
        submit=_("Kết thúc hiệu lực"),
        cancel=back,
        consequence=_("Từ ngày đó không ai phải đạt tiêu chuẩn này nữa."),
        crumbs=[*CRUMBS, (requirement.name, back)],
    )
