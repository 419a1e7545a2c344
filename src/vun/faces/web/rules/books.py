"""The kinds of dated rules there are: how each is read, said in words and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.errors import NotFound
from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.faces.web.pages import Text
from vun.faces.web.rules.forms import (
    DatedForm,
    DeadlineRuleForm,
    MeasureRuleForm,
    PaperBasisForm,
    PermitRuleForm,
    ReportRuleForm,
)
from vun.records.abroad import operations as abroad
from vun.records.abroad import queries as trips
from vun.records.deadlines import operations as deadlines
from vun.records.deadlines import queries as ending
from vun.records.measures import operations as measures
from vun.records.measures import queries as measured
from vun.records.sending import operations as sending
from vun.records.sending import queries as papers


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of one kind. ``said`` puts what a row says into one sentence."""

    title: Text
    add: Text
    form: type[DatedForm]
    rows_on: Callable[[date], list[Any]]
    get: Callable[[int], Any]
    history: Callable[[Any], list[Any]]
    put: Callable[..., Any]
    end: Callable[..., Any]
    confirm: Callable[..., Any]
    said: Callable[[Any], str]


def _report(rule: Any) -> str:
    return _("%(whose)s nộp trong %(days)s ngày kể từ ngày về nước; gửi %(recipients)s") % {
        "whose": label(rule.scope, "ReportScope"),
        "days": rule.days,
        "recipients": rule.recipients,
    }


def _permit(rule: Any) -> str:
    words = {"tier": label(rule.tier, "ManagementTier"), "authority": rule.authority}
    if rule.needs_letter:
        return _("%(tier)s: %(authority)s cho phép, phải có văn bản trước") % words
    return _("%(tier)s: %(authority)s cho phép") % words


def _measure(rule: Any) -> str:
    cause = label(rule.cause, "Cause")
    if rule.classifications:
        levels = ", ".join(label(each, "Classification") for each in rule.classifications)
        cause = f"{cause}: {levels.lower()}"
    said = f"{cause} → {label(rule.kind, 'MeasureKind').lower()}"
    if rule.most_amount:
        return _("%(said)s, không quá %(amount)s đồng") % {
            "said": said,
            "amount": formats.number(rule.most_amount),
        }
    return said


def _deadline(rule: Any) -> str:
    return _("Ngày cuối của thời hạn là ngày nghỉ: %(becomes)s") % {
        "becomes": label(rule.last_day_off, "LastDay").lower()
    }


def _basis(row: Any) -> str:
    layout = label(row.layout, "PaperLayout") if row.layout else _("Mọi thể thức")
    return f"{layout}; {row.group}" if row.group else str(layout)


BOOKS: Mapping[str, Book] = {
    "trip-reports": Book(
        gettext_lazy("Báo cáo sau chuyến đi nước ngoài"),
        gettext_lazy("Thêm quy định báo cáo"),
        ReportRuleForm,
        trips.report_rules,
        trips.get_report_rule,
        trips.rows_of_rule,
        abroad.put_report_rule,
        abroad.end_trip_rule,
        abroad.confirm_trip_rule,
        _report,
    ),
    "trip-permits": Book(
        gettext_lazy("Ai cho phép đi nước ngoài"),
        gettext_lazy("Thêm quy định cho phép"),
        PermitRuleForm,
        trips.permit_rules,
        trips.get_permit_rule,
        trips.rows_of_rule,
        abroad.put_permit_rule,
        abroad.end_trip_rule,
        abroad.confirm_trip_rule,
        _permit,
    ),
    "measures": Book(
        gettext_lazy("Khen thưởng, biện pháp, kỷ luật sau đào tạo"),
        gettext_lazy("Thêm quy định đề xuất"),
        MeasureRuleForm,
        measured.measure_rules,
        measured.get_rule,
        measured.rows_of_rule,
        measures.put_measure_rule,
        measures.end_measure_rule,
        measures.confirm_measure_rule,
        _measure,
    ),
    "deadlines": Book(
        gettext_lazy("Thời hạn tính theo ngày"),
        gettext_lazy("Thêm quy định về thời hạn"),
        DeadlineRuleForm,
        ending.deadline_rules,
        ending.get_rule,
        ending.rows_of_rule,
        deadlines.put_deadline_rule,
        deadlines.end_deadline_rule,
        deadlines.confirm_deadline_rule,
        _deadline,
    ),
    "paper-bases": Book(
        gettext_lazy("Căn cứ của quyết định cử đi học, đi nước ngoài"),
        gettext_lazy("Thêm căn cứ"),
        PaperBasisForm,
        papers.paper_bases,
        papers.get_paper_basis,
        papers.rows_of_basis,
        sending.put_paper_basis,
        sending.end_paper_basis,
        sending.confirm_paper_basis,
        _basis,
    ),
}


def get_book(name: str) -> Book:
    """Raises NotFound."""
    if name not in BOOKS:
        raise NotFound("rule book")
    return BOOKS[name]
