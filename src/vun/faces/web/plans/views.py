"""Plans to look at: the list, one plan from all sides, and what changed between two versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web import formats
from vun.faces.web.approving import lent
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.plans import words
from vun.faces.web.plans.sight import Sight
from vun.faces.web.plans.tables import PLANS, years
from vun.faces.web.plans.tabs import TABS
from vun.faces.web.request import Request
from vun.records.plans import queries
from vun.records.plans.domain import VersionState


def area_tabs(request: Request, current: str) -> list[Tab]:
    """Plans, and for whoever may see money, the money."""
    tabs = [Tab(pgettext_lazy("section", "Kế hoạch"), reverse("plans:list"), is_current=current == "plans")]
    if request.actor.may_anywhere(Permission.FUND_VIEW):
        tabs += [
            Tab(_("Kinh phí"), reverse("plans:funds"), is_current=current == "funds"),
            Tab(_("Định mức chi"), reverse("plans:norms"), is_current=current == "norms"),
        ]
    if request.actor.may_everywhere(Permission.PLAN_VIEW):
        central = reverse("plans:central")
        tabs.append(Tab(_("Chỉ tiêu trung ương giao"), central, is_current=current == "central"))
        tabs.append(Tab(_("Phương án tối ưu"), reverse("allocation:list")))
    return tabs if len(tabs) > 1 else []


@needs(Permission.PLAN_VIEW)
def plan_list(request: Request) -> HttpResponse:
    """The plans the reader may know of."""
    add = Action(_("Lập kế hoạch"), reverse("plans:add"), Permission.PLAN_EDIT)
    return PLANS.respond(
        request,
        queries.plan_list(request.actor),
        action=add,
        tabs=area_tabs(request, "plans"),
        empty=Empty(
            _("Chưa có kế hoạch nào. Lập kế hoạch đầu tiên, rồi thêm lớp và phân bổ chỉ tiêu."),
            add if add.shows_to(request) else None,
        ),
    )


@needs(Permission.PLAN_VIEW)
def detail(request: Request, plan_id: int) -> HttpResponse:
    """One plan in one version; each tab asks only for what it shows."""
    sight = Sight(request, plan_id)
    tab = request.GET.get("tab", "lines")
    if tab not in TABS:
        raise NotFound("tab")
    template, gather = TABS[tab]
    actions = _actions(sight)
    return show(
        request,
        f"plans/{template}.html",
        title=sight.plan.name,
        lead=_lead(sight),
        action=actions[0] if actions else None,
        more=actions[1:],
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list")],
        tabs=sight.tabs(tab),
        sight=sight,
        plan=sight.plan,
        version=sight.version,
        waits_for=_waits_for(sight),
        **gather(sight),
    )


def _waits_for(sight: Sight) -> str:
    """Who acts next on the version: whoever drafts it, or who holds the step it is at."""
    if sight.version.state == VersionState.SUBMITTED and sight.approval is not None:
        return sight.approval.waits_for
    return words.waits_for(sight.version)


def _lead(sight: Sight) -> str:
    parts = [sight.plan.unit.name, gettext("năm %(years)s") % {"years": years(sight.plan)}]
    if sight.plan.block:
        parts.append(gettext("khối %(block)s") % {"block": label(sight.plan.block, "Block")})
    if sight.plan.theme:
        parts.append(gettext("chủ đề “%(theme)s”") % {"theme": sight.plan.theme})
    return ", ".join(parts)


def _actions(sight: Sight) -> list[Action]:
    """What can be done with the version, the main thing first."""
    unit_id, version = sight.plan.unit_id, sight.version
    if sight.plan.closed_on is not None:
        return []

    def of_version(text: Text, name: str, permission: Permission, **options: Any) -> Action:
        return Action(text, reverse(f"plans:{name}", args=[version.pk]), permission, unit_id, **options)

    def of_plan(text: Text, name: str) -> Action:
        return Action(text, reverse(f"plans:{name}", args=[sight.plan.pk]), Permission.PLAN_EDIT, unit_id)

    edit = Permission.PLAN_EDIT
    by_state: dict[VersionState, list[Action]] = {
        VersionState.SUBMITTED: _deciding(sight),
        VersionState.APPROVED: [
            of_plan(_("Điều chỉnh kế hoạch"), "amend"),
            of_plan(_("Kết thúc kế hoạch"), "close"),
            *_nominating(sight),
        ],
    }
    add = of_version(_("Thêm lớp, chương trình"), "line-add", edit)
    editing = [
        of_version(_("Lấy từ nhu cầu đã khảo sát"), "from-needs", edit),
        of_version(_("Phân bổ chỉ tiêu"), "quotas", edit),
        of_plan(_("Sửa tên, chủ đề"), "edit"),
        of_version(
            _("Huỷ bản nháp"),
            "cancel",
            edit,
            post=True,
            danger=True,
            confirm=_("Huỷ bản nháp này. Bản đã duyệt trước đó, nếu có, vẫn giữ nguyên."),
        ),
    ]
    submit = of_version(_("Trình duyệt"), "submit", edit, post=True, confirm=submit_consequence(sight))
    by_state[VersionState.DRAFT] = by_state[VersionState.RETURNED] = (
        [submit, add, *editing] if sight.lines else [add, *editing]
    )
    found = by_state.get(VersionState(version.state), [])
    return [action for action in found if action.shows_to(sight.request)]


def _deciding(sight: Sight) -> list[Action]:
    """What whoever's turn it is can do with a submitted version; whoever drafted it takes it back."""
    panel, version = sight.approval, sight.version

    def of_version(text: Text, name: str, **options: Any) -> Action:
        carried = f"?{lent(sight.request)}" if lent(sight.request) else ""
        return Action(text, reverse(f"plans:{name}", args=[version.pk]) + carried, **options)

    found = []
    if panel is not None and panel.is_mine:
        found.append(panel.passes_on or of_version(_("Duyệt"), "approve"))
        if panel.returns:
            found.append(of_version(pgettext_lazy("action", "Trả lại"), "return"))
    consequence = _("Rút lại để sửa. Các chữ ký đã có không còn giá trị, trình lại từ bước đầu.")
    take_back = of_version(_("Rút lại để sửa"), "take-back", post=True, confirm=consequence)
    return [*found, replace(take_back, permission=Permission.PLAN_EDIT, unit_id=sight.plan.unit_id)]


def _nominating(sight: Sight) -> list[Action]:
    """Putting forward those the version in force proposes, where it proposes anybody."""
    actor = sight.request.actor
    if not (actor.may_everywhere(Permission.NOMINATE) and queries.proposed_by(actor, sight.version).exists()):
        return []
    url = reverse("allocation:nominate", args=[sight.plan.pk])
    consequence = _(
        "Đề cử những người phương án đã dự kiến mà chưa ai đề cử, trong chỉ tiêu của từng đơn vị."
    )
    return [Action(_("Đề cử theo phương án"), url, Permission.NOMINATE, post=True, confirm=consequence)]


def submit_consequence(sight: Sight) -> str:
    """What submitting does, before it is done."""
    return gettext(
        "Trình bản này gồm %(lines)s nội dung, %(learners)s học viên. Trong lúc chờ duyệt không sửa được."
    ) % {"lines": formats.number(len(sight.lines)), "learners": formats.number(sight.totals.whole.learners)}


@needs(Permission.PLAN_VIEW)
def differences(request: Request, plan_id: int) -> HttpResponse:
    """What changed between two versions of a plan."""
    sight = Sight(request, plan_id)
    by_id = {str(version.pk): version for version in sight.versions}
    try:
        before, after = by_id[request.GET["from"]], by_id[request.GET["to"]]
    except KeyError:
        raise NotFound("plan version") from None
    found = queries.differences(request.actor, before, after)
    return show(
        request,
        "plans/differences.html",
        title=_("Nội dung thay đổi"),
        lead=_("Bản %(newer)s so với bản %(older)s của “%(plan)s”.")
        % {"newer": after.number, "older": before.number, "plan": sight.plan.name},
        crumbs=[
            (pgettext_lazy("section", "Kế hoạch"), "plans:list"),
            (sight.plan.name, sight.address("versions")),
        ],
        before=before,
        after=after,
        shown=words.shown_differences(request.actor, found, request.on),
    )
