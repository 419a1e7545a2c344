"""Who may see and change whom: the actor of a user, the people in an actor's scope on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.accounts import queries as accounts
from vun.records.accounts.models import User
from vun.records.dated import on_day
from vun.records.people.identity import open_national_id
from vun.records.people.models import Appointment, Person


def actor_of(user: User, on: date) -> Actor:
    """The user as an actor on the day of acting, with their own record if they have one. At most five queries."""
    person_id = Person.objects.filter(user=user).values_list("pk", flat=True).first()
    return Actor(
        name=str(user),
        user_id=user.pk,
        person_id=person_id,
        grants=accounts.grants_of(user, on),
        acts_on=on,
    )


def visible_to(actor: Actor, on: date) -> QuerySet[Person]:
    """The people the actor may see on the day; see `in_scope`. Their own record is always among them."""
    return in_scope(actor, Permission.PERSON_VIEW, on)


def in_scope(actor: Actor, permission: Permission, on: date) -> QuerySet[Person]:
    """The people over whom the actor holds ``permission`` on the day.

    A person belongs to every unit they have a post in on the day. Whoever has none then belongs to the unit of the
    post they had last, and before their first post to that of any they are to have. Somebody who never had one
    (a student) belongs to the whole province only. With PERSON_VIEW the actor's own record is added.

    A day after the one the actor acts on opens nobody: until a transfer has come, the record is the unit's it is to
    leave. A day before it opens those who were there for reading only: what one may change (and with it, what only
    those who change it read) is besides asked of the day of acting.
    """
    scope = actor.unit_ids(permission)
    if not isinstance(scope, frozenset):
        return Person.objects.all()
    acts_on = actor.acts_on or on
    belonging = Q(pk__in=_belonging(scope, min(on, acts_on)))
    if permission is Permission.PERSON_VIEW:
        own = Q(pk=actor.person_id) if actor.person_id else Q(pk__in=[])
        return Person.objects.filter(own | belonging)
    if on < acts_on:
        belonging &= Q(pk__in=_belonging(scope, acts_on))
    return Person.objects.filter(belonging)


def managed_accounts(actor: Actor, on: date) -> QuerySet[Person]:
    """The people whose account the actor manages on the day: those counted under a unit of the actor's (see `unit_of`).

    Whoever has but a further post there is counted elsewhere.
    """
    scope = actor.unit_ids(Permission.ACCOUNT_MANAGE)
    people = in_scope(actor, Permission.ACCOUNT_MANAGE, on)
    if not isinstance(scope, frozenset):
        return people
    elsewhere = Appointment.objects.filter(on_day(on), is_primary=True).exclude(unit_id__in=scope)
    return people.exclude(pk__in=elsewhere.values("person_id"))


def find_own_record(user: User) -> Person | None:
    """The record the user sees as their own, if there is one."""
    return Person.objects.filter(user=user).first()


def _belonging(unit_ids: frozenset[int], on: date) -> QuerySet[Appointment, int]:
    """The ids of the people whose post in one of the units decides on the day where they belong."""
    others = Appointment.objects.filter(person=OuterRef("person"))
    decides = (
        on_day(on)
        | Q(start_on__lte=on)
        & ~Exists(others.filter(Q(start_on__lte=on) & Q(start_on__gt=OuterRef("start_on")) | on_day(on)))
        | Q(start_on__gt=on) & ~Exists(others.filter(start_on__lte=on))
    )
    return Appointment.objects.filter(decides, unit_id__in=unit_ids).values_list("person_id", flat=True)


def get_person(actor: Actor, person_id: int, on: date) -> Person:
    """The person, with ethnic group. Raises NotFound for an unknown one and for one out of the actor's scope."""
    person = visible_to(actor, on).select_related("ethnic_group").filter(pk=person_id).first()
    if person is None:
        raise NotFound("person")
    return person


def get_own_person(actor: Actor) -> Person:
    """The actor's own record. Raises NotFound when the account belongs to nobody on record."""
    if actor.person_id is None:
        raise NotFound("person")
    return Person.objects.select_related("ethnic_group").get(pk=actor.person_id)


def may_edit(actor: Actor, person_id: int, on: date) -> bool:
    """Whether the actor holds PERSON_EDIT over the person on the day. Nobody edits their own record by owning it."""
    if not actor.may_anywhere(Permission.PERSON_EDIT):
        return False
    return in_scope(actor, Permission.PERSON_EDIT, on).filter(pk=person_id).exists()


def unit_of(person_id: int, on: date) -> int | None:
    """The one unit the person is counted under on the day: that of the primary post, else of any, else of the last."""
    posts = Appointment.objects.filter(person_id=person_id).order_by("start_on", "id")
    rows: Iterable[Appointment] = posts.only("unit_id", "start_on", "end_on", "is_primary")
    best = max(rows, key=lambda post: _nearness(post, on), default=None)
    return best.unit_id if best else None


def _nearness(post: Appointment, on: date) -> tuple[bool, bool, bool, int, bool]:
    begun = post.start_on <= on
    held = begun and (post.end_on is None or post.end_on > on)
    # Among posts that are over the last begun counts, as in `in_scope`; among posts to come the first.
    return (
        held,
        begun,
        held and post.is_primary,
        (1 if begun else -1) * post.start_on.toordinal(),
        post.is_primary,
    )


def national_id_of(person: Person) -> str:
    """The twelve digits, for those who may see them (see `may_edit`) and the person themself; not known: empty."""
    return open_national_id(person.national_id_sealed)
