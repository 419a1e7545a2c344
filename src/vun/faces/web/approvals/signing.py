"""Signing a step others sign after, one matter or several at once; saying something about one."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.errors import Problem
from vun.faces.web.approvals.views import CRUMBS, opening_words
from vun.faces.web.forms import VunForm, form_page, operation_page, run
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request, ids_of
from vun.records.approvals import operations, queries
from vun.records.approvals.domain import LONGEST_COMMENT


class PassingForm(VunForm):
    comment = forms.CharField(
        label=_("Ý kiến"), required=False, max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 3})
    )


class CommentForm(VunForm):
    text = forms.CharField(label=_("Ý kiến"), max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 3}))


@needs()
def pass_on(request: Request, matter_id: int) -> HttpResponse:
    """Sign the step the matter is at and let it go on."""
    matter = queries.get_matter(request.actor, matter_id, request.today)
    turn, desk = queries.require_turn(matter, request.actor, request.today)
    if turn.completes:
        raise Problem("approvals.last_signature", title=matter.title)
    form = PassingForm(request.POST if request.method == "POST" else None)
    back = reverse("approvals:detail", args=[matter_id])
    if (
        request.method == "POST"
        and form.is_valid()
        and run(
            form,
            operations.pass_on,
            matter=matter,
            on=request.today,
            by=request.actor,
            **form.cleaned_data,
        )
    ):
        messages.success(request, gettext("Đã ký. Hồ sơ đi tiếp."))
        return redirect("approvals:list")
    steps = desk.steps(matter)
    if turn.completes_step:
        consequence = gettext("Hồ sơ chuyển sang bước “%(step)s”.") % {"step": steps[matter.step].name}
    else:
        consequence = gettext("Ghi chữ ký của anh/chị; bước này còn chờ người khác ký.")
    if turn.in_place_of:
        consequence += " " + gettext("Chữ ký ghi rõ duyệt thay %(name)s.") % {"name": turn.in_place_of}
    return form_page(
        request,
        form,
        title=_("Đồng ý, chuyển tiếp"),
        lead=matter.title,
        submit=_("Ký, chuyển tiếp"),
        cancel=back,
        consequence=consequence,
        crumbs=[*CRUMBS, (matter.title, back)],
    )


@needs()
@require_POST
def pass_many(request: Request) -> HttpResponse:
    """Sign several at once; what became of each is told row by row."""
    ids = sorted(ids_of(request.POST.getlist("ids")))
    if not ids:
        messages.error(request, problem_text(Problem("approvals.none_chosen")))
        return redirect("approvals:list")
    chosen = [queries.get_matter(request.actor, matter_id, request.today) for matter_id in ids]
    is_signed = "signed" in request.POST
    form = PassingForm(request.POST if is_signed else None)
    if is_signed and form.is_valid():
        outcomes = operations.pass_many(ids=ids, on=request.today, by=request.actor, **form.cleaned_data)
        return _told(request, outcomes)
    return form_page(
        request,
        form,
        title=_("Đồng ý, chuyển tiếp nhiều hồ sơ"),
        lead=_("Mỗi hồ sơ được ký riêng; hồ sơ vướng không làm chậm hồ sơ khác."),
        submit=_("Ký tất cả"),
        cancel=reverse("approvals:list"),
        consequence=_("Hồ sơ ở chữ ký cuối cùng không ký hàng loạt: mở ra xem hệ quả rồi mới duyệt."),
        template="approvals/pass_many.html",
        crumbs=CRUMBS,
        chosen=chosen,
    )


def _told(request: Request, outcomes: list[operations.Outcome]) -> HttpResponse:
    rows = [
        {
            "matter": each.matter,
            "text": _what_became(each),
            "is_signed": each.problem is None,
            "open": Action(opening_words(each.matter), reverse("approvals:open", args=[each.matter.pk])),
        }
        for each in outcomes
    ]
    signed = sum(each.problem is None for each in outcomes)
    return show(
        request,
        "approvals/outcomes.html",
        title=_("Kết quả ký nhiều hồ sơ"),
        lead=gettext("Đã ký %(signed)s trên %(count)s hồ sơ.") % {"signed": signed, "count": len(rows)},
        crumbs=CRUMBS,
        rows=rows,
    )


def _what_became(outcome: operations.Outcome) -> str:
    if outcome.problem is None:
        return gettext("Đã ký")
    if isinstance(outcome.problem, Problem):
        return problem_text(outcome.problem)
    return gettext("Anh/chị không giữ bước này.")


@needs()
def comment(request: Request, matter_id: int) -> HttpResponse:
    """Say something about a matter on its way."""
    matter = queries.get_matter(request.actor, matter_id, request.today)
    back = reverse("approvals:detail", args=[matter_id])
    form = CommentForm(request.POST or None)
    return operation_page(
        request,
        form,
        partial(operations.comment, matter=matter),
        said=gettext("Đã ghi ý kiến."),
        title=_("Ghi ý kiến"),
        lead=matter.title,
        submit=_("Ghi ý kiến"),
        cancel=back,
        consequence=_("Ai xem được hồ sơ này cũng đọc được ý kiến. Hồ sơ vẫn ở bước cũ."),
        crumbs=[*CRUMBS, (matter.title, back)],
    )
