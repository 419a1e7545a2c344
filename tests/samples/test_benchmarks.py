"""The measuring itself: what a measure says, and people by the thousand that are the same every time."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from vun.records.credentials.models import Credential
from vun.records.credentials.queries import compliance_of_units
from vun.records.people.models import Person
from vun.samples import benchmarks
from vun.samples.benchmarks import population
from vun.samples.benchmarks.measure import Measure, measure
from vun.samples.benchmarks.planner.memory import run_watched
from vun.samples.benchmarks.planner.proofs import prove_tiny
from vun.samples.benchmarks.planner.table import table

ON = date(2026, 6, 30)


def test_a_measure_says_its_ratio_to_the_floor_and_whether_the_target_was_kept() -> None:
    assert measure("one", 1.5, "s", floor=0.5, target=2.0) == Measure(
        "one", 1.5, "s", 0.5, 3.0, 2.0, met=True
    )
    assert measure("two", 2.5, "s", target=2.0) == Measure("two", 2.5, "s", None, None, 2.0, met=False)
    assert measure("three", 2.5, "s") == Measure("three", 2.5, "s", None, None, None, met=None)


def test_an_unknown_benchmark_is_refused() -> None:
    with pytest.raises(ValueError, match="no benchmark nothing"):
        benchmarks.run("nothing")


@pytest.mark.django_db
def test_the_population_has_posts_and_papers_and_some_are_at_standard() -> None:
    population.load_catalogues()
    ids = population.load_people(population.load_organisation(), 400, ON)
    assert population.load_credentials(ids, ON) == 1600 == Credential.objects.count()
    assert Person.objects.count() == 400
    found = compliance_of_units(None, ON)
    assert (found.people, found.without_standard) == (400, 0)
    assert 0 < found.at_standard < 400


def test_a_tiny_problem_is_held_against_its_optimum() -> None:
    proven = prove_tiny(4, work=1)
    assert proven.is_good
    assert proven.is_scarce
    assert -1e-6 <= proven.short < 1.0
    assert -1e-6 <= proven.excess < 0.2


def test_a_watched_command_says_how_it_ended_and_what_it_took() -> None:
    ran = run_watched(
        [sys.executable, "-c", "held = bytearray(50 * 1024**2); import time; time.sleep(0.6); exit(3)"]
    )
    assert ran.code == 3
    assert ran.megabytes > 50
    assert ran.seconds > 0.6


def test_the_measures_of_a_province_are_one_line_of_the_table() -> None:
    measures = [
        measure("planner_20_tiny_bounds_below_optimum", 0, "problems"),
        measure("planner_T_1_seconds", 60.04, "s"),
        measure("planner_T_1_gap", 0.0301, "%"),
        measure("planner_T_1_gap_of_greedy", 20.9, "%"),
        measure("planner_T_1_gap_of_one_model", 0.58, "%"),
        measure("planner_T_median_gap", 0.0301, "%"),
    ]
    lines = [line.split() for line in table(measures).splitlines()[1:]]
    assert lines == [
        ["T", "1", "0.03", "20.9", "0.58", "60.0", *"–" * 7],
        ["T", "median", "0.03", *"–" * 10],
    ]
    assert table(measures[:1]) == ""
