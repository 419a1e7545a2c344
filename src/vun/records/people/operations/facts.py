"""What is recorded about a person beside posts: ratings, succession pools, traits."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.dated import on_day
from vun.records.orgs.models import Unit
from vun.records.people.domain import RatingGrade, TraitKind
from vun.records.people.domain.rules import problems_of_rating_year
from vun.records.people.models import Person, Rating, SuccessionMembership, Title, Trait
from vun.records.people.operations.access import raise_first, require_edit
from vun.records.people.queries import unit_of
from vun.records.registers import operations as registers
from vun.records.registers.domain import Upload
from vun.records.registers.models import Decision, StoredFile


@transaction.atomic
def rate(
    *, person: Person, year: int, grade: RatingGrade, decision: Decision | None = None, by: Actor
) -> Rating:
    """Record the yearly rating of quality; a second one for the same year puts the first right.

    Raises Refused or NotFound as the actor's scope says; Problem for a year that has not begun or before working age.
    """
    require_edit(by, person)
    raise_first(problems_of_rating_year(year, person.birth_on, timezone.localdate()))
    before = Rating.objects.filter(person=person, year=year).first()
    rating, _ = Rating.objects.update_or_create(
        person=person, year=year, defaults={"grade": grade.value, "decision": decision}
    )
    audit.record(
        by,
        "person.rated",
        person,
        unit_id=unit_of(person.pk, timezone.localdate()),
        before={"year": year, "grade": before.grade, "decision": before.decision} if before else {},
        after={"year": year, "grade": grade, "decision": decision},
    )
    return rating


@transaction.atomic
def add_to_succession(
    *,
    person: Person,
    unit: Unit,
    title: Title,
    term: str,
    on: date,
    decision: Decision | None = None,
    by: Actor,
) -> SuccessionMembership:
    """Put somebody into the succession pool (quy hoạch) for a title in a unit, for a term such as 2025-2030.

    Raises Refused or NotFound without PERSON_EDIT over the person and the unit; Problem when the term is missing, the
    unit does not exist on the day, or the person is already in that pool.
    """
    require_edit(by, person)
    by.require(Permission.PERSON_EDIT, unit.pk)
    term = clean(term)
    if not term:
        raise Problem("people.term_missing", field="term")
    if on not in unit.period:
        raise Problem("people.unit_not_there", field="on", unit=unit.name, on=on)
    not_over = Q(end_on__isnull=True) | Q(end_on__gt=on)
    if SuccessionMembership.objects.filter(
        not_over, person=person, unit=unit, title=title, term=term
    ).exists():
        raise Problem("people.in_pool_already", field="title", title=title.name, unit=unit.name, term=term)
    membership = SuccessionMembership.objects.create(
        person=person, unit=unit, title=title, term=term, start_on=on, decision=decision
    )
    audit.record(
        by,
        "person.added_to_succession",
        person,
        unit_id=unit.pk,
        after={"unit": unit, "title": title, "term": term, "on": on, "decision": decision},
    )
    return membership


@transaction.atomic
def remove_from_succession(*, membership: SuccessionMembership, on: date, by: Actor) -> None:
    """Take somebody out of a succession pool; ``on`` is the first day no longer in it.

    Raises Refused or NotFound as the actor's scope says; Problem when the day is not after the first in the pool, or
    the person is out of it by then.
    """
    require_edit(by, membership.person)
    if on <= membership.start_on:
        raise Problem("people.ends_before_start", field="on", start_on=membership.start_on, on=on)
    not_over = Q(end_on__isnull=True) | Q(end_on__gt=on)
    if SuccessionMembership.objects.filter(not_over, pk=membership.pk).update(end_on=on) != 1:
        raise Problem("people.out_of_pool_already", field="on")
    audit.record(
        by,
        "person.removed_from_succession",
        membership.person,
        unit_id=membership.unit_id,
        before={"unit": membership.unit, "title": membership.title, "term": membership.term},
        after={"on": on},
    )


@transaction.atomic
def record_trait(
    *,
    person: Person,
    kind: TraitKind,
    evidence: str,
    on: date,
    until: date | None = None,
    file: StoredFile | Upload | None = None,
    by: Actor,
) -> Trait:
    """Record an ability with its evidence, from ``on`` up to but not including ``until``; a ``file`` is stored.

    Raises Refused or NotFound as the actor's scope says; Problem without evidence, when ``until`` is not after ``on``,
    when the same ability is already recorded on the day, or when the file is not taken.
    """
    require_edit(by, person)
    evidence = clean(evidence)
    if not evidence:
        raise Problem("people.evidence_missing", field="evidence")
    if until is not None and until <= on:
        raise Problem("people.ends_before_start", field="until", start_on=on, on=until)
    if Trait.objects.filter(on_day(on), person=person, kind=kind.value).exists():
        raise Problem("people.trait_recorded_already", field="kind", kind=kind)
    kept = registers.stored(file, by)
    trait = Trait.objects.create(
        person=person, kind=kind.value, evidence=evidence, start_on=on, end_on=until, file=kept
    )
    audit.record(
        by,
        "person.trait_recorded",
        person,
        unit_id=unit_of(person.pk, timezone.localdate()),
        after={
            "kind": kind,
            "evidence": evidence,
            "on": on,
            "until": until,
            "file": kept.name if kept else None,
        },
    )
    return trait
