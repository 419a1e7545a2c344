"""Readers for lists, searches and the parts of a person's record other than posts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.common.text import fold
from vun.records.bulk import among
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import UnitState
from vun.records.people.domain import is_national_id, read_national_id
from vun.records.people.identity import national_id_index
from vun.records.people.models import (
    Absence,
    Appointment,
    EthnicGroup,
    Person,
    PersonMerge,
    Rank,
    Rating,
    SuccessionMembership,
    Title,
    TitleGroup,
    Trait,
)
from vun.records.people.queries.sight import visible_to
from vun.records.registers.models import StoredFile

# More ids than this are not put into one statement.
_MANY = 20_000


class Standing(StrEnum):
    """Whether somebody is on the staff on a day."""

    IN_POST = "in_post"
    LEFT = "left"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody a search found, with the primary post of the day to tell them from their namesakes."""

    pk: int
    full_name: str
    title: str
    unit: str


def everybody() -> QuerySet[Person]:
    """All people on record, by name. Whoever asks keeps those within the actor's scope."""
    return Person.objects.order_by("sort_key", "pk")


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """What these people are called."""
    if len(person_ids) > _MANY:
        return {key: name for key, name in Person.objects.values_list("pk", "full_name") if key in person_ids}
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "full_name"))


def people_with(person_ids: Collection[int]) -> QuerySet[Person]:
    """The people of these ids. Whoever asks has found them within the actor's scope."""
    return Person.objects.filter(pk__in=person_ids)


def with_post(people: QuerySet[Person], on: date, *, in_english: bool = False) -> QuerySet[Person]:
    """The people, each with the primary post of the day in columns ``post_…``, empty for whoever has none.

    ``post_id``, ``post_unit_id``, ``post_unit_name`` (of the day) and its ``post_unit_sort_key``, ``post_title`` (the
    code), ``post_title_name`` and its ``post_title_order``, ``post_kind``, ``post_is_leader``, ``post_tier``,
    ``post_rank``, ``post_since``. Lists sort and filter by them; no further query is asked for a row.
    """
    primary = Appointment.objects.filter(on_day(on), person=OuterRef("pk"), is_primary=True)
    joined = people.annotate(post_id=Subquery(primary.values("pk")[:1]))
    # The other columns are looked up by the post's key only for rows that are read.
    post = Appointment.objects.filter(pk=OuterRef("post_id"))
    columns = {
        "post_unit_id": "unit_id",
        "post_unit_sort_key": "unit__sort_key",
        "post_title": "title_id",
        "post_title_order": "title__order",
        "post_kind": "kind",
        "post_is_leader": "is_leader",
        "post_tier": "management_tier",
        "post_rank": "rank__name",
        "post_since": "start_on",
    }
    joined = joined.annotate(**{name: Subquery(post.values(path)[:1]) for name, path in columns.items()})
    title = (
        Coalesce(NullIf(F("title__name_en"), Value("")), F("title__name")) if in_english else F("title__name")
    )
    joined = joined.annotate(post_title_name=Subquery(post.values(name=title)[:1]))
    names = UnitState.objects.filter(on_day(on), unit=OuterRef("post_unit_id")).values("name")
    return joined.annotate(post_unit_name=Subquery(names[:1]))


def holding(
    people: QuerySet[Person],
    on: date,
    *,
    unit_id: int | None = None,
    title: str = "",
    group: str = "",
    kind: str = "",
    is_leader: bool | None = None,
) -> QuerySet[Person]:
    """Those of the people with one post on the day, primary or concurrent, of which all that is given is true.

    ``unit_id`` means the unit and everything below it on the day.
    """
    wanted = {"title_id": title, "title__group": group, "kind": kind, "is_leader": is_leader}
    asked = {path: value for path, value in wanted.items() if value not in ("", None)}
    if unit_id is None and not asked:
        return people
    posts = Appointment.objects.filter(on_day(on), **asked)
    if unit_id is not None:
        posts = posts.filter(unit_id__in=orgs.below(unit_id, on))
    return people.filter(pk__in=posts.values("person_id"))


def standing(people: QuerySet[Person], on: date, wanted: Standing) -> QuerySet[Person]:
    """Those of the people who are in a post on the day, were in one before, or never were."""
    posts = Appointment.objects.filter(person=OuterRef("pk"))
    in_post = Exists(posts.filter(on_day(on)))
    if wanted is Standing.IN_POST:
        return people.filter(in_post)
    begun = Exists(posts.filter(start_on__lte=on))
    return people.filter(~in_post & (begun if wanted is Standing.LEFT else ~begun))


def matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those of the people whose name has all the words, accents aside, or whose national ID is the text.

    Whoever a record was merged into answers to its name and number too.
    """
    words = fold(text).split()
    if is_national_id(text):
        wanted = Q(national_id_index=national_id_index(read_national_id(text)))
    elif words:
        wanted = Q(*(Q(search_key__contains=word) for word in words))
    else:
        return people.none()
    merged = PersonMerge.objects.filter(wanted).order_by()
    return people.filter(wanted | Q(pk__in=merged.values("survivor_id")))


def with_former_name(people: QuerySet[Person]) -> QuerySet[Person]:
    """The people, each with ``former_key``, as `search_key`, of the record merged into theirs last, to search by."""
    merged = PersonMerge.objects.filter(survivor=OuterRef("pk"))
    return people.alias(former_key=Subquery(merged.values("search_key")[:1]))


def only(people: QuerySet[Person], person_ids: Collection[int]) -> QuerySet[Person]:
    """Those of the people with these ids, however many."""
    return people.filter(pk__in=among(person_ids))


def search(actor: Actor, text: str, on: date, limit: int) -> list[FoundPerson]:
    """The first people by name the actor may see, found by name without accents or by national ID."""
    return found(visible_to(actor, on), text, on, limit)


def found(people: QuerySet[Person], text: str, on: date, limit: int) -> list[FoundPerson]:
    """The first of the people by name, found by name without accents or by national ID."""
    people = with_post(matching(people, text), on).order_by("sort_key", "pk")
    rows = people.values_list("pk", "full_name", "post_title_name", "post_unit_name")  # type: ignore[misc]
    return [FoundPerson(pk, name, title or "", unit or "") for pk, name, title, unit in rows[:limit]]


def find_known_as(text: str) -> Person | None:
    """The person of that national ID or, of fewer digits, of that record number; None for nobody.

    Whoever a record was merged into answers to its numbers too.
    """
    if is_national_id(text):
        return matching(everybody(), text).first()
    if not re.fullmatch("[0-9]{1,11}", text):
        return None
    merged = PersonMerge.objects.filter(merged_id=int(text)).order_by()
    return Person.objects.filter(Q(pk=int(text)) | Q(pk__in=merged.values("survivor_id"))).first()


def ratings_of(person_id: int) -> QuerySet[Rating]:
    """The yearly ratings, the latest first."""
    return Rating.objects.filter(person_id=person_id).select_related("decision")


def successions_of(person_id: int) -> QuerySet[SuccessionMembership]:
    """The succession pools the person is or was in, the latest first."""
    rows = SuccessionMembership.objects.filter(person_id=person_id)
    return rows.select_related("unit", "title", "decision")


def traits_of(person_id: int) -> QuerySet[Trait]:
    """The recorded abilities with their evidence, the latest first."""
    return Trait.objects.filter(person_id=person_id).select_related("file")


def absences_of(person_id: int) -> QuerySet[Absence]:
    """When somebody was, is or will be away from work for long, the latest first."""
    return Absence.objects.filter(person_id=person_id).select_related("decision")


def get_absence(person_id: int, absence_id: int) -> Absence:
    """Raises NotFound when the person has none of that id."""
    absence = absences_of(person_id).filter(pk=absence_id).first()
    if absence is None:
        raise NotFound("absence")
    return absence


def absences_since(person_ids: Collection[int], day: date) -> QuerySet[Absence]:
    """The absences of these people that had not ended by the day, or begin later."""
    not_over = Q(end_on__isnull=True) | Q(end_on__gt=day)
    return Absence.objects.filter(not_over, person_id__in=person_ids).order_by("start_on", "pk")


def file_of_trait(person_id: int, trait_id: int) -> StoredFile:
    """The evidence of an ability. Whoever may see the person may see it. Raises NotFound, also without a file."""
    trait = traits_of(person_id).filter(pk=trait_id).first()
    if trait is None or trait.file is None:
        raise NotFound("file")
    return trait.file


def titles_on(day: date) -> QuerySet[Title]:
    """The titles people are appointed to on the day."""
    not_yet = Q(valid_from__gt=day)
    return Title.objects.exclude(not_yet).exclude(valid_to__isnull=False, valid_to__lte=day)


def titles() -> QuerySet[Title]:
    """Every title there is or was."""
    return Title.objects.all()


def title_groups() -> QuerySet[TitleGroup]:
    """The groups of titles, in their order."""
    return TitleGroup.objects.all()


def ranks() -> QuerySet[Rank]:
    """The ranks, in their order."""
    return Rank.objects.all()


def ethnic_groups() -> QuerySet[EthnicGroup]:
    """The ethnic groups in the order of the official list."""
    return EthnicGroup.objects.all()


def party_members(people: QuerySet[Person], on: date, *, is_member: bool) -> QuerySet[Person]:
    """Those of the people who had joined the Party by the day, on probation or not; or those who had not."""
    joined = Q(party_joined_on__lte=on)
    return people.filter(joined) if is_member else people.exclude(joined)


def minorities(people: QuerySet[Person], *, is_minority: bool) -> QuerySet[Person]:
    """Those of the people known to be of an ethnic minority; or those known to be of the majority."""
    return people.filter(ethnic_group__is_minority=is_minority)
