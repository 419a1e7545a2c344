"""Some scenarios side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.allocation.tables import gap_text
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.allocation import queries
from vun.records.allocation.domain import ALL_MODES
from vun.records.standards.domain import StudyMode

MOST_COMPARED = 5


@needs(Permission.PLAN_VIEW)
def compare(request: Request) -> HttpResponse:
    """Some scenarios side by side."""
    request.actor.require_everywhere(Permission.PLAN_VIEW)
    chosen = [
        int(pk) for pk in (request.POST or request.GET).getlist("ids") if pk.isdecimal() and len(pk) < 10
    ]
    if request.method == "POST":
        query = "&".join(f"ids={pk}" for pk in chosen)
        return redirect(f"{reverse('allocation:compare')}?{query}")
    scenarios = [
        one for one in queries.visible_to(request.actor).filter(pk__in=chosen) if "objective" in one.summary
    ]
    if len(scenarios) > MOST_COMPARED:
        messages.warning(
            request,
            gettext("So sánh nhiều nhất %(most)s phương án; lấy những phương án mới nhất.")
            % {"most": MOST_COMPARED},
        )
        scenarios = scenarios[:MOST_COMPARED]
    scenarios.sort(key=lambda one: one.pk)
    return show(
        request,
        "allocation/compare.html",
        title=_("So sánh phương án"),
        lead=_("Cùng một năm, khác kinh phí, hình thức hoặc điều đã quyết trước."),
        crumbs=[(_("Phương án"), "allocation:list")],
        scenarios=scenarios,
        rows=_compared([one.summary for one in scenarios], [sum(one.budget.values()) for one in scenarios]),
    )


def _compared(summaries: list[dict[str, Any]], budgets: list[int]) -> list[tuple[str, list[str]]]:
    def number(key: str) -> list[str]:
        return [formats.number(one[key]) for one in summaries]

    def mode(member: StudyMode) -> list[str]:
        return [formats.dash(one["by_mode"].get(member.value, 0)) for one in summaries]

    shares = [one["shares"]["all"] for one in summaries]
    return [
        (gettext("Kinh phí có (triệu đồng)"), [formats.millions(amount) for amount in budgets]),
        (gettext("Kinh phí dùng (triệu đồng)"), [formats.millions(one["cost"]) for one in summaries]),
        (gettext("Điểm của phương án"), number("objective")),
        (gettext("Cách mức trần"), [gap_text(one) for one in summaries]),
        (gettext("Số lớp"), number("classes")),
        (gettext("Lượt người học"), number("learners")),
        (gettext("Số người đi học"), number("people")),
        (gettext("Người đạt chuẩn thêm"), number("at_standard")),
        (
            gettext("Tỷ lệ đạt chuẩn sau khi học"),
            [formats.percent(after * 100 / people if people else None) for people, _before, after in shares],
        ),
        *((label(member), mode(member)) for member in StudyMode if member in ALL_MODES),
    ]
