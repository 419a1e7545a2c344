"""What is installed is pinned, with hashes, and each direct dependency says what it is for."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.sources import ROOT

FILES = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(?P<version>[^ ]+)(?: ;[^\\]+)? \\\n", re.MULTILINE
)


def pins(text: str) -> dict[str, str]:
    return {found["name"]: found["version"] for found in PIN.finditer(text)}


def test_there_are_files_for_running_testing_and_the_installer() -> None:
    assert [path.name for path in FILES] == ["base.txt", "dev.txt", "uv.txt"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_requirement_is_a_pin_with_hashes_from_no_named_place(path) -> None:
    text = path.read_text()
    entries = [
        entry for entry in re.split(r"(?m)^(?=\S)", text) if entry.strip() and not entry.startswith("#")
    ]
    assert entries
    assert [entry for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|file:|-index|--find-links", text)


def test_tests_run_on_what_the_program_runs_on() -> None:
    base, dev = (pins((ROOT / "requirements" / name).read_text()) for name in ["base.txt", "dev.txt"])
    assert base
    assert {name: dev.get(name) for name in base} == base


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = {re.split(r"[\[<>=~!;]", one)[0].strip().lower().replace("_", "-") for one in asked}
    assert names - pins((ROOT / "requirements" / "dev.txt").read_text()).keys() == set()


def test_every_direct_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    groups = re.findall(r"((?:^    #.*\n)*)((?:^    \".*\n)+)", project, re.MULTILINE)
    assert groups
    assert [names for comment, names in groups if not comment] == []
