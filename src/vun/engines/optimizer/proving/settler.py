"""Settles the prices of a problem of a few thousand items: as the duals of a mosaic that learns what it lacks, then
case by case where whole classes or whole people make the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from vun.engines.optimizer.bounds.bound import (
    SAFETY,
    Blocked,
    Share,
    Shares,
    class_prices,
    for_sale,
    money,
    tolerance,
    worth,
)
from vun.engines.optimizer.bounds.cases import DEEPEST, Cases, Fence, Group, Split
from vun.engines.optimizer.bounds.prices import Prices
from vun.engines.optimizer.problem import Floats, Problem
from vun.engines.optimizer.proving.columns import Workshop
from vun.engines.optimizer.proving.mosaic import Laid, Mosaic, Way, is_inside, single_ways
from vun.engines.optimizer.proving.prover import Proof
from vun.engines.optimizer.proving.relaxation import Relaxation

# Prices are settled when the bound is this near to what no prices can go below.
SETTLED = 1e-4
# How often a case's mosaic is laid anew with the ways it lacked.
ROUNDS = 3
# Ways that lose more than this share of all that is for sale are left out, but for so many of each programme.
CARRIED = 0.004
KEPT = 4
# How many people the ways of a mosaic may be about, those of each way counted anew, so that it is laid within seconds;
# two ways of each programme there are in any case.
MOST_SEATED = 10_000
ALWAYS = 2
# A plan file carries no more cases.
MOST_CASES = 64


@dataclass
class _Case:
    """``laid`` is the last mosaic; ``halves`` once it is split by ``group`` and ``at``."""

    fences: tuple[Fence, ...]
    prices: Prices
    bound: float
    laid: Laid | None = None
    group: Group | None = None
    at: int = 0
    halves: tuple[_Case, _Case] | None = None

    def leaves(self) -> Iterator[_Case]:
        if self.halves is None:
            yield self
        else:
            for half in self.halves:
                yield from half.leaves()

    def cases(self) -> Cases:
        if self.halves is None or self.group is None:
            return self.prices
        return Split(self.group, self.at, *(half.cases() for half in self.halves))


def _by_loss(ranked: tuple[int, float, Way]) -> tuple[float, int, tuple[int, ...]]:
    return ranked[1], ranked[2].programme, ranked[2].classes


class Settler:
    """`steps` proves bound after bound, each with the ways of running programmes that are worth a look."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._shares = Shares(problem)
        self._ways = dict.fromkeys(single_ways(self._shares))
        self._workshops = [Workshop(problem, j) for j in range(problem.programmes)]
        self._ranked: tuple[Way, ...] = ()
        self._wishes: Floats = np.zeros(problem.options)

    def steps(self) -> Iterator[Proof]:
        """Ever better proofs, until nothing is left to tell apart. Raises Blocked, Infeasible when there is no plan."""
        prices = Relaxation(self.problem).solve().prices
        root = _Case((), prices, np.inf)
        yield self._loose(prices)
        self._start(root)
        yield replace(self._proof(root), ways=())
        for laid in self._settle(root):
            self._rank(root.prices)
            # The best mix in fractions is all but whole: what it uses comes first.
            self._ranked = tuple(dict.fromkeys((*laid.used, *self._ranked)))
            yield self._proof(root)
        while (case := max(root.leaves(), key=lambda one: one.bound)).laid is not None:
            split = self._split(case)
            if split is None or len(case.fences) >= DEEPEST or sum(1 for _ in root.leaves()) >= MOST_CASES:
                return
            case.group, case.at = split
            halves = []
            for low, high in ((0.0, float(case.at)), (case.at + 1.0, np.inf)):
                half = _Case((*case.fences, Fence(case.group, low, high)), case.prices, case.bound)
                for _ in self._settle(half):
                    pass
                halves.append(half)
            case.halves = (halves[0], halves[1])
            yield self._proof(root)

    def first_ways(self, prices: Prices) -> tuple[Way, ...]:
        """Ways worth a look at prices that are not settled, the best first. Raises Blocked as `steps`."""
        self._start(_Case((), prices, np.inf))
        return self._ranked

    def _start(self, root: _Case) -> None:
        self._rank(root.prices)
        self._look(root, root.prices)

    def _loose(self, prices: Prices) -> Proof:
        """With fractions of classes: a bound at once."""
        problem = self.problem
        value, charges, gap = worth(problem, prices), money(problem, prices), tolerance(problem, prices)
        total = for_sale(problem, prices) + sum(
            self._shares.best(
                j, value, float(charges[j]), class_prices(problem, prices, j), gap, relaxed=True
            ).bound
            for j in range(problem.programmes)
        )
        return Proof(total + SAFETY * abs(total), prices, self._wishes)

    def _proof(self, root: _Case) -> Proof:
        case = max(root.leaves(), key=lambda one: one.bound)
        return Proof(case.bound + SAFETY * abs(case.bound), root.cases(), self._wishes, self._ranked)

    def _rank(self, prices: Prices) -> None:
        """Puts the ways in order of what each loses against its programme's best at these prices; those that lose too
        much, or cannot be filled, are left out of the mosaics."""
        ranked: list[tuple[int, float, Way]] = []
        most = CARRIED * abs(for_sale(self.problem, prices))
        for shop in self._workshops:
            mine = [way for way in self._ways if way.programme == shop.programme and any(way.classes)]
            if not mine:
                continue
            shop.price(prices)
            made = [
                (column, way) for way in mine if (column := shop.make(np.array(way.classes, dtype=float)))
            ]
            # Having no class at all is worth nothing.
            best = max([0.0, *(column.score for column, _ in made)])
            losses = sorted(
                ((best - column.score, way) for column, way in made), key=lambda one: (one[0], one[1].classes)
            )
            ranked.extend(
                (place, loss, way) for place, (loss, way) in enumerate(losses) if loss <= most or place < KEPT
            )
        ranked.sort(key=_by_loss)
        room = MOST_SEATED - sum(self._seated(way) for place, _, way in ranked if place < ALWAYS)
        carried: list[Way] = []
        for place, _, way in ranked:
            if place >= ALWAYS:
                room -= self._seated(way)
                if room < 0:
                    continue
            carried.append(way)
        self._ranked = tuple(carried)

    def _seated(self, way: Way) -> int:
        return len(self._shares.items[way.programme])

    def _settle(self, case: _Case) -> Iterator[Laid]:
        """Lays the case's mosaic again and again with the ways that were lacking."""
        for _ in range(ROUNDS):
            known = [way for way in self._ranked if is_inside(self._shares, way, case.fences)]
            case.laid = laid = Mosaic(self._shares, known, case.fences).lay()
            before = self._ranked
            try:
                self._look(case, laid.prices)
            except Blocked:
                if not case.fences:
                    raise
                case.bound, case.laid = -np.inf, None
                return
            yield laid
            if self._ranked == before or case.bound - laid.value <= SETTLED * abs(case.bound):
                return

    def _look(self, case: _Case, prices: Prices) -> None:
        """What each programme does best at these prices: the case's bound, when it is lower, and the ways that lack."""
        problem = self.problem
        value, charges, gap = worth(problem, prices), money(problem, prices), tolerance(problem, prices)
        total, found = for_sale(problem, prices), []
        for j in range(problem.programmes):
            at = class_prices(problem, prices, j)
            best = self._shares.best(j, value, float(charges[j]), at, gap, fences=case.fences)
            total += best.bound
            found.append(best)
        for j, best in enumerate(found):
            way = Way(j, tuple(int(n) for n in best.classes))
            if any(way.classes) and way not in self._ranked:
                self._ranked = (way, *self._ranked)
            self._ways[way] = None
        if total < case.bound:
            case.bound, case.prices = total, prices
            self._wishes = self._wanted(found)

    def _wanted(self, shares: list[Share]) -> Floats:
        classes = np.zeros(self.problem.options)
        for share in shares:
            classes[share.options] = share.classes
        return classes

    def _split(self, case: _Case) -> tuple[Group, int] | None:
        """What to tell apart: the classes of a programme, or of one option, its learners, or one of them: whatever is
        least whole."""
        assert case.laid is not None  # noqa: S101 - cases without a mosaic are not split
        classes, taken = case.laid.classes, case.laid.taken
        own = list(enumerate(zip(self._shares.options, self._shares.items, strict=True)))
        for groups in (
            [Group(j, options=tuple(options.tolist())) for j, (options, _) in own if len(options)],
            [Group(j, options=(o,)) for j, (options, _) in own for o in options.tolist()],
            [Group(j, items=tuple(items.tolist())) for j, (_, items) in own if len(items)],
            [Group(j, items=(i,)) for j, (_, items) in own for i in items.tolist()],
        ):
            totals = np.array(
                [classes[list(group.options)].sum() + taken[list(group.items)].sum() for group in groups]
            )
            off = np.abs(totals - np.round(totals))
            if len(off) and off.max() > 1e-4:
                number = int(off.argmax())
                return groups[number], int(np.floor(totals[number]))
        return None
