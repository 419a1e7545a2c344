"""Months served after study, and leaving before they are: told from the posts somebody holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vun.common.period import Period
from vun.records.commitments.domain.compensation import Span, span_between
from vun.records.commitments.domain.words import Case
from vun.records.people.domain import EndReason


@dataclass(frozen=True, slots=True)
class Served:
    """A post held over a period, and why it ended."""

    period: Period
    end_reason: str = ""


def served_span(posts: Iterable[Served], since: date, until: date) -> Span:
    """How long somebody was in any post from ``since`` up to but not including ``until``; gaps do not count.

    Months of pieces are counted piece by piece, their days over together, thirty to the month.
    """
    months = days = 0
    for start, end in _joined(posts, since, until):
        piece = span_between(start, end)
        months, days = months + piece.months, days + piece.days
    return Span(months + days // 30, days % 30)


def _joined(posts: Iterable[Served], since: date, until: date) -> list[tuple[date, date]]:
    pieces: list[tuple[date, date]] = []
    for post in sorted(posts, key=lambda post: post.period.start):
        start, end = max(post.period.start, since), min(post.period.end or until, until)
        if end <= start:
            continue
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = pieces[-1][0], max(pieces[-1][1], end)
        else:
            pieces.append((start, end))
    return pieces


_CASES_OF_LEAVING = {
    EndReason.RESIGNED: (Case.DROPPED_OUT, Case.LEFT_EARLY),
    EndReason.DISMISSED: (Case.DISMISSED_STUDYING, Case.DISMISSED_EARLY),
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody left the staff on the day with service still owed; ``case`` None: no case of the law by itself."""

    on: date
    reason: str
    case: Case | None


def find_leaving(posts: Iterable[Served], graduated_on: date | None, on: date) -> Leaving | None:
    """How somebody with a commitment left before ``on``, or None while they hold a post or were only moved."""
    known = list(posts)
    if not known or any(on in post.period for post in known):
        return None
    ended = [post for post in known if post.period.end is not None and post.period.end <= on]
    if not ended:
        return None
    last = max(ended, key=lambda post: post.period.end or date.min)
    left_on = last.period.end or on
    has_graduated = graduated_on is not None and graduated_on <= left_on
    cases = _CASES_OF_LEAVING.get(EndReason(last.end_reason)) if last.end_reason else None
    return Leaving(left_on, last.end_reason, cases[has_graduated] if cases else None)
