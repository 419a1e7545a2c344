"""``vun plan``: the planning problem as files. Only ``instance``, which makes one of the registry, opens a database."""

from __future__ import annotations

import argparse
import errno
import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from vun.common.numbers import format_number
from vun.faces.cli import instance
from vun.faces.cli.arguments import seconds, steps
from vun.faces.cli.language import gettext as _

if TYPE_CHECKING:
    from vun.engines.optimizer.explain import Explanation
    from vun.engines.optimizer.plans.check import Broken
    from vun.engines.optimizer.problem import Problem
    from vun.engines.optimizer.watch import NoPlan, Progress

NAME = "plan"
# What ending the solver and writing may take of the seconds given: no less than this, nor than a third of what reading
# took.
RESERVE = 0.4
# However little is left, a first plan needs so much.
LEAST = 1.0
# How long after that it may still be asked which rules clash.
LATE = 0.5
REPAIR_SECONDS = 60.0


def summary() -> str:
    return _("Lập kế hoạch năm tối ưu từ tệp bài toán: giải, kiểm tra, giải thích, sửa")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VIỆC"), title=_("các việc"))
    solve = _verb(verbs, "solve", _("tìm kế hoạch tốt nhất, kèm cận trên đã chứng minh"))
    length = solve.add_mutually_exclusive_group()
    length.add_argument("--seconds", type=seconds, default=60.0, metavar="S", help=_("thời gian của cả lệnh"))
    length.add_argument("--work", type=steps, metavar="N", help=_("số bước; cùng số bước, cùng kết quả"))
    solve.add_argument("--seed", type=int, default=1, metavar="N", help=_("số khởi tạo ngẫu nhiên"))
    solve.add_argument("--quiet", action="store_true", help=_("không in tiến độ"))
    solve.add_argument("--out", type=Path, required=True, metavar="PLAN", help=_("tệp kế hoạch sẽ ghi"))
    check = _verb(verbs, "check", _("kiểm tra một kế hoạch theo mọi quy tắc"))
    check.add_argument("plan", type=Path, metavar="PLAN")
    check.add_argument(
        "--bound", action="store_true", help=_("tính lại cận trên chỉ từ bài toán và bảng giá")
    )
    explain = _verb(verbs, "explain", _("vì sao một người được cử hoặc không được cử học"))
    explain.add_argument("plan", type=Path, metavar="PLAN")
    explain.add_argument("item", type=int, metavar="ITEM", help=_("số thứ tự của nhu cầu trong bài toán"))
    explain.add_argument("--json", action="store_true", help=_("in dạng JSON"))
    repair = _verb(verbs, "repair", _("sửa kế hoạch sau một biến động, ít người phải đổi nhất"))
    repair.add_argument("plan", type=Path, metavar="PLAN")
    repair.add_argument("event", type=Path, metavar="EVENT")
    repair.add_argument("--work", type=steps, metavar="N", help=_("số bước; cùng số bước, cùng kết quả"))
    repair.add_argument("--out", type=Path, required=True, metavar="PLAN2", help=_("tệp kế hoạch sẽ ghi"))
    made = verbs.add_parser(
        "instance", help=instance.summary(), description=instance.summary(), add_help=False
    )
    made.add_argument("--help", "-h", action="help", help=_("in phần trợ giúp này rồi thoát"))
    instance.add_arguments(made)


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text, description=text, add_help=False)
    parser.add_argument("--help", "-h", action="help", help=_("in phần trợ giúp này rồi thoát"))
    parser.add_argument(
        "instance", type=Path, metavar="INSTANCE", help=_("tệp bài toán (.json hoặc .json.gz)")
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Exit 0 when done, 1 when a plan is bad or there is none, 2 when a file cannot be used."""
    if options.verb == "instance":
        return instance.run(options)
    from vun.engines.optimizer.problem import Malformed

    if "out" in options and (trouble := _unwritable(options.out)):
        # Told before minutes are spent on what cannot be written.
        print(trouble, file=sys.stderr)
        return 2
    verb = {"solve": _solve, "check": _check, "explain": _explain, "repair": _repair}[options.verb]
    try:
        return verb(options)
    except Malformed as malformed:
        print(_("Tệp không đúng ở khoá %s: %s") % (malformed.key, malformed.why), file=sys.stderr)
    except OSError as error:
        print(_("Không đọc hoặc ghi được tệp %s: %s") % (error.filename, error.strerror), file=sys.stderr)
    return 2


def _unwritable(out: Path) -> str:
    """Why no plan can be written there; "" where one can, as far as that is seen without writing."""
    if out.is_dir():
        return _("Không đọc hoặc ghi được tệp %s: %s") % (out, os.strerror(errno.EISDIR))
    folder = out.absolute().parent
    return "" if folder.is_dir() else _("Không có thư mục %s để ghi tệp.") % folder


def _solve(options: argparse.Namespace) -> int:
    from vun.engines.optimizer.plans.plan import write_plan
    from vun.engines.optimizer.problem import read_problem
    from vun.engines.optimizer.solve import solve
    from vun.engines.optimizer.watch import NoPlan

    problem = read_problem(options.instance)
    cancelled = []

    def cancel(number: int, frame: FrameType | None) -> None:
        cancelled.append(number)

    previous = {one: signal.signal(one, cancel) for one in (signal.SIGINT, signal.SIGTERM)}
    timed = options.work is None
    reading = time.monotonic() - options.begun
    seconds_left = max(LEAST, options.seconds - reading - max(RESERVE, reading / 3)) if timed else None
    try:
        plan = solve(
            problem,
            seconds=seconds_left,
            work=options.work,
            seed=options.seed,
            report=(lambda progress: None) if options.quiet else _tell,
            is_cancelled=lambda: bool(cancelled),
        )
    except NoPlan as trouble:
        end = options.begun + options.seconds + LATE if timed else math.inf
        _tell_trouble(problem, trouble, lambda: bool(cancelled) or time.monotonic() >= end)
        return 1
    finally:
        for one, handler in previous.items():
            signal.signal(one, handler)
    write_plan(options.out, plan)
    gap = (plan.bound - plan.objective) / abs(plan.bound) if plan.bound else 0.0
    print(
        _("Giá trị %s, cận trên %s, khoảng cách %s %%, %s lớp.")
        % (
            _number(plan.objective, 2),
            _number(plan.bound, 2),
            _number(100 * gap, 3),
            len(plan.classes),
        )
    )
    return 0


def _number(value: float, decimals: int) -> str:
    return format_number(Decimal(value), decimals=decimals)


def _tell(progress: Progress) -> None:
    numbers = (progress.seconds, progress.objective, progress.bound, progress.gap and 100 * progress.gap)
    texts = ["–" if number is None else _number(number, 2) for number in numbers]
    print(
        _("%s giây: giá trị %s, cận trên %s, khoảng cách %s %%") % tuple(texts), file=sys.stderr, flush=True
    )


def _tell_trouble(problem: Problem, trouble: NoPlan, is_over: Callable[[], bool]) -> None:
    """Which rules clash, in a sentence."""
    from vun.engines.optimizer.clash import clash

    if not trouble.is_impossible:
        print(_("Chưa tìm được kế hoạch nào trong thời gian này; hãy cho thêm thời gian."), file=sys.stderr)
        return
    programmes, limits = clash(problem, trouble.programme, is_over)
    if not programmes and trouble.programme is not None:
        programmes = (trouble.programme,)
    names = ", ".join(problem.programme_code[programme] for programme in programmes)
    print(_("Không có kế hoạch nào giữ được mọi quy tắc."), file=sys.stderr)
    print(_("Chỉ tiêu tối thiểu (quota_min) của: %s") % names, file=sys.stderr)
    if limits:
        print(_("không đi cùng được với: %s") % ", ".join(limits), file=sys.stderr)
    else:
        print(_("không đủ người cần học hoặc không có lớp nào có thể mở."), file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    from vun.engines.optimizer.bounds.bound import Blocked, prove
    from vun.engines.optimizer.bounds.cases import cases_from_json
    from vun.engines.optimizer.plans.check import check
    from vun.engines.optimizer.plans.plan import read_plan
    from vun.engines.optimizer.problem import Malformed, read_problem

    problem = read_problem(options.instance)
    plan = read_plan(options.plan, problem)
    verdict = check(problem, plan)
    for broken in verdict.broken[:20]:
        print(_sentence(broken))
    print(
        _("%s người học, %s lớp, giá trị %s, cận trên ghi trong tệp %s, %s quy tắc bị vi phạm.")
        % (
            verdict.learners,
            len(plan.classes),
            _number(verdict.objective, 2),
            _number(plan.bound, 2),
            len(verdict.broken),
        )
    )
    is_good = verdict.is_good
    if options.bound:
        if plan.prices is None:
            raise Malformed("prices", "missing")
        try:
            bound = prove(problem, cases_from_json(plan.prices, problem))
        except Blocked as blocked:
            print(_("Chỉ tiêu tối thiểu không thể đạt: %s") % problem.programme_code[blocked.programme])
            return 1
        print(_("Cận trên tính lại từ bảng giá: %s") % _number(bound, 2))
        tolerance = 1e-6 * max(1.0, abs(bound)) + 0.01
        if bound > plan.bound + tolerance or bound < verdict.objective - tolerance:
            print(_("Cận trên ghi trong tệp không được bảng giá chứng minh."))
            is_good = False
    return 0 if is_good else 1


def _sentence(broken: Broken) -> str:
    where = " ".join(str(part) for part in broken.where)
    return _("vi phạm %s [%s]: có %s, cho phép %s") % (
        broken.rule.value,
        where,
        _number(float(broken.found), 2),
        _number(float(broken.allowed), 2),
    )


def _explain(options: argparse.Namespace) -> int:
    from vun.engines.optimizer.explain import explain
    from vun.engines.optimizer.plans.plan import read_plan
    from vun.engines.optimizer.problem import Malformed, read_problem

    problem = read_problem(options.instance)
    plan = read_plan(options.plan, problem)
    if not 0 <= options.item < problem.items:
        raise Malformed("ITEM", f"{options.item} is not an item below {problem.items}")
    explanation = explain(problem, plan, options.item)
    sentence = _why(explanation)
    if options.json:
        found = {
            "item": explanation.item,
            "chosen": explanation.chosen,
            "reason": explanation.reason,
            "weight": explanation.weight,
            "prices": explanation.prices,
            "sentence": sentence,
        }
        json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print(sentence)
    return 0


def _why(explanation: Explanation) -> str:
    from vun.engines.optimizer.explain import Reason

    weight = _number(explanation.weight, 1)
    if explanation.reason is None:
        return _("Được cử học: trọng số %s, một chỗ học ở đây đáng giá %s.") % (
            weight,
            _number(explanation.prices["total"], 1),
        )
    why = {
        Reason.UNIT_QUOTA: _("đơn vị đã hết số người được cử đi, trong năm hoặc cùng một lúc"),
        Reason.TWO_CLASSES: _("người này đã đủ số lớp trong năm hoặc đang học lớp tập trung khác"),
        Reason.BUDGET: _("kinh phí đã dành cho những suất đáng giá hơn"),
        Reason.NO_CLASS: _("không mở lớp nào của chương trình này mà người này đến được"),
        Reason.PREREQUISITE: _("chương trình phải học trước chưa xong kịp"),
        Reason.BELOW_CUTOFF: _("các chỗ học đã dành cho những người đem lại nhiều giá trị hơn"),
    }[explanation.reason]
    if explanation.is_away:
        why = _("các lớp của chương trình này đều vào tháng người này vắng mặt")
    return _(
        "Không được cử học vì %s (trọng số %s, một chỗ đáng giá %s). "
        "Nếu cử, giá trị cả kế hoạch tăng nhiều nhất %s."
    ) % (
        why,
        weight,
        _number(explanation.prices["total"], 1),
        _number(explanation.prices["gain_at_most"], 1),
    )


def _repair(options: argparse.Namespace) -> int:
    from vun.engines.optimizer.plans.events import parse_event
    from vun.engines.optimizer.plans.plan import read_plan, write_plan
    from vun.engines.optimizer.problem import read_json, read_problem
    from vun.engines.optimizer.repair import CannotRepair, repair

    problem = read_problem(options.instance)
    plan = read_plan(options.plan, problem)
    event = parse_event(read_json(options.event), problem, plan)
    try:
        timed = options.work is None
        repaired = repair(problem, plan, event, seconds=REPAIR_SECONDS if timed else None, work=options.work)
    except CannotRepair:
        print(
            _("Không sửa được: phần còn lại không giữ được chỉ tiêu tối thiểu; hãy giải lại."),
            file=sys.stderr,
        )
        return 1
    write_plan(options.out, repaired.plan)
    print(
        _("Giữ được %s %% giá trị (%s trên %s); %s người phải đổi lớp.")
        % (
            _number(100 * repaired.kept, 3),
            _number(repaired.plan.objective, 2),
            _number(plan.objective, 2),
            repaired.moved,
        )
    )
    if repaired.least is not None:
        print(
            _("Nếu chỉ chuyển những người buộc phải chuyển: giữ được %s %%, %s người phải đổi lớp.")
            % (_number(100 * repaired.least.kept, 3), repaired.least.moved)
        )
    return 0
