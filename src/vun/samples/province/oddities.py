"""What no province's records are without: people away for long, and people recorded twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from vun.common.actor import Actor
from vun.common.period import add_months
from vun.records.custom.domain import Subject, ValueKind
from vun.records.custom.operations import define_field
from vun.records.people.domain import AbsenceKind, PersonRow, Sex
from vun.records.people.models import Person
from vun.records.people.operations import describe_person, record_absence, register_many
from vun.samples.province.history import Study
from vun.samples.province.population import appointment
from vun.samples.province.staff import Post, Somebody, age_on

Fits = Callable[[Somebody, date], bool]

_AWAY: tuple[tuple[AbsenceKind, int, int | None, str, Fits], ...] = (
    (
        AbsenceKind.MATERNITY,
        70,
        6,
        "Nghỉ thai sản",
        lambda person, day: person.sex == "female" and age_on(person, day) <= 38,
    ),
    (AbsenceKind.SICK, 25, None, "Điều trị dài ngày", lambda person, day: age_on(person, day) >= 40),
    (AbsenceKind.UNPAID, 40, 3, "Theo gia đình", lambda person, day: age_on(person, day) <= 45),
    (
        AbsenceKind.SECONDED,
        200,
        5,
        "Tăng cường cho huyện biên giới",
        lambda person, day: person.sex == "male",
    ),
)
"""Why, how many days ago it began, after how many months it ends, a note, and whom it may befall."""


def load_absences(study: Study, *, today: date, by: Actor) -> None:
    """One absence of each kind, of people who learn nothing this year; one is over."""
    learning = {index for _stem, year, index in study.seated if year == today.year}
    free = [
        index
        for index in reversed(range(len(study.people)))
        if index not in learning and _stays(study, study.people[index], today - timedelta(days=200))
    ]
    for kind, days, months, note, fits in _AWAY:
        index = next((index for index in free if fits(study.people[index], today)), None)
        if index is None:
            continue
        free.remove(index)
        start_on = today - timedelta(days=days)
        record_absence(
            person=Person.objects.get(pk=study.person_ids[index]),
            kind=kind,
            on=start_on,
            until=add_months(start_on, months) if months else None,
            note=note,
            by=by,
        )


def _stays(study: Study, person: Somebody, since: date) -> bool:
    """Whether somebody has held one post from a day until now, elsewhere than in the commune left to who tries."""
    staffing = study.staffing
    post = person.post_on(since)
    return post is not None and person.post_on(staffing.today) is post and post.unit != staffing.open_commune


def load_twins(study: Study, unit_ids: Mapping[str, int], *, by: Actor) -> None:
    """Two people recorded twice: once more in the unit they came from, and once more with a digit mistyped.

    Of the first both records have the number of the old identity card, one without the zero a spreadsheet lost.
    """
    moved, mistyped = next(_moved(study)), next(_mistyped(study))
    field = define_field(
        subject=Subject.PERSON,
        label="Số CMND cũ",
        kind=ValueKind.TEXT,
        note="Chín chữ số, trước khi có căn cước",
        by=by,
    )
    person, left = study.people[moved], study.people[moved].posts[0]
    other = study.people[mistyped]
    # No number of an invented person begins with a nine: the serial is far from there.
    number = f"{other.national_id[:6]}9{other.national_id[7:]}"
    rows = [
        _row(study, person, left, unit_ids, national_id=""),
        _row(study, other, other.last_post, unit_ids, national_id=number),
    ]
    again, _slip = register_many(rows, by=by)
    old = f"08{study.person_ids[moved] % 10_000_000:07d}"
    for person_id, text in ((study.person_ids[moved], old), (again, old[1:])):
        describe_person(person=Person.objects.get(pk=person_id), values={field.code: text}, by=by)


def _moved(study: Study) -> Iterator[int]:
    """Who came to their unit from one that ended or let them go."""
    for index, person in enumerate(study.people):
        first, last = person.posts[0], person.last_post
        if first.end is not None and first.unit != last.unit and _stays(study, person, last.start):
            yield index


def _mistyped(study: Study) -> Iterator[int]:
    """Who leads nobody and has had one post all along."""
    titles = study.staffing.titles
    for index, person in enumerate(study.people):
        is_plain = len(person.posts) == 1 and not titles[person.last_post.title].is_leader
        if is_plain and _stays(study, person, person.last_post.start):
            yield index


def _row(
    study: Study, person: Somebody, post: Post, unit_ids: Mapping[str, int], *, national_id: str
) -> PersonRow:
    """The record an office makes of somebody it does not know is on record: no party card, no ratings."""
    return PersonRow(
        full_name=person.full_name,
        birth_on=person.birth_on,
        sex=Sex(person.sex),
        national_id=national_id,
        ethnic_group=person.ethnic_group,
        recruited_on=person.recruited_on,
        appointments=(appointment(post, study.staffing, unit_ids),),
    )
