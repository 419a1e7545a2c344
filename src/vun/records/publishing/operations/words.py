"""Writing the words around the figures of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.publishing.domain import LONGEST_TEXT, LONGEST_TITLE, MOST_SECTIONS, Section
from vun.records.publishing.models import ReportWords
from vun.records.publishing.queries import all_words


@transaction.atomic
def write_words(
    *,
    report: str,
    period: Period,
    unit_id: int | None,
    sections: Sequence[Section],
    by: Actor,
) -> ReportWords:
    """Keep the words around the figures of a report over a period, in the order given; an empty title is left out.

    Raises Refused without REPORT_WRITE over the unit, and Problem: no last day, too many sections, too long a text,
    a text without a title.
    """
    require_over(by, Permission.REPORT_WRITE, unit_id)
    if period.end is None:
        raise Problem("publishing.no_last_day")
    kept = [replace(one, title=clean(one.title), text=one.text.strip(), read="") for one in sections]
    if any(one.text and not one.title for one in kept):
        raise Problem("publishing.section_untitled")
    kept = [one for one in kept if one.title]
    if len(kept) > MOST_SECTIONS or any(
        len(one.title) > LONGEST_TITLE or len(one.text) > LONGEST_TEXT for one in kept
    ):
        raise Problem("publishing.words_too_long", sections=MOST_SECTIONS, letters=LONGEST_TEXT)
    last_day = period.end - timedelta(days=1)
    found = all_words(report, unit_id).filter(first_day=period.start, last_day=last_day).first()
    words = found or ReportWords(report=report, first_day=period.start, last_day=last_day, unit_id=unit_id)
    before = words.sections if found else []
    words.sections = [one.as_data() for one in kept]
    words.author, words.changed_at = by.name, timezone.now()
    words.save()
    audit.record(
        by,
        "report.words_written",
        words,
        unit_id=unit_id,
        before={one["title"]: one["text"] for one in before},
        after={one.title: one.text for one in kept},
    )
    return words


def require_over(by: Actor, permission: Permission, unit_id: int | None) -> None:
    """Raise Refused unless the actor may do so over the unit, or everywhere for a report of the whole province."""
    if unit_id is None:
        by.require_everywhere(permission)
    else:
        by.require(permission, unit_id)
