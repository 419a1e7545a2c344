"""The planning problem as files, from the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from vun.engines.optimizer.bounds.prices import Prices
from vun.faces.cli.main import main
from vun.samples.benchmarks.planner.tiny import tiny_instance


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    instance, plan = folder / "instance.json", folder / "plan.json"
    instance.write_text(json.dumps(tiny_instance(1)))
    assert main(["plan", "solve", str(instance), "--work", "4", "--quiet", "--out", str(plan)]) == 0
    return instance, plan


def test_a_solved_plan_passes_the_check_and_its_bound_is_found_again(files, capsys) -> None:
    instance, plan = files
    assert main(["plan", "check", str(instance), str(plan), "--bound"]) == 0
    assert ", 0 quy tắc bị vi phạm." in capsys.readouterr().out


def test_a_plan_that_breaks_a_rule_is_named_and_ends_with_1(files, tmp_path, capsys) -> None:
    instance, plan = files
    data = json.loads(plan.read_text())
    data["classes"] += data["classes"]
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(data))
    assert main(["plan", "check", str(instance), str(bad)]) == 1
    assert "vi phạm used_twice" in capsys.readouterr().out


def test_a_bound_the_prices_do_not_prove_ends_with_1(files, tmp_path, capsys) -> None:
    instance, plan = files
    data = json.loads(plan.read_text())
    data["bound"] = data["objective"]
    data["prices"] = {name: [] for name in Prices.NAMES}
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(data))
    assert main(["plan", "check", str(instance), str(bad), "--bound"]) == 1
    assert "không được bảng giá chứng minh" in capsys.readouterr().out


def test_a_malformed_file_is_named_by_its_key_and_ends_with_2(files, tmp_path, capsys) -> None:
    instance, plan = files
    data = json.loads(instance.read_text())
    data["options"][0]["months"] = 0
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(data))
    assert main(["plan", "check", str(bad), str(plan)]) == 2
    assert "options[0].months" in capsys.readouterr().err
    assert main(["plan", "check", str(tmp_path / "none.json"), str(plan)]) == 2


def test_an_explanation_is_json_with_a_sentence(files, capsys) -> None:
    instance, plan = files
    assert main(["plan", "explain", str(instance), str(plan), "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["item", "chosen", "reason", "weight", "prices", "sentence"]
    assert main(["plan", "explain", str(instance), str(plan), "999"]) == 2


def test_a_repaired_plan_is_written_and_says_what_it_keeps(files, tmp_path, capsys) -> None:
    instance, plan = files
    event, out = tmp_path / "event.json", tmp_path / "mended.json"
    event.write_text(json.dumps({"event": "cancel_class", "class": 0}))
    length = ["--work", "2"]
    assert main(["plan", "repair", str(instance), str(plan), str(event), *length, "--out", str(out)]) == 0
    assert "người phải đổi lớp" in capsys.readouterr().out
    assert main(["plan", "check", str(instance), str(out)]) == 0


def test_impossible_rules_are_named(tmp_path, capsys) -> None:
    data = tiny_instance(2)
    data["programmes"][2] |= {"quota_min": 5, "quota_max": 15}
    data["budget"] = {"a": 1.0, "b": 1.0}
    instance = tmp_path / "instance.json"
    instance.write_text(json.dumps(data))
    assert (
        main(["plan", "solve", str(instance), "--work", "2", "--quiet", "--out", str(tmp_path / "p.json")])
        == 1
    )
    said = capsys.readouterr().err
    assert "P2" in said
    assert "budget" in said


def test_planning_starts_no_django(files) -> None:
    instance, plan = files
    code = (
        "import sys; from vun.faces.cli.main import main; "
        f"main(['plan', 'check', {str(instance)!r}, {str(plan)!r}]); "
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    "length", [["--seconds", one] for one in ("0", "-3", "nan", "inf", "x")] + [["--work", "0"]]
)
def test_a_length_of_time_that_is_none_is_refused(files, tmp_path, capsys, length) -> None:
    instance, _plan = files
    with pytest.raises(SystemExit) as ended:
        main(["plan", "solve", str(instance), *length, "--out", str(tmp_path / "plan.json")])
    assert (ended.value.code, f"“{length[1]}” không phải một số" in capsys.readouterr().err) == (2, True)


def test_where_nothing_can_be_written_nothing_is_sought(files, tmp_path, capsys) -> None:
    instance, plan = files
    event, out = tmp_path / "event.json", tmp_path / "none" / "plan.json"
    event.write_text(json.dumps({"event": "cancel_class", "class": 0}))
    # A plan sought for an hour would not end in a test.
    assert main(["plan", "solve", str(instance), "--seconds", "3600", "--out", str(out)]) == 2
    assert main(["plan", "repair", str(instance), str(plan), str(event), "--out", str(out)]) == 2
    assert capsys.readouterr().err.count(f"Không có thư mục {out.parent}") == 2
    assert main(["plan", "solve", str(instance), "--seconds", "3600", "--out", str(tmp_path)]) == 2
    assert f"ghi được tệp {tmp_path}: " in capsys.readouterr().err
