"""What no file may hold."""

from __future__ import annotations

import re

import pytest

from tests.architecture.sources import PACKAGE, ROOT, own_texts

# Written in two parts, so that this file is not its own first finding.
MACHINE = re.compile(r"(?<![\w.$}])/" + r"(?:work|root|home)/|\.\./" + "shared")
INDEX_HOSTS = re.compile("pypi" + r"\.org|python" + r"hosted\.org|registry\." + r"npmjs|npmjs" + r"\.com")
WRITES = re.compile(r"\.(?:save|delete|objects|bulk_create|get_or_create|update_or_create)\b(?!\s*=)")
# A test that may not run is no test: what is missing on the machine is installed or asked for before the run.
SKIPS = re.compile(r"mark\." + r"(?:skip|xfail)|pytest\." + r"(?:skip|xfail|importorskip)\(")


def findings(pattern: re.Pattern[str], under: str = "") -> list[str]:
    """``path:line: text`` of every place under ``under`` where ``pattern`` occurs."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in own_texts().items()
        if path.startswith(under)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_knows_a_machine() -> None:
    assert findings(MACHINE) == []


def test_no_file_names_a_package_index() -> None:
    assert findings(INDEX_HOSTS) == []


def test_faces_write_nothing_themselves() -> None:
    found = [line for line in findings(WRITES, "src/vun/faces/") if line.split(":")[0].endswith(".py")]
    assert found == []


def test_no_test_is_skipped() -> None:
    assert findings(SKIPS, "tests/") == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE, "open('/" + "work/main/x')"),
        (INDEX_HOSTS, "--index-url https://pypi" + ".org/simple"),
        (WRITES, "person.save()"),
        (WRITES, "Person.objects.filter()"),
        (SKIPS, "@pytest.mark." + "skipif(True)"),
    ],
)
def test_what_is_looked_for_is_found(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


def test_every_package_has_its_init_file() -> None:
    """Without one, the import contracts would not see it."""
    lacking = {
        path.parent.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert lacking == set()
