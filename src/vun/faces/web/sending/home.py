"""What waits in sending, for the first page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Progress, Task
from vun.records.abroad import queries as abroad
from vun.records.abroad.domain import TripState
from vun.records.admission import queries as admission
from vun.records.commitments import queries as commitments
from vun.records.sending import queries
from vun.records.sending.domain import NominationState


def tasks(actor: Actor, on: date) -> list[Task]:
    """Places to be filled, people who ask to be sent."""
    found = []
    if actor.may(Permission.NOMINATE):
        places = queries.places_left(actor, on.year)
        if places.left:
            url = f"{reverse('sending:list')}?open=yes"
            found.append(Task(_("Chỉ tiêu còn chỗ chưa đề cử"), url, places.left, places.due_on))
    if actor.may(Permission.NOMINATE):
        asked = queries.visible_to(actor).filter(state=NominationState.ASKED).count()
        if asked:
            url = f"{reverse('sending:nominations')}?state={NominationState.ASKED.value}"
            found.append(Task(_("Người xin đi học chờ trả lời"), url, asked))
    return found + _offers(actor) + _after_study(actor, on) + _abroad(actor, on)


def _abroad(actor: Actor, on: date) -> list[Task]:
    """Trips to be permitted, and reports after trips that were not handed in by their day."""
    found = []
    if actor.may(Permission.NOMINATION_APPROVE):
        waiting = abroad.visible_to(actor).filter(state=TripState.SUBMITTED).count()
        if waiting:
            url = f"{reverse('sending:trips')}?state={TripState.SUBMITTED.value}"
            found.append(Task(_("Đoàn đi nước ngoài chờ duyệt"), url, waiting))
    if actor.may(Permission.NOMINATE):
        late = list(abroad.overdue(actor, on))
        if late:
            url = reverse("sending:trip-reports")
            found.append(Task(_("Báo cáo đi nước ngoài quá hạn"), url, len(late), late[0].due_on))
    return found


def _offers(actor: Actor) -> list[Task]:
    """Whoever asked for a class of others and waits for the answer."""
    if not actor.may(Permission.PLAN_EDIT):
        return []
    waiting = admission.requests_waiting(actor).count()
    url = reverse("sending:offers")
    return [Task(_("Đăng ký chiêu sinh chờ trả lời"), url, waiting)] if waiting else []


def _after_study(actor: Actor, on: date) -> list[Task]:
    """Whoever left before serving, and what is to be paid back and was not."""
    if not actor.may(Permission.NOMINATION_APPROVE):
        return []
    url = reverse("sending:commitments")
    leaving = len(commitments.leaving_early(actor, on))
    counted = [
        (_("Thôi việc khi chưa phục vụ đủ cam kết"), leaving),
        (_("Kỳ trả đền bù quá hạn"), commitments.overdue(actor, on).count()),
        (_("Đã phục vụ đủ cam kết, chờ kết thúc"), len(commitments.served_out(actor, on))),
    ]
    return [Task(text, url, count) for text, count in counted if count]


def progress(actor: Actor, on: date) -> list[Progress]:
    """How many of the year's places are filled."""
    if not actor.may(Permission.NOMINATION_VIEW):
        return []
    places = queries.places_left(actor, on.year)
    if not places.learners:
        return []
    return [Progress(_("Đề cử theo chỉ tiêu"), reverse("sending:list"), places.taken, places.learners)]
