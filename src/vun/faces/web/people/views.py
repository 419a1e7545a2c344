"""People to look at: the list of a day, and one person from all sides."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Refused
from vun.common.text import fold
from vun.faces.web.admin.words import ACTIONS
from vun.faces.web.custom import customised
from vun.faces.web.forms import options
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action
from vun.faces.web.people.merging import follows_merges
from vun.faces.web.people.sight import Sight
from vun.faces.web.people.studies import studies_of
from vun.faces.web.people.tables import PEOPLE
from vun.faces.web.people.words import catalogue_name, in_english
from vun.faces.web.request import Request, sought
from vun.faces.web.search import to_person
from vun.records.abroad import queries as abroad
from vun.records.audit import queries as audit
from vun.records.credentials import queries as credentials
from vun.records.custom.domain import Subject
from vun.records.measures import queries as measures
from vun.records.people import queries
from vun.records.people.domain import is_national_id


@needs(Permission.PERSON_VIEW)
def person_list(request: Request) -> HttpResponse:
    """The people of the day, each with the primary post."""
    if is_national_id(sought(request)):
        return to_person(request, sought(request))
    people = queries.visible_to(request.actor, request.on).select_related("ethnic_group")
    people = queries.with_former_name(people)
    rows = queries.with_post(people, request.on, in_english=in_english())
    add = Action(_("Ghi hồ sơ mới"), reverse("people:add"), Permission.PERSON_EDIT)
    files = [
        Action(text, reverse("exchange:upload", args=[kind]), Permission.PERSON_EDIT)
        for kind, text in (
            ("people", _("Nhập người từ Excel")),
            ("qualifications", _("Nhập văn bằng từ Excel")),
            ("ratings", _("Nhập xếp loại từ Excel")),
        )
    ]
    files += [
        Action(_("Hồ sơ nghi trùng"), reverse("people:duplicates"), Permission.PERSON_EDIT),
        Action(
            _("Xuất quá trình đào tạo 32.1–32.6"),
            reverse("exchange:export", args=["training-record"]),
            Permission.PERSON_VIEW,
        ),
    ]
    empty = Empty(
        _(
            "Ngày này chưa có ai trong phạm vi của anh/chị. Nhập danh sách đang có trong Excel, hoặc ghi từng người."
        ),
        files[0],
    )
    return customised(PEOPLE, Subject.PERSON).respond(request, rows, action=add, more=files, empty=empty)


@needs(Permission.PERSON_VIEW)
def person_options(request: Request) -> HttpResponse:
    """The people a field offers as one types, by name without accents or national ID."""
    found = queries.search(request.actor, sought(request), request.on, 20)
    return options(
        (
            person.pk,
            person.full_name,
            ", ".join(filter(None, (person.title, person.unit))),
        )
        for person in found
    )


@needs(Permission.PERSON_EDIT)
def title_options(request: Request) -> HttpResponse:
    """The titles of the day a field offers as one types."""
    words = fold(sought(request)).split()
    groups = {group.code: catalogue_name(group) for group in queries.title_groups()}
    found = [
        title for title in queries.titles_on(request.on) if all(word in title.search_key for word in words)
    ]
    return options((title.pk, catalogue_name(title), groups.get(title.group, "")) for title in found)


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
@follows_merges
def detail(request: Request, person_id: int) -> HttpResponse:
    """Who somebody is: posts over time, ratings, succession pools, abilities."""
    sight = Sight(request, person_id)
    posts = sight.known(queries.history_of(person_id, request.on), lambda held: held.post.start_on)
    return sight.show(
        "people/detail.html",
        "detail",
        posts=posts,
        correctable={
            held.post.pk for held in posts if request.actor.may(Permission.PERSON_EDIT, held.post.unit_id)
        },
        # A year is rated when it is over.
        ratings=sight.known(queries.ratings_of(person_id), lambda rating: date(rating.year, 12, 31)),
        successions=sight.known(queries.successions_of(person_id), lambda place: place.start_on),
        traits=sight.traits(),
        absences=sight.known(queries.absences_of(person_id), lambda absence: absence.start_on),
        merges=queries.merges_into(person_id),
        **sight.facts(),
    )


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
@follows_merges
def credential_sections(request: Request, person_id: int) -> HttpResponse:
    """What somebody holds, in the tables of the record form."""
    sight = Sight(request, person_id)
    sections = credentials.record_sections(person_id, request.on)
    return sight.show("people/credentials.html", "credentials", sections=sections)


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
@follows_merges
def standards(request: Request, person_id: int) -> HttpResponse:
    """The clauses of the standards that apply on the day: met or missing, why, by when, and what closes each."""
    sight = Sight(request, person_id)
    compliance = credentials.compliance_of(person_id, request.on)
    return sight.show("people/standards.html", "standards", compliance=compliance)


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
@follows_merges
def study(request: Request, person_id: int) -> HttpResponse:
    """The classes somebody took, with results and certificates."""
    sight = Sight(request, person_id)
    return sight.show(
        "people/study.html",
        "study",
        studies=sight.known(
            studies_of(person_id), lambda study: cast(date, study.enrolment.training_class.start_on)
        ),
        trips=sight.known(abroad.trips_of(person_id), lambda member: member.trip.start_on),
        measures=sight.known(measures.measures_of(person_id), lambda measure: measure.decided_on),
    )


@needs(Permission.PERSON_VIEW)
@follows_merges
def history(request: Request, person_id: int) -> HttpResponse:
    """Who did what to the record."""
    sight = Sight(request, person_id)
    if not sight.may_inspect():
        raise Refused(Permission.AUDIT_VIEW)
    merged_ids = [merge.merged_id for merge in queries.merges_into(person_id)]
    entries = [
        (entry, ACTIONS.get(entry.action, entry.action))
        for entry in audit.entries_of(sight.person, *merged_ids)
    ]
    return sight.show("people/history.html", "history", entries=entries)
