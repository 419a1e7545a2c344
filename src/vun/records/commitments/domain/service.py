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


def find_leaving(
    posts: Iterable[Served], graduated_on: date | None, on: date, since: date = date.min
) -> Leaving | None:
    """How somebody with a commitment left from ``since`` to ``on``; None while they hold a post or were only moved.

    The first leaving the law knows a case for counts, even of somebody taken on again since; else the end of the last
    post of somebody who holds none.
    """
    known = list(posts)
    ended = [post for post in known if post.period.end is not None and since < post.period.end <= on]
    left = [post for post in ended if post.end_reason in _CASES_OF_LEAVING and not _holds(known, post)]
    if left:
        return _leaving(min(left, key=_end), graduated_on)
    if not ended or any(on in post.period for post in known):
        return None
    return _leaving(max(ended, key=_end), graduated_on)


def _holds(posts: Iterable[Served], ended: Served) -> bool:
    """Whether another post goes on where this one ended: then nobody left."""
    return any(_end(ended) in post.period for post in posts)


def _end(post: Served) -> date:
    return post.period.end or date.max


def _leaving(last: Served, graduated_on: date | None) -> Leaving:
    left_on = _end(last)
    has_graduated = graduated_on is not None and graduated_on <= left_on
    cases = _CASES_OF_LEAVING.get(EndReason(last.end_reason)) if last.end_reason else None
    return Leaving(left_on, last.end_reason, cases[has_graduated] if cases else None)
