"""Linear and integer programmes, built from arrays and solved by HiGHS. Every answer's status is checked."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from vun.engines.optimizer.problem import Floats, Ints

INFINITY = highspy.kHighsInf


class NoAnswer(Exception):
    """The solver ended without what was asked of it, and says so."""


class Infeasible(NoAnswer):
    """Nothing satisfies the rows."""


@dataclass(frozen=True)
class Answer:
    """``bound`` is never below the best value there is; ``optimal`` whether ``value`` is proven to be it."""

    value: float
    bound: float
    columns: Floats
    duals: Floats
    reduced: Floats
    optimal: bool


class Model:
    """A programme to be maximised. Columns and rows are added in blocks; a block's numbers are returned."""

    def __init__(self) -> None:
        self._cost: list[Floats] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._whole: list[Ints] = []
        self._row_lower: list[Floats] = []
        self._row_upper: list[Floats] = []
        self._entries: list[tuple[Ints, Ints, Floats]] = []
        self.columns = 0
        self.rows = 0

    def add_columns(
        self,
        count: int,
        cost: Floats | float = 0.0,
        lower: Floats | float = 0.0,
        upper: Floats | float = INFINITY,
        *,
        whole: bool = False,
    ) -> Ints:
        numbers = np.arange(self.columns, self.columns + count)
        for store, value in ((self._cost, cost), (self._lower, lower), (self._upper, upper)):
            store.append(np.broadcast_to(np.asarray(value, dtype=float), count))
        self._whole.append(np.full(count, int(whole)))
        self.columns += count
        return numbers

    def add_rows(
        self, count: int, lower: Floats | float = -INFINITY, upper: Floats | float = INFINITY
    ) -> Ints:
        numbers = np.arange(self.rows, self.rows + count)
        self._row_lower.append(np.broadcast_to(np.asarray(lower, dtype=float), count))
        self._row_upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count))
        self.rows += count
        return numbers

    def put(self, rows: Ints, columns: Ints, values: Floats | float) -> None:
        """Coefficients; what is put twice in one place adds up."""
        rows, columns, values = np.broadcast_arrays(rows, columns, np.asarray(values, dtype=float))
        self._entries.append((rows.ravel(), columns.ravel(), values.ravel()))

    def build(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, self.rows
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = (
            _joined(x) for x in (self._cost, self._lower, self._upper)
        )
        lp.row_lower_, lp.row_upper_ = _joined(self._row_lower), _joined(self._row_upper)
        starts, indices, values = self._by_column()
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, indices, values
        whole = np.concatenate(self._whole) if self._whole else np.zeros(0, dtype=int)
        if whole.any():
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[one] for one in whole.tolist()]
        return lp

    def _by_column(self) -> tuple[Ints, Ints, Floats]:
        if not self._entries:
            return np.zeros(self.columns + 1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
        row, column, value = (np.concatenate([entry[part] for entry in self._entries]) for part in range(3))
        place, where = np.unique(column * max(self.rows, 1) + row, return_inverse=True)
        total = np.bincount(where, weights=value, minlength=len(place))
        counts = np.bincount(place // max(self.rows, 1), minlength=self.columns)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return starts, place % max(self.rows, 1), total.astype(float)

    def solve(self, **options: float | int | str | bool) -> Answer:
        """Raises Infeasible when nothing fits the rows, NoAnswer when the solver fails or has found nothing."""
        return Solver(self.build(), **options).run()

    def solve_from(self, start: Floats, **options: float | int | str | bool) -> Answer:
        """As `solve`, from the whole numbers of a known answer, all columns given; the others are filled in."""
        solver = Solver(self.build(), **options)
        whole = np.flatnonzero(np.concatenate(self._whole)).astype(np.int32)
        solver.highs.setSolution(len(whole), whole, start[whole])
        return solver.run()


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0)


class Solver:
    """A programme inside HiGHS, for solving it again after changes."""

    def __init__(self, lp: highspy.HighsLp, **options: float | int | str | bool) -> None:
        self.highs = highspy.Highs()
        self._is_relaxed = options.get("solve_relaxation", False)
        self.set(output_flag=False, threads=1, parallel="off", **options)
        if self.highs.passModel(lp) == highspy.HighsStatus.kError:
            raise NoAnswer("the model was refused")

    def set(self, **options: float | int | str | bool) -> None:
        for name, value in options.items():
            if self.highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
                raise NoAnswer(f"the option {name} was refused")

    def run(self) -> Answer:
        self.highs.run()
        status = self.highs.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:
            # From the answer before it sometimes comes to none; from nothing it does.
            self.highs.clearSolver()
            self.highs.run()
            status = self.highs.getModelStatus()
        info = self.highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible("infeasible")
        good = status == highspy.HighsModelStatus.kOptimal
        is_mip = bool(self.highs.getLp().integrality_) and not self._is_relaxed
        if not good and not (is_mip and info.primal_solution_status == highspy.kSolutionStatusFeasible):
            raise NoAnswer(str(status))
        solution = self.highs.getSolution()
        value = info.objective_function_value
        return Answer(
            value=value,
            bound=max(info.mip_dual_bound, value) if is_mip else value,
            columns=np.asarray(solution.col_value),
            duals=np.asarray(solution.row_dual),
            reduced=np.asarray(solution.col_dual),
            optimal=good,
        )
