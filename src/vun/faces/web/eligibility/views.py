"""Rules of eligibility: read in words, changed from a day on, tried on everybody first, confirmed against the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.eligibility.forms import KindForm, RuleForm, empty_terms, initial_of, with_one_more
from vun.faces.web.eligibility.words import Names, conditions_text, people_text, programmes_text
from vun.faces.web.forms import form_page, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.links import url_for
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.faces.web.standards import tabs as standard_pages
from vun.faces.web.standards.forms import EndForm
from vun.faces.web.standards.legal import rule_page
from vun.records.eligibility import operations, queries
from vun.records.eligibility.domain import ConditionKind, SendingRule, Terms, Verdict
from vun.records.people import queries as people
from vun.records.sending import queries as sending
from vun.records.standards import queries as standards

RULES: tuple[Text, str] = (_("Điều kiện cử đi học"), "eligibility:list")
MOST_SHOWN = 100
BACKDATED: Text = _(
    "Ngày này đã qua: các ngày từ đó sẽ được xét lại theo quy định mới. Kết quả đã xét khi đề cử, khi duyệt vẫn giữ"
    " nguyên ở từng đề cử."
)


def names() -> Names:
    """The names behind the codes in rules."""
    return Names(
        levels={level.code: level.name for level in standards.levels()},
        titles={title.code: title.name for title in people.titles()},
        groups={group.code: group.name for group in people.title_groups()},
        ranks={rank.code: rank.name for rank in people.ranks()},
        programme_groups={group.code: group.name for group in standards.programme_groups()},
    )


@needs(Permission.STANDARD_VIEW)
def rule_list(request: Request) -> HttpResponse:
    """The rules in force on the day, in words, programme by programme."""
    known = names()
    rows: list[dict[str, Any]] = [
        {
            "row": row,
            "terms": (terms := queries.as_rule(row).terms),
            "said": conditions_text(terms, known),
            "programmes": programmes_text(terms.programmes, known),
            "people": people_text(terms.people, known),
        }
        for row in queries.rules_on(request.on).order_by("code")
    ]
    return show(
        request,
        "eligibility/list.html",
        title=_("Điều kiện cử đi học"),
        lead=_(
            "Quy định có hiệu lực trong ngày đang xem: ai được cử đi học chương trình nào, theo văn bản nào."
        ),
        tabs=standard_pages.tabs(request, "eligibility:list"),
        action=Action(_("Thêm điều kiện"), reverse("eligibility:add"), Permission.STANDARD_EDIT),
        more=[
            Action(_("Quy định của tỉnh"), reverse("eligibility:policy"), Permission.STANDARD_EDIT),
            Action(_("Quy định khác"), reverse("rules:list"), Permission.STANDARD_VIEW),
        ],
        rows=rows,
        judging=url_for(request.actor, "eligibility:judge"),
        unverified=sum(not each["row"].is_verified for each in rows),
    )


@needs(Permission.STANDARD_VIEW)
def rule_detail(request: Request, rule_id: int) -> HttpResponse:
    """One rule: what it asks, of whom, where it stands written, and its other rows over time."""
    rule = queries.get_rule(rule_id)
    known = names()
    terms = queries.as_rule(rule).terms
    unmet = _("Đạt thì được miễn điều kiện khác") if terms.excuses else label(terms.weight)
    return rule_page(
        request,
        rule,
        area="eligibility",
        key=[rule.pk],
        crumb=RULES,
        facts=[
            (_("Điều kiện"), conditions_text(terms, known)),
            (_("Chương trình"), programmes_text(terms.programmes, known)),
            (_("Áp dụng cho"), people_text(terms.people, known)),
            (_("Khi không đạt"), unmet),
        ],
        is_shown_first=True,
        history_title=_("Điều kiện này qua các thời kỳ"),
        history=[
            (row, conditions_text(queries.as_rule(row).terms, known)) for row in queries.history_of(rule)
        ],
    )


@needs(Permission.STANDARD_EDIT)
def rule_confirm(request: Request, rule_id: int) -> HttpResponse:
    """Record that a rule was compared with its text; first, whose result that changes."""
    rule = queries.get_rule(rule_id)
    back = reverse("eligibility:detail", args=[rule_id])
    if request.method == "GET" and rule.is_verified:
        messages.info(request, problem_text(Problem("standards.verified_already")))
        return redirect(back)
    if request.method == "POST":
        return perform(
            request,
            lambda: operations.confirm_rule(rule=rule, by=request.actor),
            said=_("Đã xác nhận. Từ nay điều kiện này được áp dụng đầy đủ."),
            back=back,
        )
    is_in_force = rule.start_on <= request.on and (rule.end_on is None or request.on < rule.end_on)
    confirmed = replace(queries.as_rule(rule), is_verified=True)
    return show(
        request,
        "eligibility/confirm.html",
        title=_("Xác nhận đã đối chiếu"),
        lead=rule.name,
        crumbs=[*standard_pages.CRUMBS, RULES, (rule.name, back)],
        changes=_changes(request, confirmed, rule, request.on if is_in_force else rule.start_on),
        consequence=_("Xác nhận nội dung này đúng như văn bản “%(basis)s”. Tên anh/chị được ghi vào nhật ký.")
        % {"basis": rule.legal_basis},
        cancel=back,
    )


@needs(Permission.STANDARD_EDIT)
def rule_end(request: Request, rule_id: int) -> HttpResponse:
    """The day from which a rule no longer applies."""
    rule = queries.get_rule(rule_id)
    form = EndForm(request.POST or None)
    back = reverse("eligibility:detail", args=[rule_id])
    return operation_page(
        request,
        form,
        partial(operations.end_rule, rule=rule),
        said=gettext("Đã ghi ngày hết hiệu lực."),
        title=_("Kết thúc hiệu lực"),
        lead=rule.name,
        submit=_("Kết thúc hiệu lực"),
        cancel=back,
        consequence=_("Từ ngày đó không ai bị xét theo điều kiện này nữa. Những ngày trước vẫn xét như cũ."),
        crumbs=[*standard_pages.CRUMBS, RULES, (rule.name, back)],
    )


@needs(Permission.STANDARD_EDIT)
def rule_add(request: Request) -> HttpResponse:
    """A new rule: first what sort of condition, then its figures."""
    asked = request.GET.get("kind", "")
    if asked not in set(ConditionKind):
        form = KindForm(request.GET if asked else None)
        return form_page(
            request,
            form,
            title=_("Thêm điều kiện cử đi học"),
            lead=_("Chọn loại điều kiện; các con số điền ở bước sau."),
            submit=_("Tiếp"),
            cancel=reverse("eligibility:list"),
            template="eligibility/kind.html",
            crumbs=[*standard_pages.CRUMBS, RULES],
        )
    terms = _and_asked(request, empty_terms(ConditionKind(asked)))
    return _write(request, terms, None, title=_("Thêm điều kiện cử đi học"), back=reverse("eligibility:list"))


@needs(Permission.STANDARD_EDIT)
def rule_replace(request: Request, rule_id: int) -> HttpResponse:
    """The next row of a rule, from a day on; the past stays as it was."""
    rule = queries.get_rule(rule_id)
    terms = _and_asked(request, queries.as_rule(rule).terms)
    back = reverse("eligibility:detail", args=[rule_id])
    return _write(request, terms, rule, title=_("Thay thế từ một ngày"), back=back)


def _and_asked(request: Request, terms: Terms) -> Terms:
    """The terms with the further conditions the address asks for."""
    for kind in request.GET.getlist("also"):
        if kind in set(ConditionKind):
            terms = with_one_more(terms, ConditionKind(kind))
    return terms


def _also(request: Request, kind: ConditionKind) -> str:
    asked = request.GET.copy()
    asked.appendlist("also", kind.value)
    return f"?{asked.urlencode()}"


def _write(request: Request, terms: Terms, rule: Any, *, title: Text, back: str) -> HttpResponse:
    """The form, whom it would change when that is asked, and the rule when it is signed."""
    initial = initial_of(rule.name, rule, terms) if rule else {"weight": terms.weight.value}
    form = RuleForm(terms, request.POST or None, initial=initial)
    changes = None
    if request.method == "POST" and form.is_valid():
        try:
            details = form.details()
            if "try" in request.POST:
                changes = _who_would_change(request, details, rule)
            else:
                written = operations.add_rule(details=details, replaces=rule, by=request.actor)
                messages.success(request, gettext("Đã ghi. Những ngày trước vẫn xét theo quy định cũ."))
                if details.start_on < request.today:
                    messages.warning(request, str(BACKDATED))
                return redirect("eligibility:detail", written.pk)
        except Problem as problem:
            form.add_problem(problem)
    return form_page(
        request,
        form,
        title=title,
        lead=rule.name if rule else _("Quy định mới, có hiệu lực từ một ngày."),
        submit=_("Ghi điều kiện"),
        cancel=back,
        consequence=_("Quy định đang có kết thúc khi quy định mới bắt đầu; những ngày trước vẫn xét như cũ.")
        if rule
        else "",
        template="eligibility/form.html",
        crumbs=[*standard_pages.CRUMBS, RULES],
        changes=changes,
        kinds=[(_also(request, kind), label(kind)) for kind in ConditionKind],
    )


def _who_would_change(request: Request, details: operations.RuleDetails, rule: Any) -> dict[str, Any]:
    """Whom the typed rule would change, on its first day."""
    on = details.start_on
    told = _changes(request, operations.drafted(details, replaces=rule), rule, on)
    return told | {"backdated": BACKDATED if on < request.today else ""}


def _changes(request: Request, draft: SendingRule, rule: Any, on: date) -> dict[str, Any]:
    """Whom the drafted rule in place of ``rule`` would change on the day, of the people the reader may see."""
    changes = queries.who_would_change(
        draft,
        replaces=rule.pk if rule else None,
        on=on,
        studied=sending.study_facts(None, on),
    )
    visible = people.visible_to(request.actor, on).in_bulk({change.person_id for change in changes})
    seen = [change for change in changes if change.person_id in visible]
    by_programme = Counter(change.subject.name for change in seen)
    alike: dict[tuple[int, Verdict, Verdict], list[str]] = defaultdict(list)
    for change in seen:
        alike[change.person_id, change.before, change.after].append(change.subject.name)
    return {
        "on": on,
        "people": len({change.person_id for change in seen}),
        "by_programme": sorted(by_programme.items()),
        "rows": [
            (visible[person_id], programmes, before, after)
            for (person_id, before, after), programmes in list(alike.items())[:MOST_SHOWN]
        ],
        "more": max(0, len(alike) - MOST_SHOWN),
    }
