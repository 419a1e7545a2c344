"""The end of a class: results, and papers for those who completed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.classes.forms import FinishForm, RevokeForm
from vun.faces.web.classes.frame import crumbs, page_of, show_tab
from vun.faces.web.custom import shown
from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.forms import form_page, operation_page, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action
from vun.faces.web.request import Request
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import ClassState, EnrolmentState


@needs(Permission.CLASS_VIEW)
def results(request: Request, class_id: int) -> HttpResponse:
    """How everybody stands: attendance, score, what is in the way, and the paper given."""
    training_class = queries.get_class(request.actor, class_id)
    page = page_of(request, queries.roster(training_class, request.actor))
    found = queries.results_of(training_class, page)
    numbers = queries.paper_numbers(training_class, page)
    specs = custom.specs_of(Subject.RESULT)
    rows = [
        (
            learner,
            found.verdicts[learner.pk],
            found.tallies[learner.pk],
            numbers.get(learner.pk, ""),
            shown(specs, learner.custom),
        )
        for learner in page
    ]
    actions = {
        ClassState.OPEN: Action(
            _("Kết thúc lớp"),
            reverse("classes:finish", args=[class_id]),
            Permission.CLASS_EDIT,
            training_class.host_id,
        ),
    }
    if training_class.state == ClassState.FINISHED and queries.to_certify(training_class).exists():
        actions[ClassState.FINISHED] = Action(
            _("Cấp văn bằng, chứng chỉ"),
            reverse("classes:issue", args=[class_id]),
            Permission.CERTIFICATE_ISSUE,
            training_class.host_id,
        )
    return show_tab(
        request,
        "classes/results.html",
        training_class,
        "results",
        action=actions.get(ClassState(training_class.state)),
        rows=rows,
        page_of_rows=page,
        rule=found.rule,
        specs=specs,
        may_describe=request.actor.may(Permission.GRADE_EDIT, training_class.host_id),
        may_decide=training_class.state == ClassState.OPEN
        and request.actor.may(Permission.CLASS_EDIT, training_class.host_id),
        studying=EnrolmentState.STUDYING.value,
        may_revoke=training_class.state == ClassState.FINISHED
        and request.actor.may(Permission.CERTIFICATE_ISSUE, training_class.host_id),
        revoked=[
            (row, queries.number_of(row, training_class.host))
            for row in queries.revoked_of(training_class, request.actor)
        ],
    )


@needs(Permission.CLASS_EDIT)
def finish(request: Request, class_id: int) -> HttpResponse:
    """Close the class; who completes, who fails and who is in the way is shown first."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    form = FinishForm(request.POST or None, initial={"on": max(training_class.end_on, request.on)})
    back = reverse("classes:results", args=[class_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.finish_class,
            training_class=training_class,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã kết thúc lớp."))
            return redirect(back)
    outlook = queries.outlook(training_class)
    told = _(
        "Kết thúc lớp sẽ công nhận %(passed)s người hoàn thành, %(failed)s người không đạt. Không hoàn tác được."
    )
    return form_page(
        request,
        form,
        title=_("Kết thúc lớp"),
        submit=_("Kết thúc lớp"),
        cancel=back,
        consequence=told % {"passed": outlook.passed, "failed": outlook.failed},
        template="classes/finish.html",
        crumbs=crumbs(training_class),
        outlook=outlook,
    )


@needs(Permission.CERTIFICATE_ISSUE)
def issue(request: Request, class_id: int) -> HttpResponse:
    """Give papers to those who completed, by the decision that recognises the results."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CERTIFICATE_ISSUE, training_class.host_id)
    initial = {
        "issuer": str(training_class.host),
        "subject": gettext("Công nhận kết quả lớp %(name)s") % {"name": training_class.name},
    }
    form = DecisionForm(request, request.POST or None, initial=initial)
    back = reverse("classes:results", args=[class_id])
    waiting = queries.to_certify(training_class).count()
    told = _(
        "Cấp cho %(count)s người, đánh số liền nhau trong sổ của năm và ghi trình độ vào hồ sơ từng người. "
        "Không hoàn tác được."
    )
    issued = form.by_either(operations.issue_certificates, operations.issue_certificates_by)
    return operation_page(
        request,
        form,
        lambda **decision: issued(
            training_class=training_class, on=form.decided_on(request.today), **decision
        ),
        said=lambda made: gettext("Đã cấp cho %(count)s người.") % {"count": len(made)},
        title=_("Cấp văn bằng, chứng chỉ"),
        lead=_("Ngày cấp là ngày của quyết định."),
        submit=_("Cấp và đánh số"),
        cancel=back,
        consequence=told % {"count": waiting},
        crumbs=crumbs(training_class),
    )


@needs(Permission.CERTIFICATE_ISSUE)
def revoke(request: Request, certificate_id: int) -> HttpResponse:
    """Take a paper back, and give another one at once where it was only printed wrongly."""
    certificate = queries.get_certificate(request.actor, certificate_id)
    training_class = certificate.training_class
    request.actor.require(Permission.CERTIFICATE_ISSUE, training_class.host_id)
    form = RevokeForm(request, initial={"on": request.today})
    back = reverse("classes:results", args=[training_class.pk])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.revoke_certificate,
            certificate=certificate,
            by=request.actor,
            **form.arguments(),
        )
        if done and done.value.replaced_by:
            messages.success(
                request, gettext("Đã thu hồi, cấp lại số %(number)s.") % {"number": done.value.replaced_by}
            )
        if done and not done.value.replaced_by:
            messages.success(request, gettext("Đã thu hồi."))
        if done:
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Thu hồi văn bằng, chứng chỉ"),
        lead=_("%(name)s, số %(number)s, cấp ngày %(day)s.")
        % {
            "name": certificate.person.full_name,
            "number": queries.number_of(certificate, training_class.host),
            "day": formats.day(certificate.issued_on),
        },
        submit=_("Thu hồi"),
        cancel=back,
        consequence=_(
            "Số đã thu hồi không dùng lại. Cấp lại thì hồ sơ mang số mới và số liệu giữ nguyên; không cấp lại thì "
            "trình độ từ giấy này bị bỏ khỏi hồ sơ. Không hoàn tác được."
        ),
        crumbs=crumbs(training_class),
    )
