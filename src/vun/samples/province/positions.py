"""The approved job positions of one commune, held by whoever works there, with a place or two still free."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from vun.common.actor import Actor
from vun.records.orgs.models import Unit
from vun.records.people import operations, queries
from vun.records.people.domain import ManagementTier, StaffKind
from vun.records.people.models import Appointment


def load_positions(unit: Unit, *, today: date, by: Actor) -> None:
    """A position for each title held in the unit today, with a place to spare unless it leads, and a vacant one."""
    by_title: dict[str, list[Appointment]] = defaultdict(list)
    posts = queries.appointments_on(today, [unit.pk]).filter(is_primary=True)
    for post in posts.select_related("title", "person", "unit", "rank", "decision").order_by("pk"):
        by_title[post.title_id].append(post)
    on = max(unit.start_on, date(today.year, 1, 1))
    for held in by_title.values():
        title = held[0].title
        places = len(held) + (not title.is_leader)
        position = operations.approve_position(
            unit=unit, title=title, name=title.name, headcount=places, on=on, by=by
        )
        for post in held:
            operations.correct_appointment(
                appointment=post,
                title=title,
                on=post.start_on,
                kind=StaffKind(post.kind),
                rank=post.rank,
                management_tier=ManagementTier(post.management_tier),
                position=position,
                decision=post.decision,
                by=by,
            )
    usual = queries.titles_on(today).filter(default_kind=StaffKind.COMMUNE_CIVIL_SERVANT.value)
    vacant = usual.exclude(pk__in=by_title).first()
    if vacant is not None:
        operations.approve_position(unit=unit, title=vacant, name=vacant.name, headcount=1, on=on, by=by)
