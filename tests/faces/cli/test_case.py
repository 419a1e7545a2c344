"""``vun case``: runs by itself, in a database of its own, with everything as published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_a_case_runs_without_set_up_and_leaves_nothing(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VUN_")}
    done = subprocess.run(
        [sys.executable, "-m", "vun", "case", "ben-tre", "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["case"] == "ben-tre"
    assert {figure["verdict"] for figure in document["figures"]} == {"equal", "within"}
    assert {
        "id": "bt.rate",
        "stated": 90,
        "qualifier": "over",
        "records": 91.16,
        "by_hand": None,
        "computed": 91.16,
        "verdict": "within",
    } in document["figures"]
    assert list(tmp_path.iterdir()) == []
