"""A province's people and papers taken in from two spreadsheets, beside the least any program must do with them."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import python_calamine as calamine
import xlsxwriter
from django.db import connection, connections, transaction

from vun.common.text import fold, name_key
from vun.exchange.applying import apply
from vun.exchange.preparing import prepare, read
from vun.records.bulk import batches
from vun.records.credentials.models import Credential
from vun.records.orgs.models import Unit
from vun.records.people.identity import seal_national_id
from vun.records.people.models import Appointment, Person, Title
from vun.records.standards.models import ScaleLevel
from vun.samples.benchmarks import population
from vun.samples.benchmarks.measure import Measure, measure
from vun.samples.benchmarks.population import BENCH

PEOPLE, PAPERS_EACH = 60_000, 4
ON = date(2026, 6, 30)
SECONDS, MEGABYTES, TIMES = 60.0, 600.0, 5.0
_SEED = 20260630
_BATCH = 1_000

_PEOPLE_HEAD = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm")
_PAPERS_HEAD = (
    "STT",
    "Số CCCD",
    "Họ và tên",
    "Loại",
    "Từ tháng/năm",
    "Đến tháng/năm",
    "Tên cơ sở đào tạo",
    "Văn bằng",
)
_PAPERS = (
    ("Chuyên môn", "Đại học", "CM-DH"),
    ("Lý luận chính trị", "Trung cấp lý luận chính trị", "LLCT-TC"),
    ("Quản lý nhà nước", "Chương trình chuyên viên", "QLNN-CV"),
    ("Tin học", "Ứng dụng công nghệ thông tin cơ bản", "TH-CB"),
)


def benchmark() -> Iterator[Measure]:
    """Fills the empty database and measures."""
    yield from measures(PEOPLE)


def measures(people: int) -> Iterator[Measure]:
    """The measures for so many people with four papers each; the targets are those of 60,000."""
    population.load_catalogues()
    population.load_organisation()
    with TemporaryDirectory(prefix="vun-") as folder:
        roster, papers = Path(folder) / "nguoi.xlsx", Path(folder) / "van-bang.xlsx"
        write_files(roster, papers, people)
        floor = _in_another_process(roster, papers)
        began = time.perf_counter()
        for kind, path in (("people", roster), ("qualifications", papers)):
            _take(kind, path)
        taken = time.perf_counter() - began
    scale = people / PEOPLE
    rows = people * (1 + PAPERS_EACH)
    yield measure(f"import_{rows}_rows", taken, "s", floor=floor, target=SECONDS * scale)
    yield measure(f"import_{rows}_rows_to_floor", taken / floor, "times", target=TIMES)
    # Kilobytes on Linux, bytes elsewhere.
    unit = 1024 if sys.platform.startswith("linux") else 1024**2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    yield measure("import_peak_memory", peak, "MB", target=MEGABYTES)


def _take(kind: str, path: Path) -> None:
    """Raises RuntimeError unless every row is new."""
    difference = prepare(kind, read(path.name, path.read_bytes()), by=BENCH, on=ON)
    if difference.counts["new"] != difference.rows_read:
        raise RuntimeError(f"{kind}: {difference.counts}, {difference.errors[:3]}")
    apply(difference, by=BENCH)


def write_files(roster: Path, papers: Path, people: int) -> None:
    """A roster, and the papers of everybody in it, as an office would head them."""
    random = Random(_SEED)
    units = list(Unit.objects.exclude(code="T").order_by("code").values_list("name", "level"))
    titles = {"province": "Chuyên viên", "commune": "Chủ tịch UBND cấp xã"}
    options = {"constant_memory": True}
    with xlsxwriter.Workbook(roster, options) as first, xlsxwriter.Workbook(papers, options) as second:
        people_sheet, papers_sheet = first.add_worksheet("Danh sách"), second.add_worksheet("Văn bằng")
        people_sheet.write_row(0, 0, _PEOPLE_HEAD)
        papers_sheet.write_row(0, 0, _PAPERS_HEAD)
        line = 0
        for number in range(1, people + 1):
            name = population.name_of_somebody(random)
            birth = date(random.randint(1966, 1996), random.randint(1, 12), random.randint(1, 28))
            sex = random.choice(("Nam", "Nữ"))
            identity = f"020{'01'[sex == 'Nữ']}{birth.year % 100:02d}{number:06d}"
            unit, level = random.choice(units)
            since = ON - timedelta(days=random.randint(1, 2500))
            told = (
                number,
                name,
                f"{birth:%d/%m/%Y}",
                sex,
                identity,
                titles[level],
                unit,
                f"{since:%d/%m/%Y}",
            )
            people_sheet.write_row(number, 0, told)
            for table, paper, _ in _PAPERS:
                line += 1
                year = random.randint(2016, 2025)
                cells = (
                    line,
                    identity,
                    name,
                    table,
                    f"01/{year - 1}",
                    f"06/{year}",
                    "Trường Chính trị tỉnh",
                    paper,
                )
                papers_sheet.write_row(line, 0, cells)


# --- The floor: the same files read, the same rows created, nothing asked ----------------------------------------


def _in_another_process(roster: Path, papers: Path) -> float:
    """Seconds of the floor; in a process of its own, so that neither its memory nor its rows are counted here."""
    connections.close_all()
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_floor, args=(roster, papers, there))
    child.start()
    taken: float = here.recv()
    child.join()
    return taken


def _floor(roster: Path, papers: Path, answer: Connection) -> None:
    units = dict(Unit.objects.values_list("name", "pk"))
    titles = {title.name: title for title in Title.objects.all()}
    levels = {level.code: level.pk for level in ScaleLevel.objects.all()}
    papers_by_name = {paper: levels[code] for _, paper, code in _PAPERS}
    began = time.perf_counter()
    with transaction.atomic():
        ids: dict[str, int] = {}
        for rows in batches(_cells(roster), _BATCH):
            people = Person.objects.bulk_create([_person(row) for row in rows])
            ids |= {row[4]: person.pk for row, person in zip(rows, people, strict=True)}
            Appointment.objects.bulk_create(
                Appointment(
                    person=person,
                    unit_id=units[row[6]],
                    title=titles[row[5]],
                    start_on=_day(row[7]),
                    kind=titles[row[5]].default_kind,
                )
                for row, person in zip(rows, people, strict=True)
            )
        for rows in batches(_cells(papers), _BATCH):
            Credential.objects.bulk_create(
                Credential(
                    person_id=ids[row[1]],
                    level_id=papers_by_name[row[7]],
                    name=row[7],
                    studied_from=_day(f"01/{row[4]}"),
                    earned_on=_day(f"01/{row[5]}"),
                    issuer=row[6],
                )
                for row in rows
            )
        transaction.set_rollback(True)
    answer.send(time.perf_counter() - began)
    connection.close()


def _cells(path: Path) -> list[list[Any]]:
    with calamine.CalamineWorkbook.from_path(str(path)) as book:
        return book.get_sheet_by_index(0).to_python()[1:]


def _person(row: Sequence[Any]) -> Person:
    sealed, index = seal_national_id(row[4])
    return Person(
        full_name=row[1],
        search_key=fold(row[1]),
        sort_key=name_key(row[1]),
        national_id_sealed=sealed,
        national_id_index=index,
        birth_on=_day(row[2]),
        sex="male" if row[3] == "Nam" else "female",
    )


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))
