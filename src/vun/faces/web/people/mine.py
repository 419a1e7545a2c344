"""The reader's own record: what is missing and by when, own classes and timetable, papers received."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.guard import needs
from vun.faces.web.links import url_for
from vun.faces.web.pages import Action, show
from vun.faces.web.people.sight import Sight
from vun.faces.web.people.studies import studies_of
from vun.faces.web.request import Request
from vun.records.commitments import queries as commitments
from vun.records.credentials import queries as credentials
from vun.records.delivery import queries as delivery
from vun.records.standards.domain import ClauseStatus

SESSIONS_SHOWN = 12
_LACKING = (ClauseStatus.MISSING, ClauseStatus.IN_GRACE)


@needs(Permission.OWN_RECORD)
def own_record(request: Request) -> HttpResponse:
    """Everything that concerns the reader, or how to be given a record."""
    title = _("Hồ sơ của tôi")
    person_id = request.actor.person_id
    if person_id is None:
        return show(request, "people/no_record.html", title=title)
    sight = Sight(request, person_id)
    compliance = credentials.compliance_of(person_id, request.on)
    wish = url_for(request.actor, "needs:wish")
    sending = url_for(request.actor, "sending:mine")
    return show(
        request,
        "people/me.html",
        title=title,
        lead=sight.lead(),
        action=Action(_("Đăng ký nguyện vọng học"), wish) if wish else None,
        more=[Action(_("Đi học của tôi"), sending)] if sending else [],
        person=sight.person,
        compliance=compliance,
        lacking=_lacking(compliance),
        studies=studies_of(person_id),
        owed=commitments.standings(commitments.commitments_of(person_id), request.on),
        sessions=delivery.sessions_ahead(person_id, request.on)[:SESSIONS_SHOWN],
        **sight.facts(),
    )


def _lacking(compliance: credentials.PersonCompliance) -> list[credentials.ClauseStanding]:
    """What is not held yet, the earliest due first."""
    found = [standing for standing in compliance.clauses if standing.result.status in _LACKING]
    return sorted(found, key=lambda standing: standing.result.due_on or compliance.on)
