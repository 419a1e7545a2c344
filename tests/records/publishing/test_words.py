"""The words around the figures: who may write them, what is kept, and from which year they are carried on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, outsider, planner
from tests.factories.orgs import make_tree
from tests.factories.plans import SYSTEM
from vun.common.errors import Problem, Refused
from vun.common.period import Period
from vun.records.audit.queries import entries_of
from vun.records.publishing import operations
from vun.records.publishing.domain import LONGEST_TEXT, MOST_SECTIONS, Frozen, Section
from vun.records.publishing.models import ReportWords, SignedReport
from vun.records.publishing.queries import words_before, words_of

pytestmark = pytest.mark.django_db
NAME = "bieu-10-btctw"
DONE, WANTING = Section("Kết quả", "Đã mở [I/c9] lớp.", is_before=True), Section("Hạn chế", "Còn chậm.")


def write(*sections: Section, year: int = 2026, unit_id: int | None = None, **who: object) -> ReportWords:
    return operations.write_words(
        report=NAME,
        period=Period.year(year),
        unit_id=unit_id,
        sections=sections or (DONE, WANTING),
        **{"by": SYSTEM, **who},  # type: ignore[arg-type]
    )


def test_words_are_kept_in_their_order_once_for_a_period_and_a_unit() -> None:
    tree = make_tree()
    write()
    write(WANTING, DONE)
    write(DONE, unit_id=tree.commune.pk)

    assert words_of(NAME, Period.year(2026), None) == (WANTING, DONE)
    assert words_of(NAME, Period.year(2026), tree.commune.pk) == (DONE,)
    assert words_of(NAME, Period.year(2025), None) is None
    assert words_of("noi-vu-1", Period.year(2026), None) is None
    assert ReportWords.objects.count() == 2


def test_the_next_year_begins_with_the_words_of_the_latest_year_before() -> None:
    tree = make_tree()
    write(year=2023)
    write(WANTING, year=2025)
    write(DONE, year=2026)
    write(year=2025, unit_id=tree.commune.pk)

    assert words_before(NAME, Period.year(2026), None) == (date(2025, 12, 31), (WANTING,))
    assert words_before(NAME, Period.year(2023), None) is None


def test_every_change_of_the_words_is_in_the_audit() -> None:
    write()
    words = write(Section("Hạn chế", "Đã khắc phục."))

    entry = entries_of(words)[0]
    assert (entry.action, entry.before, entry.after) == (
        "report.words_written",
        {"Kết quả": "Đã mở [I/c9] lớp.", "Hạn chế": "Còn chậm."},
        {"Hạn chế": "Đã khắc phục."},
    )


def test_an_empty_section_is_left_out_and_one_without_a_title_refused() -> None:
    write(Section(" "), Section("  Hạn chế ", " Còn chậm. \n"))
    assert words_of(NAME, Period.year(2026), None) == (WANTING,)

    with pytest.raises(Problem) as refused:
        write(Section("", "Không tên"))
    assert refused.value.code == "publishing.section_untitled"


@pytest.mark.parametrize(
    "sections",
    [
        [Section(f"Mục {n}") for n in range(MOST_SECTIONS + 1)],
        [Section("Dài", "a" * (LONGEST_TEXT + 1))],
        [Section("T" * 251)],
    ],
)
def test_words_without_end_are_refused(sections: list[Section]) -> None:
    with pytest.raises(Problem) as refused:
        write(*sections)
    assert refused.value.code == "publishing.words_too_long"


def test_a_clerk_writes_for_the_own_unit_and_only_planners_for_the_province() -> None:
    tree = make_tree()
    write(unit_id=tree.commune.pk, by=clerk_of(tree.commune))
    write(by=planner())

    with pytest.raises(Refused):
        write(by=clerk_of(tree.commune))
    with pytest.raises(Refused):
        write(unit_id=tree.other_commune.pk, by=clerk_of(tree.commune))
    with pytest.raises(Refused):
        write(by=outsider())


def frozen(**words: object) -> Frozen:
    return Frozen(
        name=NAME, title="Biểu 10", first_day=date(2026, 1, 1), last_day=date(2026, 12, 31), unit_id=None,
        definition={}, scope={}, figures={}, facts={}, relations=(), **words,  # type: ignore[arg-type]
    )  # fmt: skip


def test_signed_words_are_under_the_seal() -> None:
    signed = operations.sign(frozen=frozen(words=(DONE,)), explanations={}, by=SYSTEM)
    assert SignedReport.objects.get().seal() == signed.digest

    SignedReport.objects.update(words=[Section("Kết quả", "Đã mở 900 lớp.").as_data()])
    assert SignedReport.objects.get().seal() != signed.digest


def test_a_report_whose_words_quote_no_figure_is_not_signed() -> None:
    with pytest.raises(Problem) as refused:
        operations.sign(frozen=frozen(words=(DONE,), gone=("[I/c9]",)), explanations={}, by=SYSTEM)

    assert (refused.value.code, refused.value.params) == (
        "publishing.words_without_figure",
        {"names": "[I/c9]"},
    )
    assert not SignedReport.objects.exists()
