"""Nobody is on two trips on one day."""

from __future__ import annotations

from collections.abc import Collection

from vun.common.errors import Problem
from vun.records.abroad import queries
from vun.records.abroad.models import StudyTrip
from vun.records.people import queries as people
from vun.records.sending.domain import last_day


def refuse_away(
    trip: StudyTrip, person_ids: Collection[int] | None = None, *, field: str | None = None
) -> None:
    """Raises Problem where a member, or one of these people, is on another trip decided on, on one of its days."""
    away = queries.away_then(trip, person_ids)
    if away:
        first = away[0]
        raise Problem(
            "abroad.away_then",
            field=field,
            name=people.names_of([first.person_id])[first.person_id],
            trip=first.name,
            start_on=first.period.start,
            end_on=last_day(first.period),
        )
