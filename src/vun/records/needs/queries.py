"""Readers of a survey of needs: rounds, sheets with computed gap beside registered need, totals by programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.accounts.domain import Role
from vun.records.accounts.queries import holders_of
from vun.records.credentials import queries as credentials
from vun.records.credentials.queries import Gap
from vun.records.dated import on_day
from vun.records.needs.domain import FILLABLE_STATES, FieldKind, NeedOrigin, Question, RoundState, SheetState
from vun.records.needs.models import Need, SurveyRound, SurveySheet
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import UnitAncestor
from vun.records.people.models import Appointment, Person
from vun.records.standards.models import Programme


def rounds_visible_to(actor: Actor) -> QuerySet[SurveyRound]:
    """The rounds run or answered by units in the actor's scope, latest first."""
    rounds = SurveyRound.objects.select_related("root")
    scope = actor.unit_ids(Permission.NEED_VIEW)
    if not isinstance(scope, frozenset):
        return rounds
    sheets = SurveySheet.objects.filter(unit_id__in=scope).values("round_id")
    return rounds.filter(Q(root_id__in=scope) | Q(pk__in=sheets))


def round_list(actor: Actor) -> QuerySet[SurveyRound]:
    """The visible rounds with ``sheets_count`` and ``accepted_count`` of all their sheets."""
    return rounds_visible_to(actor).annotate(
        sheets_count=Count("sheets"),
        accepted_count=Count("sheets", filter=Q(sheets__state=SheetState.ACCEPTED)),
    )


def get_round(actor: Actor, round_id: int) -> SurveyRound:
    """Raises NotFound when there is none the actor may see."""
    survey = rounds_visible_to(actor).filter(pk=round_id).first()
    if survey is None:
        raise NotFound("survey round")
    return survey


def questions_of(survey: SurveyRound) -> list[Question]:
    """The round's own questions in their order."""
    return [
        Question(field.order, field.label, FieldKind(field.kind), tuple(field.options), field.is_required)
        for field in survey.fields.all()
    ]


def sheets_of(actor: Actor, survey: SurveyRound) -> QuerySet[SurveySheet]:
    """The sheets of the round the actor may see, in unit order, each with ``needs_count`` and ``waiting_below``."""
    sheets = (
        survey.sheets.select_related("round__root", "unit", "above__unit")
        .annotate(
            needs_count=Count("needs", distinct=True),
            waiting_below=Count("below", filter=~Q(below__state=SheetState.ACCEPTED), distinct=True),
        )
        .order_by("unit__sort_key")
    )
    scope = actor.unit_ids(Permission.NEED_VIEW)
    return sheets.filter(unit_id__in=scope) if isinstance(scope, frozenset) else sheets


def get_sheet(actor: Actor, sheet_id: int) -> SurveySheet:
    """The sheet with its round, unit and the sheet above. Raises NotFound when there is none the actor may see."""
    sheet = (
        SurveySheet.objects.select_related("round__root", "unit", "above__unit").filter(pk=sheet_id).first()
    )
    if sheet is None or not actor.may(Permission.NEED_VIEW, sheet.unit_id):
        raise NotFound("survey sheet")
    return sheet


def waiting_below(sheet: SurveySheet) -> int:
    """How many sheets directly below are not accepted yet."""
    return sheet.below.exclude(state=SheetState.ACCEPTED).count()


def get_need(actor: Actor, need_id: int) -> Need:
    """The need, seen by those who see its sheet and by the person themselves. Raises NotFound."""
    need = (
        Need.objects.select_related("sheet__round", "sheet__unit", "person", "programme")
        .filter(pk=need_id)
        .first()
    )
    if need is None or not (
        actor.may(Permission.NEED_VIEW, need.sheet.unit_id)
        or (actor.person_id is not None and need.person_id == actor.person_id)
    ):
        raise NotFound("need")
    return need


def people_of_sheet(sheet: SurveySheet, on: date) -> QuerySet[Person]:
    """Who has the primary post in the sheet's unit on the day, or in a unit below it that has no sheet of its own."""
    below = UnitAncestor.objects.filter(on_day(on), ancestor_id=sheet.unit_id).values("unit_id")
    # Asked row by row by index: PostgreSQL, where it has no statistics yet, would read NOT IN anew for every post.
    nearer = UnitAncestor.objects.filter(
        on_day(on),
        unit_id=OuterRef("unit_id"),
        ancestor_id__in=SurveySheet.objects.filter(round_id=sheet.round_id, above_id=sheet.pk).values(
            "unit_id"
        ),
    )
    posts = Appointment.objects.filter(~Exists(nearer), on_day(on), is_primary=True, unit_id__in=below)
    return Person.objects.filter(pk__in=posts.values("person_id"))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person of the unit: what they lack, and what is registered for them."""

    person: Person
    gaps: tuple[Gap, ...]
    needs: tuple[Need, ...]

    @property
    def uncovered(self) -> tuple[Gap, ...]:
        """The gaps that no registered need would close."""
        registered = {need.programme_id for need in self.needs}
        return tuple(
            gap for gap in self.gaps if not any(programme.pk in registered for programme in gap.programmes)
        )


def sheet(actor: Actor, survey: SurveyRound, unit_id: int, on: date) -> list[SheetRow]:
    """The rows of a unit's sheet in name order. Raises NotFound when there is no sheet the actor may see."""
    found = SurveySheet.objects.filter(round=survey, unit_id=unit_id).first()
    if found is None:
        raise NotFound("survey sheet")
    return sheet_rows(get_sheet(actor, found.pk), on)


def sheet_rows(sheet: SurveySheet, on: date) -> list[SheetRow]:
    """Everybody of the sheet on the day, and whoever else a need was registered for, in name order."""
    needs: dict[int, list[Need]] = {}
    for need in sheet.needs.select_related("programme", "person").order_by("priority", "programme__sort_key"):
        needs.setdefault(need.person_id, []).append(need)
    people = Person.objects.filter(Q(pk__in=people_of_sheet(sheet, on)) | Q(pk__in=list(needs)))
    everybody = list(people.order_by("sort_key", "id"))
    gaps: dict[int, list[Gap]] = {}
    for gap in credentials.gaps_of_people([person.pk for person in everybody], on):
        gaps.setdefault(gap.person.pk, []).append(gap)
    return [
        SheetRow(person, tuple(gaps.get(person.pk, ())), tuple(needs.get(person.pk, ())))
        for person in everybody
    ]


def open_gaps(sheet: SurveySheet, on: date) -> list[tuple[int, list[Programme]]]:
    """The gaps of the sheet's people that some programme closes: person id and closing programmes, best first."""
    people = people_of_sheet(sheet, on).values_list("pk", flat=True)
    return [
        (gap.person.pk, list(gap.programmes))
        for gap in credentials.gaps_of_people(list(people), on)
        if gap.programmes
    ]


def own_sheet(actor: Actor, survey: SurveyRound, on: date) -> SurveySheet | None:
    """The sheet a person's own wish goes on: of the unit of their primary post, or the nearest above it with one."""
    if actor.person_id is None:
        return None
    unit_ids = Appointment.objects.filter(on_day(on), person_id=actor.person_id, is_primary=True).values(
        "unit_id"
    )
    link = (
        UnitAncestor.objects.filter(
            on_day(on), unit_id__in=unit_ids, ancestor_id__in=survey.sheets.values("unit_id")
        )
        .order_by("depth")
        .first()
    )
    return (
        None if link is None else survey.sheets.select_related("round", "unit").get(unit_id=link.ancestor_id)
    )


def open_rounds_for(actor: Actor, on: date) -> list[tuple[SurveyRound, SurveySheet]]:
    """The open rounds in which the actor may wish now, with the sheet the wish goes on; it is not signed yet."""
    if actor.person_id is None:
        return []
    pairs = (
        (survey, own_sheet(actor, survey, on)) for survey in SurveyRound.objects.filter(state=RoundState.OPEN)
    )
    return [
        (survey, sheet) for survey, sheet in pairs if sheet is not None and sheet.state in FILLABLE_STATES
    ]


def own_needs(actor: Actor) -> QuerySet[Need]:
    """What is registered for the actor themselves, latest round first."""
    return (
        Need.objects.filter(person_id=actor.person_id or 0)
        .select_related("programme", "sheet__round", "sheet__unit")
        .order_by("-sheet__round__year", "-sheet__round_id", "priority")
    )


@dataclass(frozen=True, slots=True)
class ProgrammeTotal:
    """What a round says about one programme.

    ``needs`` is the sum of the three origins; ``lacking`` counts the people of the round's units below standard on the
    day for want of something the programme would give them, registered or not.
    """

    programme: Programme
    needs: int
    from_gaps: int
    from_units: int
    from_people: int
    lacking: int


def totals_by_programme(survey: SurveyRound, on: date) -> list[ProgrammeTotal]:
    """Registered needs beside computed gaps of the round's units on the day, by programme, most needed first."""
    lacking = Counter(
        programme.pk
        for person in credentials.people_below_standard(survey.root_id, on)
        for programme in person.programmes
    )
    counted: dict[int, dict[str, int]] = {}
    for programme_id, origin, number in (
        Need.objects.filter(sheet__round=survey)
        .values_list("programme_id", "origin")
        .annotate(Count("pk"))
        .order_by()
    ):
        counted.setdefault(programme_id, {})[origin] = number
    programmes = Programme.objects.in_bulk([*(counted.keys() | lacking.keys())])
    rows = [
        ProgrammeTotal(
            programme,
            sum(counted.get(programme.pk, {}).values()),
            counted.get(programme.pk, {}).get(NeedOrigin.GAP, 0),
            counted.get(programme.pk, {}).get(NeedOrigin.UNIT, 0),
            counted.get(programme.pk, {}).get(NeedOrigin.PERSON, 0),
            lacking[programme.pk],
        )
        for programme in programmes.values()
    ]
    return sorted(rows, key=lambda row: (-row.needs, -row.lacking, row.programme.sort_key))


def needs_by_unit(survey: SurveyRound, programme_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """How many needs each unit registered, by programme id and unit id."""
    counts: dict[int, dict[int, int]] = {}
    for programme_id, unit_id, number in (
        Need.objects.filter(sheet__round=survey, programme_id__in=programme_ids)
        .values_list("programme_id", "sheet__unit_id")
        .annotate(Count("pk"))
        .order_by()
    ):
        counts.setdefault(programme_id, {})[unit_id] = number
    return counts


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come, in sheets."""

    sheets: int
    filling: int
    signed: int
    returned: int
    accepted: int


def progress(actor: Actor, survey: SurveyRound) -> Progress:
    """The sheets the actor may see, by state."""
    sheets = survey.sheets.all()
    scope = actor.unit_ids(Permission.NEED_VIEW)
    if isinstance(scope, frozenset):
        sheets = sheets.filter(unit_id__in=scope)
    counts = dict(sheets.order_by().values_list("state").annotate(Count("pk")))
    return Progress(sum(counts.values()), *(counts.get(state, 0) for state in SheetState))


def unkept_sheets(survey: SurveyRound, on: date) -> int:
    """How many sheets not signed yet are of units where nobody who can sign in is a unit's officer. Four queries."""
    waiting = survey.sheets.filter(state__in=FILLABLE_STATES)
    scopes = orgs.scopes_of({grant.unit_id for grant in holders_of({Role.UNIT_OFFICER})}, on)
    kept = {unit_id for units in scopes.values() for unit_id in units}
    return sum(unit_id not in kept for unit_id in waiting.values_list("unit_id", flat=True))


def sheets_to_sign(actor: Actor) -> list[SurveySheet]:
    """The sheets of open rounds that wait for the actor's signature: fillable, nothing below them unaccepted."""
    waiting = SurveySheet.objects.filter(above_id=OuterRef("pk")).exclude(state=SheetState.ACCEPTED)
    return list(_sheets_of_open_rounds(actor).filter(~Exists(waiting), state__in=FILLABLE_STATES))


def sheets_to_accept(actor: Actor) -> list[SurveySheet]:
    """The signed sheets of open rounds that wait for the actor to accept or return them."""
    return [
        one for one in _sheets_of_open_rounds(actor).filter(state=SheetState.SIGNED) if may_accept(actor, one)
    ]


def may_accept(actor: Actor, sheet: SurveySheet) -> bool:
    """Whether the actor answers for the unit above, or runs the round where there is none."""
    if sheet.above is None:
        return actor.may(Permission.SURVEY_MANAGE, sheet.round.root_id)
    return actor.may(Permission.NEED_EDIT, sheet.above.unit_id)


def _sheets_of_open_rounds(actor: Actor) -> QuerySet[SurveySheet]:
    sheets = (
        SurveySheet.objects.filter(round__state=RoundState.OPEN)
        .select_related("round", "unit", "above")
        .order_by("round__closes_on", "unit__sort_key")
    )
    scope = actor.unit_ids(Permission.NEED_EDIT)
    return sheets.filter(unit_id__in=scope) if isinstance(scope, frozenset) else sheets
