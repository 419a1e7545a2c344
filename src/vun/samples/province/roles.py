"""What one post does not tell: seats in Party committees and councils beside it, probation, contracts, other ranks.

Drawn by numbers of its own, so that it moves nobody's career.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from vun.common.period import add_months
from vun.samples.province.geography import Place
from vun.samples.province.posts import REFORM
from vun.samples.province.staff import FIRST_DAY, Post, Somebody, Staffing, TitleFact

_PROBATION = 12
"""Months, as of a civil servant with a university degree."""
_CIVIL_SERVANTS = frozenset({"staff", "commune_staff", "commune_civil_servant", "commune_justice"})
_SINCE_REFORM = frozenset({"staff", "commune_staff"})
_SUPPORT, _CONTRACT = "support-contract-worker", "contract-worker"
# Who works on a contract, in per cent of those whose every post is one of these.
_ON_CONTRACT = {
    "archivist": (30, 15),
    "junior-officer": (30, 15),
    "expert": (4, 3),
    "technical-employee": (6, 6),
}
# Titles that few of the others get, in per cent.
_INSTEAD = {"junior-officer": ("office-employee", 40), "principal-expert": ("senior-expert", 12)}

_OWN, _PARTY = "", "-DU"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that goes with a post: of ``unit`` (empty: of the same one, -DU: of the Party body of the district).

    ``share``: how many of those who have the post have the seat too, in per cent; ``once``: only one in each unit;
    given from the day ``since`` and ``before`` the other.
    """

    title: str
    unit: str = _OWN
    share: int = 100
    once: bool = False
    since: date = date.min
    before: date = date.max


_PROVINCE_BOARD = Seat("province-standing-committee-member", "LS-TU")
_PROVINCE_MEMBER = Seat("province-party-committee-member", "LS-TU", share=60)
_DISTRICT_BOARD = Seat("district-standing-committee-member", _PARTY, share=80)
_DISTRICT_MEMBER = Seat("district-party-committee-member", _PARTY, share=50)
_COMMUNE_BOARD = Seat("commune-standing-committee-member")
_COMMUNE_MEMBER = Seat("commune-party-committee-member", share=60)
_FRONT_VICE_CHAIR = Seat("commune-front-vice-chair", since=REFORM)

SEATS: Mapping[str, tuple[Seat, ...]] = {
    "province-party-secretary": (Seat("assembly-delegation-head", "LS-VPHDND"),),
    "province-party-deputy-secretary": (Seat("province-council-chair", "LS-HDND"),),
    "province-committee-chair": (Seat("province-party-deputy-secretary", "LS-TU"),),
    "province-committee-vice-chair": (_PROVINCE_BOARD,),
    "council-office-chief": (Seat("assembly-delegation-deputy-head", "LS-VPHDND"), _PROVINCE_MEMBER),
    "party-inspection-chair": (_PROVINCE_BOARD, Seat("province-council-vice-chair", "LS-HDND")),
    "party-office-chief": (_PROVINCE_BOARD, Seat("province-council-vice-chair", "LS-HDND")),
    "party-board-head": (_PROVINCE_BOARD,),
    "front-chair": (_PROVINCE_BOARD,),
    "department-director": (_PROVINCE_MEMBER,),
    "committee-office-chief": (_PROVINCE_MEMBER,),
    "chief-inspector": (_PROVINCE_MEMBER,),
    "youth-union-secretary": (_PROVINCE_MEMBER,),
    "union-chair": (_PROVINCE_MEMBER,),
    "political-school-rector": (_PROVINCE_MEMBER,),
    "district-party-secretary": (_PROVINCE_MEMBER,),
    "district-committee-chair": (Seat("district-party-deputy-secretary", _PARTY),),
    "district-council-chair": (_DISTRICT_BOARD,),
    "district-committee-vice-chair": (_DISTRICT_BOARD,),
    "district-party-board-head": (_DISTRICT_BOARD,),
    "district-front-chair": (_DISTRICT_BOARD, Seat("district-council-vice-chair", "-UB")),
    "district-union-head": (_DISTRICT_MEMBER,),
    "district-division-head": (_DISTRICT_MEMBER,),
    "district-office-chief": (_DISTRICT_MEMBER,),
    "political-school-lecturer": (Seat("political-centre-deputy-director", once=True, before=REFORM),),
    "commune-party-secretary": (
        Seat("commune-council-chair"),
        Seat("province-party-committee-member", "LS-TU", share=20, since=REFORM),
    ),
    "commune-committee-chair": (Seat("commune-party-deputy-secretary"),),
    "commune-council-vice-chair": (_COMMUNE_BOARD,),
    "commune-committee-vice-chair": (
        _COMMUNE_BOARD,
        Seat("service-director", share=30, once=True, since=REFORM),
    ),
    "commune-front-chair": (_COMMUNE_BOARD,),
    "commune-party-board-head": (_COMMUNE_BOARD,),
    "commune-youth-secretary": (_COMMUNE_MEMBER, _FRONT_VICE_CHAIR),
    "commune-women-chair": (_COMMUNE_MEMBER, _FRONT_VICE_CHAIR),
    "commune-farmers-chair": (_COMMUNE_MEMBER, _FRONT_VICE_CHAIR),
    "commune-veterans-chair": (_FRONT_VICE_CHAIR,),
    "commune-office-chief": (_COMMUNE_MEMBER,),
    "commune-division-head": (_COMMUNE_MEMBER,),
    "commune-division-deputy-head": (Seat("service-deputy-director", share=30, once=True, since=REFORM),),
    "commune-expert": (Seat("commune-party-board-deputy-head", share=30, once=True, since=REFORM),),
}


def refine(everybody: Sequence[Somebody], staffing: Staffing, *, seed: int) -> None:
    """Change the people in place."""
    rng, places, titles = Random(seed), staffing.places, staffing.titles
    for person in everybody:
        _on_contract(person, places, rng)
        _instead(person, rng)
        _probation(person, titles, staffing.today)
    seated: set[tuple[str, str]] = set()
    for person in everybody:
        person.posts += list(_seats(person, places, rng, seated))
        for post in person.posts:
            post.rank = _rank(person, titles[post.title].ranks)


def _on_contract(person: Somebody, places: Mapping[str, Place], rng: Random) -> None:
    """A few of those who work for the Party, the Front and public-service units have no post of the staff at all."""
    shares = _ON_CONTRACT.get(person.posts[0].title, (0, 0))
    drawn = rng.random() * 100
    if places[person.posts[0].unit].block == "state" or len({post.title for post in person.posts}) > 2:
        return
    title = _SUPPORT if drawn < shares[0] else _CONTRACT if drawn < sum(shares) else ""
    if title:
        for post in person.posts:
            post.title = title


def _instead(person: Somebody, rng: Random) -> None:
    other, share = _INSTEAD.get(person.last_post.title, ("", 0))
    if rng.random() * 100 < share:
        for post in person.posts:
            if post.title == person.last_post.title and post is not person.last_post:
                post.title = other
        person.last_post.title = other


def _probation(person: Somebody, titles: Mapping[str, TitleFact], today: date) -> None:
    """Whoever joined the civil service since FIRST_DAY was on probation first."""
    first = person.posts[0]
    if first.start <= FIRST_DAY or titles[first.title].group not in _CIVIL_SERVANTS:
        return
    end = add_months(first.start, _PROBATION)
    if end >= REFORM and titles[first.title].group not in _SINCE_REFORM:
        return  # nobody is appointed to the offices of before any more
    if (first.end is None and end <= today) or (first.end is not None and end < first.end):
        person.posts.insert(1, replace(first, start=end))
        first.end, first.end_reason = end, "reappointed"
    first.title = "probationary-civil-servant"


def _seats(
    person: Somebody, places: Mapping[str, Place], rng: Random, seated: set[tuple[str, str]]
) -> Iterator[Post]:
    for post in [post for post in person.posts if post.is_primary]:
        for seat in SEATS.get(post.title, ()):
            unit = _unit_of(seat, post.unit, places)
            start = max(post.start, seat.since)
            if start >= seat.before:
                continue
            if (
                unit is None
                or rng.random() * 100 >= seat.share
                or (post.end is not None and post.end <= start)
            ):
                continue
            if seat.once and (unit.code, seat.title) in seated:
                continue
            if start < unit.start or (unit.end is not None and (post.end is None or post.end > unit.end)):
                continue
            seated.add((unit.code, seat.title))
            yield Post(unit.code, seat.title, start, post.end, post.end_reason, is_primary=False)


def _unit_of(seat: Seat, own: str, places: Mapping[str, Place]) -> Place | None:
    if seat.unit == _OWN:
        return places[own]
    code = f"{own.rsplit('-', 1)[0]}{seat.unit}" if seat.unit.startswith("-") else seat.unit
    return places.get(code)


def _rank(person: Somebody, ranks: Sequence[str]) -> str:
    """The usual rank of the title; some have one of the others it may go with."""
    if not ranks:
        return ""
    drawn = int(person.national_id[-3:]) % 8
    return ranks[drawn] if drawn < len(ranks) else ranks[0]
