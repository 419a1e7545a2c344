"""Files taken away by the browser: who may, of what, and that they hold what is in scope and nothing else."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.faces.conftest import SignIn
from tests.factories.credentials import make_credential
from tests.factories.custom import make_field
from tests.factories.delivery import make_learner
from tests.factories.orgs import TESTS, make_unit
from tests.factories.people import make_appointment, make_person
from tests.factories.standards import make_scale
from vun.exchange.kinds import KINDS
from vun.records.accounts.domain import Role
from vun.records.audit.models import AuditEntry
from vun.records.custom.domain import ValueKind
from vun.records.delivery.models import Enrolment
from vun.records.orgs.models import Unit
from vun.records.people.domain import RatingGrade
from vun.records.people.models import Person
from vun.records.people.operations import rate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]
NUMBER = "020180000145"
STAYED = "020180000246"


@pytest.fixture
def health() -> Unit:
    return make_unit("Sở Y tế")


@pytest.fixture
def doctor(health: Unit) -> Person:
    person = make_person("Nông Thị An", national_id=NUMBER, birth_on=date(1980, 5, 17))
    make_appointment(person, health)
    (level,) = make_scale("llct", ["TC"])
    make_credential(person, level, name="=1+1", earned_on=date(2015, 6, 30))
    return person


def sheets(answer: Any) -> dict[str, list[list[Any]]]:
    assert answer.status_code == 200, answer.status_code
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def cells(answer: Any) -> str:
    return str(sheets(answer))


def test_a_persons_record_is_laid_out_as_the_form_and_hides_the_number_from_readers(
    signed_in: SignIn, health: Unit, doctor: Person
) -> None:
    address = f"/exchange/export/person/{doctor.pk}/"
    (sheet,) = sheets(signed_in(Role.UNIT_OFFICER, health).get(address)).values()
    titles = [row[0] for row in sheet if str(row[0]).startswith("32.")]
    assert [title.split(" ")[0] for title in titles] == [
        "32.",
        "32.1.",
        "32.2.",
        "32.3.",
        "32.4.",
        "32.5.",
        "32.6.",
    ]
    assert [f"Số CCCD: {NUMBER}"] in [row[:1] for row in sheet]
    assert any("=1+1" in row and date(2015, 6, 30) in row for row in sheet)
    assert NUMBER not in cells(signed_in(Role.LEADER).get(address))
    assert signed_in(Role.UNIT_OFFICER, make_unit("Sở Tài chính")).get(address).status_code == 404


def test_an_export_holds_the_people_in_scope_and_nobody_else(
    signed_in: SignIn, health: Unit, doctor: Person
) -> None:
    finance = make_unit("Sở Tài chính")
    make_appointment(make_person("Vi Văn Dũng"), finance)
    officer = signed_in(Role.UNIT_OFFICER, health)
    for name in ("people", "roster"):
        found = cells(officer.get(f"/exchange/export/{name}/"))
        assert ("Nông Thị An" in found, "Vi Văn Dũng" in found) == (True, False)
    assert officer.get(f"/exchange/export/roster/?unit={finance.pk}").status_code == 404
    planner = signed_in(Role.PLANNER)
    found = cells(planner.get(f"/exchange/export/roster/?unit={finance.pk}"))
    assert ("Nông Thị An" in found, "Vi Văn Dũng" in found) == (False, True)
    assert NUMBER in cells(planner.get("/exchange/export/training-record/"))
    assert NUMBER not in cells(signed_in(Role.LEADER).get("/exchange/export/training-record/"))


def test_looking_back_nobody_takes_away_the_number_of_who_has_left(
    signed_in: SignIn, health: Unit, doctor: Person
) -> None:
    since, finance = date(2024, 5, 1), make_unit("Sở Tài chính")
    rate(person=doctor, year=2022, grade=RatingGrade.GOOD, by=TESTS)
    doctor.appointments.update(end_on=since)
    make_appointment(doctor, finance, start_on=since)
    make_appointment(make_person("Vi Văn Dũng", national_id=STAYED), health)

    def told(unit: Unit, name: str) -> tuple[bool, bool, bool]:
        officer = signed_in(Role.UNIT_OFFICER, unit)
        found = cells(officer.get(f"/exchange/export/{name}/?on=2024-04-30"))
        return doctor.full_name in found, NUMBER in found, STAYED in found

    assert [told(health, name) for name in ("people", "qualifications", "ratings", "training-record")] == [
        (False, False, True),
        (False, False, False),
        (False, False, False),
        (True, False, False),
    ]
    planner = signed_in(Role.PLANNER).get("/exchange/export/ratings/?on=2024-04-30")
    assert NUMBER in cells(planner)


def test_an_export_asks_for_the_permission_of_its_kind(signed_in: SignIn, doctor: Person) -> None:
    assert signed_in(Role.LEADER).get("/exchange/export/people/").status_code == 403
    assert signed_in(Role.REGISTRAR).get("/exchange/template/people/").status_code == 403
    assert signed_in(Role.CADRE).get("/exchange/export/people/").status_code == 403
    planner = signed_in(Role.PLANNER)
    for wrong in (
        "people/?format=exe",
        "nothing/",
        "class-roster/",
        "class-roster/?class=x",
        "roster/?unit=-1",
    ):
        assert planner.get(f"/exchange/export/{wrong}").status_code == 404, wrong


def test_a_class_has_its_roster_and_grade_sheet(signed_in: SignIn) -> None:
    learner = make_learner(score="7.5")
    training_class = learner.training_class
    registrar = signed_in(Role.REGISTRAR)
    roster = cells(registrar.get(f"/exchange/export/class-roster/?class={training_class.pk}"))
    assert learner.person.full_name in roster
    assert training_class.code in roster
    (sheet,) = sheets(registrar.get(f"/exchange/export/grade-sheet/?class={training_class.pk}")).values()
    row = next(row for row in sheet if learner.person.full_name in row)
    assert 7.5 in row
    assert registrar.get("/exchange/export/grade-sheet/?class=999999").status_code == 404
    page = registrar.get(f"/classes/{training_class.pk}/grades/").content.decode()
    assert f"/exchange/export/grade-sheet/?class={training_class.pk}" in page
    assert "/exchange/import/grades/?of=" in page


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_kind_has_a_template_whose_headings_are_its_own(
    planner: Client, signed_in: SignIn, kind: str
) -> None:
    from vun.engines.sheets.headings import assign
    from vun.exchange.kinds import get_kind
    from vun.exchange.out.templates import fields_of_template

    make_field("Khu vực", ValueKind.CHOICE, choices=["Đông", "Tây"])
    permission = get_kind(kind).permission
    role = next(
        role for role in (Role.PLANNER, Role.REGISTRAR, Role.ACCOUNTANT) if permission in _permissions(role)
    )
    answer = signed_in(role).get(f"/exchange/template/{kind}/")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    headings = [cell.value for cell in book.worksheets[0][4] if cell.value]
    fields = fields_of_template(get_kind(kind))
    assert headings == [field.label for field in fields]
    everything = [field.heading for field in (*get_kind(kind).fields, *fields)]
    taken = assign(list(dict.fromkeys(everything)), {place: (text,) for place, text in enumerate(headings)})
    assert [taken.get(place, ("",))[0] for place in range(len(headings))] == [field.name for field in fields]
    if kind == "people":
        lists = [cell.value for column in book["Danh mục"].iter_cols() for cell in column]
        assert {"Nam", "Nữ", "Đông", "Tây"} <= set(lists)


def _permissions(role: Role) -> frozenset[Any]:
    from vun.records.accounts.domain import PERMISSIONS

    return PERMISSIONS[role]


def test_a_long_export_is_made_by_the_worker(
    signed_in: SignIn, root: Unit, health: Unit, doctor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vun.faces.web.exchange import exporting
    from vun.records.registers.models import Job

    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    answer = signed_in(Role.PLANNER).get("/exchange/export/people/")
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/jobs/{job.pk}/")
    assert (job.kind, job.params["name"]) == ("exchange_export", "people")
    whole = signed_in(Role.PLANNER).get(f"/exchange/export/people/?unit={root.pk}")
    assert (whole.status_code, Job.objects.latest("pk").params["unit_id"]) == (302, root.pk)
    empty = make_unit("Sở Tài chính")
    assert sheets(signed_in(Role.PLANNER).get(f"/exchange/export/people/?unit={empty.pk}"))


def test_learners_of_a_class_elsewhere_are_only_ones_own(
    signed_in: SignIn, health: Unit, doctor: Person
) -> None:
    mine = make_learner(person=doctor)
    other = make_learner(mine.training_class)
    found = cells(
        signed_in(Role.UNIT_OFFICER, health).get(
            f"/exchange/export/class-roster/?class={mine.training_class_id}"
        )
    )
    assert Enrolment.objects.count() == 2
    assert (doctor.full_name in found, other.person.full_name in found) == (True, False)


def test_who_took_which_list_is_kept_and_nothing_of_what_stood_in_it(
    signed_in: SignIn, health: Unit, doctor: Person
) -> None:
    officer = signed_in(Role.UNIT_OFFICER, health)
    people = officer.get("/exchange/export/people/?format=csv")
    assert NUMBER in b"".join(people.streaming_content).decode()  # type: ignore[attr-defined]
    assert len(sheets(officer.get(f"/exchange/export/person/{doctor.pk}/"))) == 1
    assert officer.get("/people/?export=csv").status_code == 200

    kept = AuditEntry.objects.filter(action="list.exported").order_by("pk")
    told = list(kept.values_list("object_label", "object_id", "before", "after"))
    assert told == [
        ("Người và chức vụ", "", {}, {"rows": 1, "format": "csv"}),
        ("Quá trình đào tạo, bồi dưỡng", "", {}, {"rows": 1, "format": "xlsx"}),
        ("Con người", "", {}, {"rows": 1, "format": "csv"}),
    ]
