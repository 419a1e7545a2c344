"""Everything a change must pass, stage by stage.

Usage: .venv/bin/python scripts/test.py [lint] [sqlite] [postgresql] [journeys]
Without names all stages run, also after one has failed, so that one run tells all. PostgreSQL is a cluster of its own
in a temporary directory, reached by a socket and gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CODE = ["src", "tests", "scripts"]
# In the order of tests/conftest.py, which knows what takes longest.
SUITE = ["pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
ON_ONE_DATABASE = [*SUITE, "--ignore", "tests/journeys"]
JOURNEYS = [*SUITE, "tests/journeys"]
# These open a database of their own, always an embedded one.
ON_THEIR_OWN = ["tests/faces/cli/test_case.py", "tests/faces/cli/test_figures.py"]


class Run:
    """The stages run so far: how long each took, whether it passed, and the closing line of each test run."""

    def __init__(self) -> None:
        self.times: list[tuple[str, float, bool]] = []
        self.closing_lines: list[tuple[str, str]] = []

    def stage(self, name: str, commands: list[list[str]], **variables: str) -> None:
        """Run ``commands`` side by side, each one's output whole and in order."""
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        environment = {**os.environ, **variables}
        running = [_start(command, environment) for command in commands]
        try:
            passed = [self._finish(name, process) for process in running]
        finally:
            for process in running:
                process.terminate()
        self.times.append((name, time.monotonic() - started, all(passed)))

    def _finish(self, name: str, process: subprocess.Popen[str]) -> bool:
        line = ""
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
        if process.args[0].endswith("pytest"):  # type: ignore[index, union-attr]
            self.closing_lines.append((name, line.rstrip()))
        return process.wait() == 0

    def close(self) -> bool:
        """Print the times and then the closing lines again; return whether all stages passed."""
        print()
        for name, seconds, passed in self.times:
            print(f"{name:<12}{seconds:7.1f} s  {'passed' if passed else 'FAILED'}")
        print(f"{'together':<12}{sum(seconds for _, seconds, _ in self.times):7.1f} s")
        for name, line in self.closing_lines:
            print(f"{name}:\n{line}")
        return all(passed for _, _, passed in self.times)


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def lint(run: Run) -> None:
    """Style, format, types and the import contracts."""
    commands = [["ruff", "check", *CODE], ["ruff", "format", "--check", *CODE], ["mypy"], ["lint-imports"]]
    run.stage("lint", commands)


def sqlite(run: Run) -> None:
    """The suite on the embedded database."""
    run.stage("sqlite", [ON_ONE_DATABASE], VUN_DATABASE_URL="")


def postgresql(run: Run) -> None:
    """The same suite on the production database, without what comes out the same on any."""
    with _postgresql_cluster() as url:
        left_out = [option for path in ON_THEIR_OWN for option in ("--ignore", path)]
        command = [*ON_ONE_DATABASE, "-m", "not one_database", *left_out]
        run.stage("postgresql", [command], VUN_DATABASE_URL=url)


def journeys(run: Run) -> None:
    """The training year in a real browser."""
    run.stage("journeys", [JOURNEYS], VUN_DATABASE_URL="")


STAGES = {"lint": lint, "sqlite": sqlite, "postgresql": postgresql, "journeys": journeys}
NEEDS = {
    "lint": [],
    "sqlite": [machine.GETTEXT, machine.POPPLER],
    "postgresql": [machine.GETTEXT, machine.POPPLER, machine.POSTGRESQL],
    "journeys": [machine.CHROMIUM, machine.LIBATOMIC],
}


@contextmanager
def _postgresql_cluster() -> Iterator[str]:
    """The address of a new, empty PostgreSQL. It trusts whoever reaches its socket and never syncs to disk.

    It compiles no queries (jit): on the few rows of a test that costs more than it gains.
    """
    programs = machine.find_postgresql()
    home = Path(tempfile.mkdtemp(prefix="vun-postgresql-"))
    # PostgreSQL refuses to run as root.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(home, "postgres")
    data = str(home / "data")
    unsafe = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    options = " ".join([f"-k {home}", *(f"-c {one}" for one in ("listen_addresses=", *unsafe, "jit=off"))])

    def call(program: str, *arguments: str) -> None:
        # From a directory that the owner may read.
        subprocess.run(
            [*as_owner, f"{programs}/{program}", *arguments], check=True, cwd=home, stdout=subprocess.DEVNULL
        )

    try:
        call("initdb", "-D", data, "-U", "vun", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        call("pg_ctl", "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start")
        try:
            yield f"postgresql://vun@/vun?host={home}"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home)


def main(names: list[str]) -> bool:
    """Run the stages called ``names``; return whether all passed."""
    if unknown := set(names) - set(STAGES):
        sys.exit(f"No such stage: {', '.join(sorted(unknown))}\n{__doc__}")
    machine.ensure(list(dict.fromkeys(need for name in names for need in NEEDS[name])))
    # Whoever stops this stops the cluster too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    run = Run()
    # Types and contracts load the settings; these must not find or make an installation here.
    with tempfile.TemporaryDirectory(prefix="vun-data-") as data_dir:
        os.environ["VUN_DATA_DIR"] = data_dir
        for name in names:
            STAGES[name](run)
    return run.close()


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:] or list(STAGES)) else 1)
