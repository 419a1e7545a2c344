"""Programmes as HiGHS solves them."""

from __future__ import annotations

import highspy
import numpy as np
import pytest

from vun.engines.optimizer.highs import Model, NoAnswer


class Lost(highspy.Highs):
    """Comes to no answer from where it stands, as it sometimes does when it goes on from an answer before."""

    begun_anew = 0

    def clearSolver(self) -> highspy.HighsStatus:
        Lost.begun_anew += 1
        return super().clearSolver()

    def getModelStatus(self) -> highspy.HighsModelStatus:
        return super().getModelStatus() if Lost.begun_anew else highspy.HighsModelStatus.kUnknown


def one_of_two() -> Model:
    model = Model()
    columns = model.add_columns(2, np.array([2.0, 3.0]), 0.0, 1.0)
    model.put(np.repeat(model.add_rows(1, upper=1.0), 2), columns, 1.0)
    return model


def test_where_it_comes_to_no_answer_from_the_last_it_begins_anew(monkeypatch) -> None:
    monkeypatch.setattr(Lost, "begun_anew", 0)
    monkeypatch.setattr(highspy, "Highs", Lost)
    assert one_of_two().solve().value == pytest.approx(3.0)
    assert Lost.begun_anew == 1


def test_what_has_no_answer_at_all_is_told() -> None:
    model = Model()
    model.add_columns(1, 1.0)
    with pytest.raises(NoAnswer):
        model.solve()
