"""What waits after study, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Task
from vun.records.commitments import queries as commitments
from vun.records.sending import queries as sending


def tasks(actor: Actor, on: date) -> list[Task]:
    """Debts of standards overdue or met; whoever left before serving, and what is to be paid back and was not."""
    return [*_of_debts(actor, on), *_of_commitments(actor, on)]


def _of_debts(actor: Actor, on: date) -> list[Task]:
    if not actor.may_anywhere(Permission.PERSON_EDIT):
        return []
    url = reverse("commitments:debts")
    rows = [
        row for row in sending.debt_standings(sending.debts_visible_to(actor, on), on) if not row.is_leave
    ]
    late = [row.debt.due_on for row in rows if row.is_overdue]
    met = sum(row.is_met and actor.may(Permission.PERSON_EDIT, row.debt.unit_id) for row in rows)
    found = [Task(_("Nợ tiêu chuẩn quá hạn"), url, len(late), min(late))] if late else []
    return [*found, Task(_("Nợ tiêu chuẩn đã đủ, chờ kết thúc"), url, met)] if met else found


def _of_commitments(actor: Actor, on: date) -> list[Task]:
    counted: list[tuple[str, int]] = []
    if actor.may_anywhere(Permission.NOMINATION_APPROVE):
        counted += [
            (_("Thôi việc khi chưa phục vụ đủ cam kết"), len(commitments.leaving_early(actor, on))),
            (_("Đã phục vụ đủ cam kết, chờ kết thúc"), len(commitments.served_out(actor, on))),
        ]
    if actor.may_anywhere(Permission.REPAYMENT_EDIT):
        counted.append((_("Kỳ trả đền bù quá hạn"), commitments.overdue(actor, on).count()))
    url = reverse("commitments:list")
    return [Task(text, url, count) for text, count in counted if count]
